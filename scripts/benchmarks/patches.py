"""Invented land use: CNLUCC codes in patches of many sizes, as on a map at 30 m.

Three fields of smooth noise, each a sum of octaves, decide each cell: `terrain` from the rivers up to the ridges, `moisture` which kind of
field, forest or grass, `people` where towns lie. Level sets of such sums are patches of every size with ragged outlines. The texture is
fixed in cells: a larger raster has more patches, not larger ones. Every lattice row has its own random state, so that bands can be made
apart, in any order, and fit together.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import NormalDist

import numpy as np
import rasterio
import rasterio.shutil
from rasterio.transform import from_origin

SEED = 20240607
NODATA = 255
BLOCK = 512
# Lattice spacing in cells and weight of each octave.
OCTAVES = {
    "terrain": ((1024, 1.0), (256, 0.7), (64, 0.45), (16, 0.25), (6, 0.1)),
    "moisture": ((512, 1.0), (96, 0.6), (24, 0.35), (8, 0.15)),
    "people": ((384, 0.7), (48, 0.6), (12, 0.8)),
}
LEVELS = 256
# Share of the land below, then the codes from dry to wet: water, bottom land, fields, forest, grass, bare ridges.
TERRAIN = (
    (0.015, (41,)),
    (0.035, (46, 43, 42, 42)),
    (0.045, (64,)),
    (0.19, (12, 11, 11, 11)),
    (0.30, (12, 12, 11, 24)),
    (0.36, (32, 12, 22, 24)),
    (0.56, (23, 21, 21, 22)),
    (0.90, (23, 21, 21, 21, 22)),
    (0.96, (33, 32, 31, 31)),
    (0.985, (33, 22, 31)),
    (1.0, (67, 66, 65, 63)),
)
# Towns, villages and other built land lie where `people` is above these shares, below the hills.
SETTLEMENTS = ((0.955, 52), (0.985, 51), (0.997, 53))
HILLS = 0.56


def make_raster(path: Path, width: int, height: int, cell: float, west: float, north: float, crs: str) -> None:
    """One-byte codes in DEFLATE tiles of 512."""
    profile = dict(driver="GTiff", width=width, height=height, count=1, dtype="uint8", crs=crs, nodata=NODATA,
                   transform=from_origin(west, north, cell, cell), compress="deflate", tiled=True,
                   blockxsize=BLOCK, blockysize=BLOCK, num_threads="all_cpus", bigtiff="if_safer")
    unfinished = path.with_suffix(".part")
    table, settled = class_tables()
    with rasterio.open(unfinished, "w", **profile) as target, ThreadPoolExecutor() as workers:
        ahead = []
        for row in range(0, height, BLOCK):
            rows = min(BLOCK, height - row)
            ahead.append((row, rows, workers.submit(band, row, rows, width, table, settled)))
            if len(ahead) > 3:
                write_band(target, *ahead.pop(0))
        for unwritten in ahead:
            write_band(target, *unwritten)
    unfinished.rename(path)


def write_band(target, row: int, rows: int, codes) -> None:
    target.write(codes.result(), 1, window=((row, row + rows), (0, target.width)))


def copy_raster(source: Path, path: Path, **creation) -> None:
    """The same cells, compressed or laid out differently."""
    unfinished = path.with_suffix(".part")
    rasterio.shutil.copy(source, unfinished, driver="GTiff", num_threads="all_cpus", **creation)
    unfinished.rename(path)


def band(row: int, rows: int, width: int, table: np.ndarray, settled: np.ndarray) -> np.ndarray:
    terrain, moisture, people = (quantile_levels(name, row, rows, width) for name in OCTAVES)
    codes = table[terrain, moisture]
    built = settled[people]
    return np.where((built > 0) & (terrain < HILLS * LEVELS) & (codes > 3) & (codes // 10 != 4), built, codes)


def class_tables() -> tuple[np.ndarray, np.ndarray]:
    """Code by level of terrain and moisture; code of built land by level of people, 0 for none."""
    table = np.empty((LEVELS, LEVELS), np.uint8)
    below = 0.0
    for share, codes in TERRAIN:
        rows = slice(round(below * LEVELS), round(share * LEVELS))
        table[rows] = np.array(codes, np.uint8)[np.arange(LEVELS) * len(codes) // LEVELS]
        below = share
    settled = np.zeros(LEVELS, np.uint8)
    for share, code in SETTLEMENTS:
        settled[round(share * LEVELS):] = code
    return table, settled


def quantile_levels(name: str, row: int, rows: int, width: int) -> np.ndarray:
    """The field as its share of the land below, in 256 levels."""
    field = np.zeros((rows, width), np.float32)
    variance = 0.0
    for octave, (spacing, weight) in enumerate(OCTAVES[name]):
        add_octave(field, (SEED, list(OCTAVES).index(name), octave), spacing, weight, row)
        # Uniform values on (-1, 1), blended by smoothstep weights in two directions.
        variance += weight**2 / 3 * MEAN_BLEND**2
    steps = 4096
    reach = 4 * variance**0.5
    field += np.float32(reach)
    field *= np.float32(steps / (2 * reach))
    np.clip(field, 0, steps - 1, out=field)
    normal = NormalDist(0, variance**0.5)
    shares = np.array([normal.cdf((step + 0.5) / steps * 2 * reach - reach) for step in range(steps)])
    return np.minimum(shares * LEVELS, LEVELS - 1).astype(np.uint8)[field.astype(np.uint16)]


def smoothstep(steps: np.ndarray) -> np.ndarray:
    return steps * steps * (3 - 2 * steps)


# The mean over a lattice cell of the sum of the squared weights, in one direction.
MEAN_BLEND = float(np.mean([w * w + (1 - w) * (1 - w) for w in smoothstep((np.arange(1000) + 0.5) / 1000)]))


def add_octave(field: np.ndarray, seed: tuple[int, int, int], spacing: int, weight: float, first_row: int) -> None:
    rows, width = field.shape
    nodes = -(-width // spacing) + 1
    first, last = first_row // spacing, (first_row + rows - 1) // spacing + 1
    column_weights = smoothstep((np.arange(spacing, dtype=np.float32) + np.float32(0.5)) / spacing)
    stretched = []
    for lattice_row in range(first, last + 1):
        random = np.random.default_rng((*seed, lattice_row))
        values = (random.random(nodes, dtype=np.float32) * 2 - 1) * np.float32(weight)
        west, east = values[:-1, None], values[1:, None]
        stretched.append((west + (east - west) * column_weights).reshape(-1)[:width])
    row_weights = smoothstep(((np.arange(first_row, first_row + rows) % spacing) + np.float32(0.5)) / spacing).astype(np.float32)
    for north in range(first, last):
        top, bottom = max(north * spacing, first_row) - first_row, min((north + 1) * spacing, first_row + rows) - first_row
        upper, difference = stretched[north - first], stretched[north - first + 1] - stretched[north - first]
        field[top:bottom] += upper
        field[top:bottom] += row_weights[top:bottom, None] * difference
