"""Divides the CPU time of a landcarbon run into phases, by the functions on the stack in a sampling profile."""

import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

# A stack belongs to the first phase of which it contains a word.
PHASES = (
    ("judging polygons (GEOS)", ("landuse_ingest::validity",)),
    ("projecting (PROJ)", ("landuse_ingest::reproject", "Crs>::transform_to", "Crs::transform_to")),
    ("decoding", ("landuse_ingest::tally::reader",)),
    ("counting", ("landuse_ingest::tally::", "Overlay::frame", "Overlay>::frame")),
    ("coverage", ("landuse_ingest::coverage", "landuse_ingest::cell_area")),
    ("reading boundaries", ("landuse_ingest::boundaries", "landuse_ingest::plain_geojson", "landuse_ingest::zones")),
    ("opening rasters", ("landuse_ingest::raster",)),
    ("writing the table", ("landcarbon::commands", "zoning_export")),
)
START = "starting the process"
REST = "the rest"
NAMES = (START, *(name for name, _ in PHASES), REST)


def is_available() -> bool:
    return shutil.which("perf") is not None


def shares(command: list[str]) -> dict[str, float] | None:
    """The share of each phase in the samples of one run; empty if the system does not allow sampling."""
    with tempfile.TemporaryDirectory() as folder:
        samples = Path(folder) / "samples"
        recorded = subprocess.run(["perf", "record", "--quiet", "--output", samples, "--call-graph", "dwarf,16384", "--freq", "1999", *command],
                                  capture_output=True)
        if recorded.returncode or not samples.exists():
            return None
        printed = subprocess.run(["perf", "script", "--input", samples, "--fields", "ip,sym,dso"], capture_output=True, text=True)
    stacks = [stack for stack in printed.stdout.split("\n\n") if stack.strip()]
    if not stacks:
        return None
    found = Counter(phase(stack) for stack in stacks)
    return {name: round(found[name] / len(stacks), 4) for name in NAMES}


def phase(stack: str) -> str:
    for name, words in PHASES:
        if any(word in stack for word in words):
            return name
    return REST if "landcarbon::main" in stack or "rayon" in stack else START
