"""The programs that are measured: landcarbon, plain decoding of the same blocks, and the peers."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from inputs import Zones

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).resolve().parent / "peers"
OURS = "landcarbon"
DECODE = "decode"


@dataclass(frozen=True)
class Peer:
    """A program to compare with. `script` takes RASTER ZONES OUT and `options`, or ZONES OUT RASTER… if it reads `many`."""

    name: str
    label: str
    requirements: tuple[str, ...]
    script: str
    options: tuple[str, ...] = ()
    many: bool = False
    exact: bool = True
    classes: bool = True

    @property
    def package(self) -> str:
        return self.requirements[0].split("==")[0].split("[")[0] if self.requirements else "terra"

    @property
    def answer(self) -> str:
        share = "shared out exactly" if self.exact else "by cell centres"
        return f"each class, {share}" if self.classes else f"one count a zone, {share}; no classes"

    def command(self, rasters: list[Path], zones: Path, out: Path) -> list[str]:
        interpreter = "Rscript" if self.script.endswith(".R") else sys.executable
        files = [zones, out, *rasters] if self.many else [rasters[0], zones, out]
        return [interpreter, str(PEERS / self.script), *map(str, files), *self.options]


GDAL = ("pyogrio==0.13.0",)
ALL = (
    Peer("exactextract-feature", "exactextract, feature-sequential", ("exactextract==0.3.0",), "exactextract_frac.py", ("feature-sequential",)),
    Peer("exactextract-raster", "exactextract, raster-sequential", ("exactextract==0.3.0",), "exactextract_frac.py", ("raster-sequential",)),
    Peer("gdal-feature", "gdal raster zonal-stats, feature", GDAL, "gdal_zonal_stats.py", ("feature", "fractional")),
    Peer("gdal-raster", "gdal raster zonal-stats, raster", GDAL, "gdal_zonal_stats.py", ("raster", "fractional")),
    Peer("gdal-centres", "gdal raster zonal-stats, feature, centres", GDAL, "gdal_zonal_stats.py", ("feature", "default"), exact=False),
    Peer("rasterstats", "rasterstats", ("rasterstats==0.21.0",), "rasterstats_categorical.py", exact=False),
    Peer("terra", "terra, rasterize and crosstab", (), "terra_crosstab.R", exact=False),
    Peer("sedonadb", "sedonadb RS_ZonalStats", ("sedonadb==0.5.0", "pyarrow", "geoarrow-pyarrow"), "sedonadb_count.py", exact=False, classes=False),
    Peer("extractrs", "extractrs", ("extractrs==0.1.3",), "extractrs_count.py", many=True, classes=False),
)
BY_NAME = {peer.name: peer for peer in ALL}


def install(peer: Peer) -> str | None:
    """Installs a peer into this virtual environment. Returns the reason if that is not possible."""
    if peer.script.endswith(".R"):
        if not shutil.which("Rscript"):
            return "R is not installed here"
        present = subprocess.run(["Rscript", "-e", "library(terra)"], capture_output=True)
        return "R has no package terra here" if present.returncode else None
    wanted = [requirement for requirement in peer.requirements if not installed(requirement)]
    if not wanted:
        return None
    print(f"installing {', '.join(wanted)}", flush=True)
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted],
                          capture_output=True, text=True)
    return f"pip: {last_line(done.stderr)}" if done.returncode else None


def installed(requirement: str) -> bool:
    name, _, wanted = requirement.partition("==")
    try:
        return version(name) == (wanted or version(name))
    except PackageNotFoundError:
        return False


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else "it said nothing"


def versions() -> dict[str, str]:
    found = {}
    for name in sorted({peer.package for peer in ALL if peer.requirements} | {"rasterio", "geopandas"}):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    import pyogrio

    found["pyogrio's GDAL"] = pyogrio.__gdal_version_string__
    if shutil.which("Rscript"):
        asked = subprocess.run(["Rscript", "-e", 'cat(as.character(packageVersion("terra")))'], capture_output=True, text=True)
        if asked.returncode == 0:
            found["terra"] = asked.stdout.strip()
    return found


def build() -> Path:
    """Builds landcarbon, and the decode example if there is one. Returns their folder."""
    subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "landcarbon"], cwd=ROOT, check=True)
    if has_decode():
        subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "landuse-ingest", "--example", DECODE], cwd=ROOT, check=True)
    described = subprocess.run(["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT, check=True, capture_output=True)
    return Path(json.loads(described.stdout)["target_directory"]) / "release"


def has_decode() -> bool:
    return (ROOT / "crates/landuse-ingest/examples" / f"{DECODE}.rs").exists()


def ours(release: Path, rasters: list[Path], zones: Zones, out: Path, threads: int | None = None, coverage: str = "exact") -> list[str]:
    limit = ["--threads", str(threads)] if threads else []
    return [str(release / OURS), "--quiet", "tally", "--zones", str(zones.path), "--zone-id", zones.id, "--coverage", coverage, *limit,
            "--out", str(out), "--overwrite", "--raster", *map(str, rasters)]


def decode(release: Path, rasters: list[Path], zones: Zones, threads: int | None = None) -> list[str]:
    """Prints the seconds that reading the touched blocks took, of three rounds."""
    limit = ["env", f"RAYON_NUM_THREADS={threads}"] if threads else []
    return [*limit, str(release / "examples" / DECODE), str(zones.path), zones.id, "3", *map(str, rasters)]
