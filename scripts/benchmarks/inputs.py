"""The files that the programs read. They are made when first needed, kept in one folder, and equal on every machine."""

import hashlib
import json
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas
import rasterio
import shapely

import patches
import speckle
import zones

# The Albers of the Chinese Academy of Sciences, without an EPSG code.
CRS = "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m"
PROVINCE_WEST, PROVINCE_NORTH, PROVINCE_EXTENT = 825_000, 3_255_000, 660_000
NATION_WEST, NATION_NORTH = -2_650_000, 6_000_000
NATION_COLUMNS, NATION_ROWS = 4_900, 4_100
COUNTIES = 2_875
LAYOUTS = {
    "deflate": dict(compress="deflate", tiled=True, blockxsize=512, blockysize=512),
    "lzw": dict(compress="lzw", tiled=True, blockxsize=512, blockysize=512),
    "zstd": dict(compress="zstd", tiled=True, blockxsize=512, blockysize=512),
    "lzw-strips": dict(compress="lzw", tiled=False),
}
EXAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "jiangxi"


@dataclass(frozen=True)
class Raster:
    path: Path
    cell: float
    cells: int


@dataclass(frozen=True)
class Zones:
    """A boundary file, and its size on that raster."""

    path: Path
    zones: int
    vertices: int
    perimeter_cells: float
    area_cells: float
    id: str = "zone"


class Inputs:
    def __init__(self, folder: Path, national_km: int) -> None:
        self.folder = folder
        self.national_km = national_km
        folder.mkdir(parents=True, exist_ok=True)

    def province(self, side: int, layout: str = "deflate") -> Raster:
        """side × side cells over Jiangxi."""
        cell = PROVINCE_EXTENT / side
        first = self.folder / f"province-{side}-deflate.tif"
        self.made(first, lambda: patches.make_raster(first, side, side, cell, PROVINCE_WEST, PROVINCE_NORTH, CRS))
        path = self.folder / f"province-{side}-{layout}.tif"
        self.made(path, lambda: patches.copy_raster(first, path, **LAYOUTS[layout]))
        return Raster(path, cell, side * side)

    def speckled(self, side: int) -> Raster:
        """The same, with single stray cells."""
        first = self.province(side)
        path = self.folder / f"province-{side}-speckled.tif"
        self.made(path, lambda: speckle.make_raster(first.path, path))
        return Raster(path, first.cell, first.cells)

    def example(self) -> tuple[list[Raster], Zones]:
        """The example of the program: three years of 1 km, and prefectures in longitude and latitude as GeoJSON."""
        paths = sorted(EXAMPLE.glob("landuse-*.tif"))
        with rasterio.open(paths[0]) as source:
            cell, cells, crs = source.res[0], source.width * source.height, source.crs
        path = EXAMPLE / "boundaries.geojson"
        prefectures = geopandas.read_file(path).to_crs(crs)
        like = zones.describe(prefectures, cell)
        return [Raster(raster, cell, cells) for raster in paths], Zones(path, **like, id="adcode")

    def nation(self, year: int = 0) -> Raster:
        """The national grid, 20 million cells at 1 km. Further years are copies: what is measured does not depend on what changes."""
        columns, rows, cell = NATION_COLUMNS // self.national_km, NATION_ROWS // self.national_km, 1000 * self.national_km
        first = self.folder / f"nation-{self.national_km}km-0.tif"
        self.made(first, lambda: patches.make_raster(first, columns, rows, cell, NATION_WEST, NATION_NORTH, CRS))
        path = self.folder / f"nation-{self.national_km}km-{year}.tif"
        if not path.exists():
            path.write_bytes(first.read_bytes())
        return Raster(path, cell, columns * rows)

    def prefectures(self, cell: float, pieces: int = 1) -> Zones:
        return self.zones(f"prefectures-x{pieces}", cell, lambda: zones.prefectures(CRS, pieces))

    def counties(self, cell: float, count: int) -> Zones:
        """Invented zones that tile Jiangxi."""
        return self.zones(f"counties-{count}", cell, lambda: zones.tiling(province_area(), count, 6 if count < 1000 else 5, 1, 36, CRS))

    def national_counties(self, cell: float) -> Zones:
        """Invented zones that tile an invented country, a million vertices."""
        def make() -> geopandas.GeoDataFrame:
            south, east = NATION_NORTH - NATION_ROWS * 1000, NATION_WEST + NATION_COLUMNS * 1000
            country = zones.country(NATION_WEST, south, east, NATION_NORTH, CRS)
            return zones.tiling(country, COUNTIES, 6, 30, 86, CRS)

        return self.zones("national-counties", cell, make)

    def zones(self, name: str, cell: float, make) -> Zones:
        path = self.folder / f"{name}.gpkg"

        def write() -> None:
            unfinished = path.with_suffix(".part.gpkg")
            made = make()
            made.to_file(unfinished, driver="GPKG", layer="zones")
            path.with_suffix(".json").write_text(json.dumps(zones.describe(made, 1.0)))
            unfinished.rename(path)

        self.made(path, write)
        described = json.loads(path.with_suffix(".json").read_text())
        return Zones(path, described["zones"], described["vertices"], described["perimeter_cells"] / cell,
                     described["area_cells"] / cell**2)

    @staticmethod
    def made(path: Path, make) -> None:
        if path.exists():
            return
        start = time.perf_counter()
        make()
        print(f"made {path.name}: {path.stat().st_size / 1e6:.1f} MB in {time.perf_counter() - start:.1f} s", flush=True)


@cache
def province_area() -> shapely.Geometry:
    return shapely.union_all(zones.prefectures(CRS).geometry.values)


def origin() -> str:
    """A digest of how the files are made; it is part of the name of their folder."""
    sources = [Path(__file__), Path(patches.__file__), Path(zones.__file__), zones.PREFECTURES]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]


def texture(raster: Raster) -> dict[str, float]:
    """Describes the patches of a raster: bytes of the file for each cell, and cells between changes of code along a row."""
    with rasterio.open(raster.path) as source:
        side = min(source.width, source.height, 4096)
        codes = source.read(1, window=((0, side), (0, side)))
    changes = (codes[:, 1:] != codes[:, :-1]).mean()
    return {"bytes_per_cell": raster.path.stat().st_size / raster.cells, "run_cells": float(1 / changes)}
