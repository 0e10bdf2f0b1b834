"""Measures the additional time of uncertainty and analyses: scripts/benchmarks/analyses.py [ZONES,…].

Runs an invented region of 11 and of 3,000 zones (five years) without and with each of them, three times, and prints a table of the least CPU
and wall seconds with, less those without. Files that only pictures take time for are not written.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import measure

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
TIMEOUT = 1800

EXPORT = "\n[export]\nfigures = false\nreport = false\ngeopackage = false\ngeojson = false\n"
UNCERTAINTY = """
[uncertainty]
draws = 10000
sobol_samples = 0
{maps}
[uncertainty.coefficients]
sigma = {{ distribution = "normal", relative_sd = 0.05, source = "invented" }}
theta = {{ distribution = "triangular", relative_minimum = -0.2, relative_maximum = 0.2, source = "invented" }}
[uncertainty.statistics]
energy = {{ distribution = "normal", relative_sd = 0.05, zones = "independent", source = "invented" }}
"""
CLUSTERS = '\n[[zoning.other]]\nname = "alike"\nmethod = "{method}"\nindicators = ["ecc", "esc", "intensity", "emissions_share_of_mean"]\n'
CASES = {
    "10,000 draws": UNCERTAINTY.format(maps=""),
    "10,000 draws, classes of two maps": UNCERTAINTY.format(maps='maps = ["ecc", "budget"]'),
    "Moran, two fields, 999 permutations": '\n[analysis]\nmoran = ["intensity", "esc"]\npermutations = 999\n',
    "Moran, two fields, 9,999 permutations": '\n[analysis]\nmoran = ["intensity", "esc"]\n',
    "hierarchical clusters": CLUSTERS.format(method="hierarchy"),
    "k-means clusters": CLUSTERS.format(method="k-means"),
    "drivers, inequality, rates": "\n[analysis]\ndrivers = true\ninequality = true\ncompensation_rate = true\n",
    "centres, three fields": '\n[analysis]\ncentres = ["emissions", "absorption", "gdp"]\n',
    "transitions": "\n[analysis]\ntransitions = true\n",
}


def least(program: Path, folder: Path, more: str) -> tuple[float, float]:
    project = folder / "measured.toml"
    project.write_text((folder / "project.toml").read_text(encoding="utf-8") + EXPORT + more, encoding="utf-8")
    command = [str(program), "run", str(project), "--out", str(folder / "out"), "--overwrite", "--quiet"]
    runs = [measure(command, TIMEOUT) for _ in range(ROUNDS)]
    return min(run.wall for run in runs), min(run.cpu for run in runs)


def main() -> None:
    sizes = [int(text) for text in (sys.argv[1] if len(sys.argv) > 1 else "11,3000").split(",")]
    build = ["cargo", "build", "--quiet", "--release", "--package", "landcarbon"]
    for target in ([], ["--example", "region"]):
        subprocess.run([*build, *target], cwd=ROOT, check=True)
    release = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    print("| zones | what | s more | CPU s more | load |\n|---:|---|---:|---:|---:|")
    for zones in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            subprocess.run([release / "examples" / "region", str(zones), folder], check=True)
            program = release / "landcarbon"
            without = least(program, folder, "")
            print(f"| {zones} | the run without | {without[0]:.2f} | {without[1]:.2f} | {os.getloadavg()[0]:.1f} |", flush=True)
            for name, more in CASES.items():
                wall, cpu = (max(0.0, with_it - of) for with_it, of in zip(least(program, folder, more), without))
                print(f"| {zones} | {name} | {wall:.2f} | {cpu:.2f} | {os.getloadavg()[0]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
