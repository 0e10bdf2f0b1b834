"""RASTER ZONES OUT: cells per zone and code by rasterstats, whose `categorical` counts cells by their centres."""

import csv
import sys

import geopandas
import rasterstats

raster, zones, out = sys.argv[1:]
zones = geopandas.read_file(zones)
counts = rasterstats.zonal_stats(zones, raster, categorical=True, stats="count")
with open(out, "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["zone", "code", "cells"])
    for zone, found in zip(zones["zone"], counts):
        rows.writerows([zone, int(code), cells] for code, cells in found.items() if code != "count")
