"""ZONES OUT RASTER…: cells per zone by the `count` of extractrs, its coverage cached and used for every raster. It has no statistic per class.

Prints the seconds of each raster: reading, and counting with the cached coverage.
"""

import csv
import sys
import time

import extractrs
import geopandas
import numpy as np
import rasterio

zones, out, *rasters = sys.argv[1:]
zones = geopandas.read_file(zones)
cache = None
for raster in rasters:
    start = time.perf_counter()
    with rasterio.open(raster) as source:
        codes = source.read(1).astype(np.float64)
        nodata, bounds, (dx, dy) = source.nodata, source.bounds, source.res
    read = time.perf_counter()
    if cache is None:
        cache = extractrs.build_cache(list(zones.geometry.to_wkb()), zones["zone"].tolist(), bounds.left, bounds.bottom, bounds.right,
                                      bounds.top, dx, dy)
    covered = time.perf_counter()
    counts = extractrs.apply_stat(cache, codes, nodata, "count")
    print(f"read {read - start:.3f} coverage {covered - read:.3f} count {time.perf_counter() - covered:.3f}")
with open(out, "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["zone", "code", "cells"])
    rows.writerows([zone, "", cells] for zone, cells in zip(cache.ids(), counts))
