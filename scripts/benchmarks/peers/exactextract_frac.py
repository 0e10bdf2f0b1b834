"""RASTER ZONES OUT STRATEGY: cells per zone and code by exactextract, as `frac` of `count`."""

import csv
import sys

import exactextract
import geopandas

raster, zones, out, strategy = sys.argv[1:]
features = exactextract.exact_extract(raster, geopandas.read_file(zones), ["unique", "frac", "count"], include_cols=["zone"],
                                      strategy=strategy)
with open(out, "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["zone", "code", "cells"])
    for feature in features:
        found = feature["properties"]
        rows.writerows([found["zone"], int(code), share * found["count"]] for code, share in zip(found["unique"], found["frac"]))
