"""What the tests share: the example of Jiangxi, the fixtures of odd zones, and the program itself."""

import os
import re
import subprocess
from pathlib import Path

import geopandas
import pytest

ROOT = Path(__file__).resolve().parents[3]
JIANGXI = ROOT / "fixtures" / "jiangxi"
EDGE = ROOT / "fixtures" / "edge"

#: The zones of the example, as arguments of Python and of the program.
ZONES = JIANGXI / "boundaries.geojson"
FIELDS = {"zone_id": "adcode", "zone_name": "name"}
ZONE_ARGUMENTS = ["--zones", str(ZONES), "--zone-id", "adcode", "--zone-name", "name"]

RASTERS = {year: JIANGXI / f"landuse-{year}.tif" for year in (2010, 2015, 2020)}
RASTER_ARGUMENTS = ["--raster", *(f"{year}={path}" for year, path in RASTERS.items())]

#: What is said of zones in degrees over the example's rasters.
REPROJECTED = "ignore:zones are reprojected:landcarbon.DataWarning"


class Program:
    """The program, with which results are compared."""

    def __init__(self) -> None:
        target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
        self.path = os.environ.get("LANDCARBON", str(target / "debug" / "landcarbon"))

    def run(self, *arguments: object) -> subprocess.CompletedProcess:
        command = [self.path, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, check=False)

    def out(self, *arguments: object) -> bytes:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def table(self, *arguments: object) -> bytes:
        """A table as a CSV file has it: with the mark that standard output lacks."""
        return b"\xef\xbb\xbf" + self.out(*arguments)

    def sentences(self, *arguments: object) -> str:
        """The error, with parameters of Python in the place of options."""
        done = self.run("--color", "never", *arguments)
        assert done.returncode != 0
        *_, error = done.stderr.decode().split("error: ")
        return re.sub(r"--([a-z][a-z-]*)", lambda option: option[1].replace("-", "_"), error.rstrip("\n"))


@pytest.fixture(scope="session")
def program() -> Program:
    return Program()


@pytest.fixture
def cities() -> geopandas.GeoDataFrame:
    return geopandas.read_file(ZONES)
