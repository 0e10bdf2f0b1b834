"""Times `landcarbon tally` against exactextract on one large raster, in turn, on the same files.

    python3 -m venv venv && venv/bin/pip install -r scripts/bench/requirements.txt
    cargo build --release -p landcarbon
    venv/bin/python scripts/bench/tally.py [--side 20000] [--rounds 3] [--keep DIR]

The raster is made here: SIDE x SIDE one-byte CNLUCC codes in patches, seeded, DEFLATE, tiles of 512, over the Jiangxi prefectures in the
Albers of CAS. Prints wall time, CPU time and peak memory of each, the ratio round by round, and the largest difference of the answers.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

ROOT = Path(__file__).resolve().parents[2]
ZONES = ROOT / "fixtures/jiangxi/boundaries.geojson"
CRS = "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m"
EXTENT_M = 660_000
WEST, NORTH = 825_000, 3_255_000
CODES = np.array([11, 12, 21, 22, 23, 24, 31, 32, 33, 41, 42, 43, 46, 51, 52, 53, 61, 62, 63, 64, 65, 66, 67], np.uint8)

EXACTEXTRACT = """
import sys
import exactextract, geopandas
raster, zones, out = sys.argv[1:]
zones = geopandas.read_file(zones)
result = exactextract.exact_extract(raster, zones, ["unique", "frac", "count"], include_cols=["adcode"], output="pandas")
with open(out, "w") as f:
    f.write("zone,code,cells\\n")
    for _, row in result.iterrows():
        for code, share in zip(row["unique"], row["frac"]):
            f.write(f"{row['adcode']},{int(code)},{share * row['count']:.6f}\\n")
"""


def make_raster(path: Path, side: int) -> float:
    cell = EXTENT_M / side
    rng = np.random.default_rng(20240607)
    profile = dict(driver="GTiff", width=side, height=side, count=1, dtype="uint8", crs=CRS, nodata=255,
                   transform=from_origin(WEST, NORTH, cell, cell), compress="deflate", tiled=True, blockxsize=512, blockysize=512)
    with rasterio.open(path, "w", **profile) as target:
        for row in range(0, side, 512):
            height = min(512, side - row)
            coarse = rng.choice(CODES, size=(-(-height // 16) + 1, -(-side // 16) + 1))
            band = coarse.repeat(16, axis=0).repeat(16, axis=1)[:height, :side]
            speckle = rng.random((height, side), dtype=np.float32) < 0.03
            band = np.where(speckle, rng.choice(CODES, size=(height, side)), band).astype(np.uint8)
            target.write(band, 1, window=((row, row + height), (0, side)))
    return cell


def project_zones(path: Path) -> None:
    """The zones in the raster's CRS: exactextract does not reproject."""
    import geopandas

    zones = geopandas.read_file(ZONES)
    zones.geometry = zones.geometry.segmentize(0.0005)
    zones.to_crs(CRS).to_file(path, driver="GPKG")


def measure(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds, peak MiB of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{command[0]} failed")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def cells(path: Path, cell: float, ours: bool) -> dict[tuple[str, str], float]:
    table = {}
    with open(path) as file:
        for row in csv.DictReader(file):
            if ours and row["class"].startswith("code-"):
                if float(row["hectares"]) > 0:
                    table[row["zone"], row["class"].removeprefix("code-")] = float(row["hectares"]) * 1e4 / cell**2
            elif not ours:
                table[row["zone"], row["code"]] = float(row["cells"])
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--side", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="folder for the inputs; made again only if missing")
    arguments = parser.parse_args()
    program = ROOT / "target/release/landcarbon"
    if not program.exists():
        sys.exit("build first: cargo build --release -p landcarbon")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        raster, zones = folder / f"codes-{arguments.side}.tif", folder / "zones.gpkg"
        cell = EXTENT_M / arguments.side
        if not raster.exists():
            make_raster(raster, arguments.side)
        if not zones.exists():
            project_zones(zones)
        script = folder / "exactextract_tally.py"
        script.write_text(EXACTEXTRACT)
        ours_out, theirs_out = folder / "ours.csv", folder / "theirs.csv"
        ours = [str(program), "tally", "--zones", str(ZONES), "--zone-id", "adcode", "--raster", str(raster), "--out", str(ours_out), "--overwrite"]
        theirs = [sys.executable, str(script), str(raster), str(zones), str(theirs_out)]
        print("round  program        wall s   CPU s  peak MiB")
        ratios = []
        for round_number in range(1, arguments.rounds + 1):
            walls = []
            for name, command in [("landcarbon", ours), ("exactextract", theirs)]:
                wall, cpu, peak = measure(command)
                walls.append(wall)
                print(f"{round_number:5}  {name:13} {wall:7.2f} {cpu:7.2f} {peak:9.0f}", flush=True)
            ratios.append(walls[1] / walls[0])
        print(f"exactextract / landcarbon, wall: {', '.join(f'{r:.1f}' for r in ratios)} (median {np.median(ratios):.1f})")
        a, b = cells(ours_out, cell, True), cells(theirs_out, cell, False)
        worst = max(abs(a[key] - b.get(key, 0)) / max(a[key], 1) for key in a)
        print(f"largest relative difference of {len(a)} zone and code sums: {worst:.1e}; codes only one has: {len(set(a) ^ set(b))}")
        print(f"{os.cpu_count()} processors")


if __name__ == "__main__":
    main()
