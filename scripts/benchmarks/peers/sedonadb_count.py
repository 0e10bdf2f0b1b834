"""RASTER ZONES OUT: cells per zone by the `count` of sedonadb's RS_ZonalStats, which has no statistic per class."""

import csv
import sys

import geopandas
import sedonadb

raster, zones, out = sys.argv[1:]
database = sedonadb.connect()
database.create_data_frame(geopandas.read_file(zones)).to_view("zones")
counted = database.sql(
    f"SELECT zone, RS_ZonalStats(RS_FromPath('{raster}'), geometry, 1, 'count') AS cells FROM zones").to_pandas()
with open(out, "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["zone", "code", "cells"])
    rows.writerows([zone, "", cells] for zone, cells in zip(counted["zone"], counted["cells"]))
