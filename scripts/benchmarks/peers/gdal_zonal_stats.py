"""RASTER ZONES OUT STRATEGY PIXELS: cells per zone and code by `gdal raster zonal-stats`, from the GDAL in pyogrio's wheel.

The wheel has GDAL's library and not its program, so the algorithm is called as the program does.
"""

import csv
import ctypes
import json
import sys
import warnings
from pathlib import Path

import pyogrio

raster, zones, out, strategy, pixels = sys.argv[1:]
libraries = [*Path(pyogrio.__file__).parent.parent.glob("pyogrio.libs/libgdal*"), *Path(pyogrio.__file__).parent.glob(".dylibs/libgdal*")]
if not libraries:
    sys.exit("pyogrio's wheel has no GDAL library of its own here")
gdal = ctypes.CDLL(str(libraries[0]))
pointer, texts = ctypes.c_void_p, ctypes.POINTER(ctypes.c_char_p)
for name, result, parameters in [
    ("GDALGetGlobalAlgorithmRegistry", pointer, []),
    ("GDALAlgorithmRegistryInstantiateAlgFromPath", pointer, [pointer, texts]),
    ("GDALAlgorithmParseCommandLineArguments", ctypes.c_bool, [pointer, texts]),
    ("GDALAlgorithmRun", ctypes.c_bool, [pointer, pointer, pointer]),
    ("GDALAlgorithmFinalize", ctypes.c_bool, [pointer]),
    ("CPLGetLastErrorMsg", ctypes.c_char_p, []),
]:
    function = getattr(gdal, name)
    function.restype, function.argtypes = result, parameters


def text_list(*texts: str) -> ctypes.Array:
    return (ctypes.c_char_p * (len(texts) + 1))(*(text.encode() for text in texts), None)


def must(done: bool) -> None:
    if not done:
        sys.exit(gdal.CPLGetLastErrorMsg().decode())


# pyogrio passes GDAL's messages on as warnings.
warnings.showwarning = lambda message, *_: print(message, file=sys.stderr)
gdal.GDALAllRegister()
algorithm = gdal.GDALAlgorithmRegistryInstantiateAlgFromPath(gdal.GDALGetGlobalAlgorithmRegistry(), text_list("raster", "zonal-stats"))
must(bool(algorithm))
result = out + ".geojson"
must(gdal.GDALAlgorithmParseCommandLineArguments(algorithm, text_list(
    f"--input={raster}", f"--zones={zones}", f"--output={result}", "--output-format=GeoJSON", "--overwrite", "--include-field=zone",
    "--stat=unique", "--stat=frac", "--stat=count", f"--strategy={strategy}", f"--pixels={pixels}",
)))
must(gdal.GDALAlgorithmRun(algorithm, None, None))
must(gdal.GDALAlgorithmFinalize(algorithm))
with open(result) as file, open(out, "w", newline="") as table:
    rows = csv.writer(table)
    rows.writerow(["zone", "code", "cells"])
    for feature in json.load(file)["features"]:
        found = feature["properties"]
        rows.writerows([found["zone"], int(code), share * found["count"]] for code, share in zip(found["unique"], found["frac"]))
