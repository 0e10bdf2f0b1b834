"""scripts/compare-peers: tallies random rasters and zones with landcarbon, exactextract and rasterstats, and compares the results.

Hectares of each zone and class, and of cells without data, against exactextract's shares of cells, times the areas of cells. exactextract keeps
shares in 32 bits: that of a border cell may be 2⁻²⁵ off, and a sum so much times the border cells of the zone; twice that is allowed. Where
more is between them, GEOS clips the zone to each cell and tells who is wrong; sums in which exactextract is, are counted apart.

Whole cells by their centres (`--coverage center`) against rasterstats' counts: they must be the same, but for zones with a border within a
millionth of a cell of a centre, which are left out.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import exactextract
import geopandas
import numpy as np
import pandas
import rasterio
import rasterstats
import shapely

import random_rasters
import random_zones

SHARE = 2.0**-24
# A centre as near to a border as this, in cells, may count on either side.
UNDECIDED = 1e-6
# Cells by which a sum may differ from that of clipping, which rounds too.
CLIPPED = 1e-8


@dataclass
class Worst:
    """The largest differences, and the places where they exceed the tolerance."""

    sums: int = 0
    cells: float = 0.0
    of_zone: float = 0.0
    of_allowed: float = 0.0
    beyond: list[str] = field(default_factory=list)
    theirs_wrong: list[str] = field(default_factory=list)

    def see(self, where: str, ours: float, theirs: float, allowed: float, zone: float, clipped=None) -> None:
        """`clipped` computes the result of clipping, which decides if the programs differ."""
        difference = abs(ours - theirs)
        self.sums += 1
        if clipped and difference > allowed and abs(ours - clipped()) <= CLIPPED:
            self.theirs_wrong.append(f"{where}: {theirs:.9g} cells, ours and GEOS's {ours:.9g}")
            return
        self.cells = max(self.cells, difference)
        self.of_zone = max(self.of_zone, difference / max(zone, 1))
        self.of_allowed = max(self.of_allowed, difference / allowed)
        if not difference <= allowed:
            self.beyond.append(f"{where}: {ours:.9g} cells, theirs {theirs:.9g}, allowed are {allowed:.1e}")


def tallied(program: Path, raster: random_rasters.Raster, zones: Path, coverage: str) -> dict[tuple[str, str], float]:
    """Hectares by zone and class from landcarbon."""
    out = raster.path.with_suffix(f".{coverage}.parquet")
    area = [] if raster.geographic else ["--area", "planar"]
    command = [program, "--quiet", "tally", "--zones", zones, "--zone-id", "zone", "--raster", raster.path, "--coverage", coverage,
               *area, "--out", out]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stderr}")
    table = pandas.read_parquet(out)
    return dict(zip(zip(table["zone"], table["class"]), table["hectares"]))


def name(code: float, nodata: float) -> str:
    return "nodata" if code == nodata else f"code-{int(code)}"


def by_shares(raster: random_rasters.Raster, zones: geopandas.GeoDataFrame) -> tuple[dict, dict]:
    """Cells by zone and class from exactextract, weighted by the area of their row; and the border cells of each zone."""
    operations = [f"{what}(default_value={raster.nodata:.0f})" for what in ("values", "coverage", "center_y")]
    found = exactextract.exact_extract(str(raster.path), zones, operations, include_cols=["zone"])
    rows = raster.cell_hectares()
    cells, borders = defaultdict(float), {}
    for feature in found:
        of = feature["properties"]
        row = np.floor((np.asarray(of["center_y"]) - raster.transform.f) / raster.transform.e).astype(int)
        weighed = np.asarray(of["coverage"], float) * rows[row] / rows.max() if len(row) else np.array([])
        borders[of["zone"]] = int((np.asarray(of["coverage"]) < 1).sum())
        for code in np.unique(of["values"]):
            cells[of["zone"], name(code, raster.nodata)] += float(weighed[of["values"] == code].sum())
    return dict(cells), borders


def by_clipping(raster: random_rasters.Raster, zone: shapely.Geometry, kind: str) -> float:
    """Cells of a class in a zone from GEOS, which clips the zone to each cell."""
    to_cells = ~raster.transform
    in_cells = random_zones.on_the_map(zone, to_cells)
    rows = raster.cell_hectares()
    codes = [name(code, raster.nodata) == kind for code in raster.codes.ravel()]
    y, x = np.divmod(np.flatnonzero(codes), raster.codes.shape[1])
    areas = shapely.area(shapely.intersection(shapely.box(x, y, x + 1, y + 1), in_cells))
    return float((areas * rows[y] / rows.max()).sum())


def by_centres(raster: random_rasters.Raster, zones: geopandas.GeoDataFrame) -> dict:
    """Whole cells by zone and class from rasterstats."""
    stand_in = 98
    codes = np.where(raster.codes == raster.nodata, stand_in, raster.codes).astype(np.int32)
    counts = rasterstats.zonal_stats(zones, codes, affine=raster.transform, nodata=-1, categorical=True)
    names = {stand_in: "nodata"}
    return {(zone, names.get(code, f"code-{code}")): cells for zone, count in zip(zones["zone"], counts) for code, cells in count.items()}


def near_centres(raster: random_rasters.Raster, zone) -> bool:
    """Whether a border runs so near to a cell's centre that either side may be right."""
    rows, columns = raster.codes.shape
    y, x = np.mgrid[0:rows, 0:columns] + 0.5
    return bool((shapely.distance(zone.boundary, shapely.points(x.ravel(), y.ravel())) < UNDECIDED).any())


def compare(case: int, seed: int, program: Path, folder: Path, shares: Worst, centres: Worst) -> None:
    random = np.random.default_rng([seed, case])
    raster = random_rasters.raster(random, folder / f"{case}.tif")
    rows, columns = raster.codes.shape
    in_cells = random_zones.zones(random, columns, rows)
    ids = [str(number) for number in range(len(in_cells))]
    shapes = [random_zones.on_the_map(zone, raster.transform) for zone in in_cells]
    zones = geopandas.GeoDataFrame({"zone": ids}, geometry=shapes, crs=raster.crs)
    path = folder / f"{case}.gpkg"
    zones.to_file(path, engine="pyogrio")

    ours, (theirs, borders) = tallied(program, raster, path, "exact"), by_shares(raster, zones)
    cell, inside = raster.cell_hectares().max(), defaultdict(float)
    for (zone, _), cells in theirs.items():
        inside[zone] += cells
    for zone, kind in sorted({key for key in ours if key[1] != "outside"} | theirs.keys()):
        allowed = SHARE * (borders[zone] + 1)
        shares.see(f"case {case}, zone {zone}, {kind}", ours.get((zone, kind), 0) / cell, theirs.get((zone, kind), 0), allowed, inside[zone],
                   lambda: by_clipping(raster, shapes[int(zone)], kind))

    if not raster.geographic:
        ours, theirs = tallied(program, raster, path, "center"), by_centres(raster, zones)
        clear = {zone for zone, shape in zip(ids, in_cells) if not near_centres(raster, shape)}
        for zone, kind in sorted({key for key in ours if key[1] != "outside"} | theirs.keys()):
            if zone in clear:
                found = ours.get((zone, kind), 0) / cell
                centres.see(f"case {case}, zone {zone}, {kind} by centres", found, theirs.get((zone, kind), 0), 1e-6, inside[zone])


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/compare-peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100, metavar="N", help="rasters, each with one to some dozen zones (100)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the cases of a seed are always the same (1)")
    parser.add_argument("--seconds", type=float, default=600, metavar="S", help="begin no case after so long (600)")
    parser.add_argument("--program", type=Path, required=True, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    start, shares, centres, cases = time.monotonic(), Worst(), Worst(), 0
    with tempfile.TemporaryDirectory() as folder:
        while cases < chosen.cases and time.monotonic() - start < chosen.seconds:
            compare(cases, chosen.seed, chosen.program, Path(folder), shares, centres)
            for file in Path(folder).iterdir():
                file.unlink()
            cases += 1
    print(f"seed {chosen.seed}: {cases} rasters in {time.monotonic() - start:.0f} s; exactextract {exactextract.__version__}, "
          f"rasterstats {rasterstats.__version__}, GDAL {rasterio.__gdal_version__}")
    print("| peer | sums compared | worst, cells | worst, of the zone | worst, of what is allowed | theirs wrong |\n|---|---:|---:|---:|---:|---:|")
    for peer, worst in (("exactextract, exact shares", shares), ("rasterstats, centres", centres)):
        wrong = len(worst.theirs_wrong)
        print(f"| {peer} | {worst.sums:,} | {worst.cells:.1e} | {worst.of_zone:.1e} | {worst.of_allowed:.0%} | {wrong} |")
    for line in shares.theirs_wrong:
        print(f"exactextract is wrong in {line}")
    beyond = shares.beyond + centres.beyond
    for line in beyond[:20]:
        print(line, file=sys.stderr)
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
