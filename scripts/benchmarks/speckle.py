"""Adds speckle to a map of patches: single stray cells everywhere, as a pixel-by-pixel classifier leaves them."""

from pathlib import Path

import numpy as np
import rasterio

SEED = 20250917
# Share of the cells that take the code of another place of the map, a tile away.
STRAYS = 0.12


def make_raster(source: Path, path: Path) -> None:
    """Writes a copy with stray cells, in the same tiles."""
    unfinished = path.with_suffix(".part")
    with rasterio.open(source) as patches:
        profile = {**patches.profile, "num_threads": "all_cpus"}
        rows = profile["blockysize"]
        with rasterio.open(unfinished, "w", **profile) as target:
            for row in range(0, patches.height, rows):
                window = ((row, min(row + rows, patches.height)), (0, patches.width))
                codes = patches.read(1, window=window)
                random = np.random.default_rng((SEED, row))
                strays = random.random(codes.shape, dtype=np.float32) < STRAYS
                elsewhere = np.roll(codes[::-1], rows, axis=1)
                target.write(np.where(strays, elsewhere, codes), 1, window=window)
    unfinished.rename(path)
