"""One run of one program: wall time, CPU time, peak memory."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

LAUNCH = Path(__file__).resolve().parent / "launch.py"
TOO_LONG = "stopped after"


class Failed(Exception):
    """The program failed; the message says why."""


@dataclass(frozen=True)
class Run:
    """Seconds, and the largest resident memory in MiB. `printed` is the program's standard output."""

    wall: float
    cpu: float
    peak_mib: float
    printed: str = ""

    def as_dict(self) -> dict:
        return asdict(self)


def measure(command: list[str], timeout: float) -> Run:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors, tempfile.NamedTemporaryFile() as report:
        launcher = [sys.executable, "-I", "-S", str(LAUNCH), report.name, *command]
        process = subprocess.Popen(launcher, stdout=out, stderr=errors, start_new_session=True)
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise Failed(f"{TOO_LONG} {timeout:.0f} s") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if process.returncode:
            raise Failed(reason(process.returncode, text(errors)))
        wall, cpu, peak, code = report.read().decode().split()
        if code != "0":
            raise Failed(reason(int(code), text(errors)))
        return Run(float(wall), float(cpu), float(peak) / 1024, text(out).strip())


def text(file) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def reason(code: int, errors: str) -> str:
    said = errors.strip().splitlines()
    ended = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
    # Paths of this machine would not help anybody.
    return f"{ended}: {re.sub(r'/[^ :]*/', '', said[-1])[:300]}" if said else ended


def warm(paths: list[Path]) -> None:
    """Reads files once, so that no program has to fetch them from the disk."""
    for path in paths:
        with open(path, "rb") as file:
            while file.read(1 << 24):
                pass
