"""Random rasters of codes, on grids in a plane or in degrees."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.random import Generator
from pyproj import CRS
from rasterio.transform import Affine

ALBERS = "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m"
CODES = [11, 12, 21, 22, 23, 31, 33, 41, 43, 46, 51, 53, 99]
TYPES = {"uint8": 255, "int16": -32768, "uint16": 65535, "int32": -1, "float32": -9999.0}


@dataclass(frozen=True)
class Raster:
    path: Path
    crs: str
    transform: Affine
    codes: np.ndarray
    nodata: float

    @property
    def geographic(self) -> bool:
        return self.crs == "EPSG:4326"

    def cell_hectares(self) -> np.ndarray:
        """Area of a cell of each row: in the plane, or of the ellipsoid between two parallels."""
        rows = np.arange(self.codes.shape[0] + 1)
        if not self.geographic:
            return np.full(len(rows) - 1, abs(self.transform.a * self.transform.e) / 1e4)
        return np.abs(np.diff(to_the_pole(self.transform.f + rows * self.transform.e)) * np.radians(self.transform.a)) / 1e4


def to_the_pole(latitude: np.ndarray) -> np.ndarray:
    """m² per radian of longitude between the equator and a latitude on WGS 84 (Snyder 1987, 3-12)."""
    ellipsoid = CRS("EPSG:4326").ellipsoid
    a, e = ellipsoid.semi_major_metre, np.sqrt(1 - (ellipsoid.semi_minor_metre / ellipsoid.semi_major_metre) ** 2)
    s = np.sin(np.radians(latitude))
    return a**2 * (1 - e**2) / 2 * (s / (1 - (e * s) ** 2) + np.arctanh(e * s) / e)


def codes(random: Generator, columns: int, rows: int, nodata: float) -> np.ndarray:
    """Patches, and speckle on them; some cells have no data."""
    patch = random.integers(1, 30, 2)
    coarse = random.choice(CODES, (rows // patch[0] + 1, columns // patch[1] + 1))
    cells = np.kron(coarse, np.ones(patch, int))[:rows, :columns].astype(float)
    speckled = random.random((rows, columns)) < random.choice([0, 0.01, 0.5])
    cells[speckled] = random.choice(CODES, speckled.sum())
    cells[random.random((rows, columns)) < random.choice([0, 0.05, 0.3])] = nodata
    return cells


def raster(random: Generator, path: Path) -> Raster:
    """A TIFF with blocks of any shape; north is up, and cells need not be square."""
    columns, rows = (int(n) for n in random.integers(1, 300, 2))
    crs = str(random.choice(["EPSG:4326", "EPSG:32650", ALBERS]))
    if crs == "EPSG:4326":
        dx, dy = 10 ** random.uniform(-4, -0.8, 2)
        west, north = random.uniform(-120, 120), random.uniform(-40, 80)
    else:
        dx = 10 ** random.uniform(0.7, 3.5)
        dy = dx * random.choice([1, random.uniform(0.3, 3)])
        west, north = random.uniform(2e5, 8e5), random.uniform(1e6, 5e6)
    transform = Affine(dx, 0, west, 0, -dy, north)
    kind = str(random.choice(list(TYPES)))
    cells = codes(random, columns, rows, TYPES[kind])
    blocks = {"blockysize": int(random.integers(1, 64))}
    if random.random() < 0.5:
        blocks = {"tiled": True, "blockxsize": 16 * int(random.integers(1, 9)), "blockysize": 16 * int(random.integers(1, 9))}
    profile = dict(driver="GTiff", width=columns, height=rows, count=1, dtype=kind, crs=crs, transform=transform, nodata=TYPES[kind],
                   compress=str(random.choice(["none", "deflate", "lzw", "packbits"])), **blocks)
    with rasterio.open(path, "w", **profile) as file:
        file.write(cells.astype(kind), 1)
    return Raster(path, crs, transform, cells, TYPES[kind])
