"""The measurements of a run, in a JSON file that is written after each of them, so that an interrupted run can be resumed and the page written again."""

import json
import os
import platform
import subprocess
from datetime import date
from pathlib import Path

import programs
from measure import TOO_LONG


class Record:
    """`machine` and `versions` as of the last run, and per case: its files, runs by program, failures, answers."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = json.loads(path.read_text()) if path.exists() else {"cases": {}}

    @property
    def cases(self) -> dict:
        return self.data["cases"]

    def describe(self, **facts) -> None:
        self.data.update(facts, machine=machine(), versions=programs.versions(), run={**state(), "load": os.getloadavg()[0]})
        self.save()

    def begin(self, key: str, facts: dict, resume: bool) -> dict:
        """The entry of a case. It is started again if the commit or the files differ."""
        facts = {**facts, "commit": state()["commit"]}
        entry = self.cases.get(key)
        if not (resume and entry and all(entry.get(name) == value for name, value in facts.items())):
            entry = {**facts, "runs": {}, "failed": {}, "answers": {}}
            self.cases[key] = entry
        # A program that failed is tried again, but not one that took too long.
        entry["failed"] = {name: why for name, why in entry["failed"].items() if why.startswith(TOO_LONG)}
        return entry

    def save(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_suffix(".part")
        unfinished.write_text(json.dumps(self.data, indent=1) + "\n")
        unfinished.rename(self.path)


def state() -> dict[str, str]:
    """The date, and the commit of the program."""
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=programs.ROOT, capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--", "crates", "Cargo.toml", "Cargo.lock")
    return {"date": date.today().isoformat(), "commit": git("rev-parse", "--short=10", "HEAD") + (" with changes" if changed else "")}


def machine() -> dict[str, str | int | float]:
    def first(path: str, key: str, separator: str) -> str:
        try:
            lines = Path(path).read_text().splitlines()
        except OSError:
            return "unknown"
        return next((line.split(separator, 1)[1].strip().strip('"') for line in lines if line.startswith(key)), "unknown")

    model = first("/proc/cpuinfo", "model name", ":")
    megahertz = first("/proc/cpuinfo", "cpu MHz", ":")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.strip()
    gdal = subprocess.run(["gdal-config", "--version"], capture_output=True, text=True).stdout.strip()
    return {"cpu": model, "mhz": megahertz, "cores": os.cpu_count(), "memory_gib": round(memory, 1), "system": first("/etc/os-release", "PRETTY_NAME", "="),
            "kernel": platform.release(), "python": platform.python_version(), "rustc": rustc, "gdal": gdal}
