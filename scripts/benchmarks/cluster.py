"""Times a tally on a Dask cluster of one and of two workers on this machine, and the cost of a task in addition to its work.

Run by scripts/bench-cluster. One raster stands for as many years as asked for. Prints a table for docs/cluster.md: medians of rounds in which the variants follow one another.
"""

import statistics
import sys
import time
import warnings
from pathlib import Path

import landcarbon
import landcarbon.dask
from dask.distributed import Client, LocalCluster

ROUNDS = 3

#: Bytes to decode in a task, to measure the overhead of tasks: one task for each band of rows, and few tasks.
SMALL, LARGE = 1, 256 << 20


def once(client: Client, zones: Path, field: str, rasters: dict[str, Path], task_bytes: int) -> float:
    """Seconds of a tally."""
    begun = time.perf_counter()
    landcarbon.dask.tally(client, zones, rasters, zone_id=field, task_bytes=task_bytes)
    return time.perf_counter() - begun


def here(zones: Path, field: str, rasters: dict[str, Path], threads: int) -> float:
    """Seconds of a tally in this process."""
    begun = time.perf_counter()
    landcarbon.tally(zones, rasters, zone_id=field, threads=threads)
    return time.perf_counter() - begun


def main(zones: Path, field: str, rasters: dict[str, Path]) -> None:
    warnings.simplefilter("ignore")
    times: dict[str, list[float]] = {}
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as one,
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as two,
        Client(one) as by_one,
        Client(two) as by_two,
    ):
        variants = {
            "one machine, one thread": lambda: here(zones, field, rasters, 1),
            "one machine, two threads": lambda: here(zones, field, rasters, 2),
            "one worker": lambda: once(by_one, zones, field, rasters, LARGE),
            "two workers": lambda: once(by_two, zones, field, rasters, LARGE),
            "two workers, a task for each band of rows": lambda: once(by_two, zones, field, rasters, SMALL),
        }
        for _ in range(ROUNDS + 1):  # the first starts imports and caches
            for name, variant in variants.items():
                times.setdefault(name, []).append(variant())
    print("| | s |")
    print("|---|---:|")
    for name, seconds in times.items():
        print(f"| {name} | {statistics.median(seconds[1:]):.2f} |")


if __name__ == "__main__":
    zones, field, raster, years = sys.argv[1:]
    main(Path(zones), field, {str(year): Path(raster) for year in range(int(years))})
