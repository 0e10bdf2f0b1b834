"""scripts/bench: makes inputs, installs peers, measures, writes the page."""

import argparse
import os
from dataclasses import replace
from pathlib import Path

import inputs
import page
import programs
from cases import FULL, GROUPS, QUICK, cases
from inputs import Inputs
from record import Record
from runner import Runner

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "landcarbon-bench"


def words(text: str) -> list[str]:
    return [word for word in text.split(",") if word]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Times landcarbon against other programs, and writes docs/performance.md.")
    parser.add_argument("--quick", action="store_true", help="small inputs, two rounds, a few minutes; the page goes to the cache")
    parser.add_argument("--only", type=words, default=list(GROUPS), metavar="GROUP,…", help=f"of {', '.join(GROUPS)}")
    parser.add_argument("--peers", type=words, default=None, metavar="NAME,…",
                        help=f"by their beginning, of {', '.join(programs.BY_NAME)}; `none` for ours alone")
    parser.add_argument("--rounds", type=int, metavar="N", help="of each program in each case (3 and 5; 2 with --quick)")
    parser.add_argument("--resume", action="store_true", help="keep what this commit has measured already, and measure the rest")
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page from the last run")
    parser.add_argument("--timeout", type=float, default=180, metavar="SECONDS", help="for each single run (180)")
    parser.add_argument("--out", type=Path, help="folder of performance.md, performance.json and images/ (docs; with --quick in the cache)")
    chosen = parser.parse_args()
    if unknown := [group for group in chosen.only if group not in GROUPS]:
        parser.error(f"--only: {', '.join(unknown)} is none of {', '.join(GROUPS)}")
    chosen.peers = [name for name in programs.BY_NAME if chosen.peers is None or any(name.startswith(start) for start in chosen.peers)]
    chosen.out = chosen.out or (CACHE / "quick" if chosen.quick else programs.ROOT / "docs")
    return chosen


def main() -> None:
    chosen = arguments()
    sizes = QUICK if chosen.quick else FULL
    if chosen.rounds:
        sizes = replace(sizes, rounds=chosen.rounds, main_rounds=chosen.rounds)
    record = Record(chosen.out / "performance.json")
    if chosen.page and not record.cases:
        raise SystemExit(f"nothing was measured yet: {record.path} is missing; run without --page")
    if not chosen.page:
        unavailable = {name: why for name in chosen.peers if (why := programs.install(programs.BY_NAME[name]))}
        for name, why in unavailable.items():
            print(f"{name} is left out: {why}", flush=True)
        release = programs.build()
        record.describe(quick=chosen.quick, timeout=chosen.timeout)
        runner = Runner(record, Inputs(CACHE / f"inputs-{inputs.origin()}", sizes.national_km), release, unavailable, chosen.timeout)
        for case in cases(sizes, os.cpu_count()):
            if case.group in chosen.only:
                runner.run(case, chosen.peers, chosen.resume)
    page.write(record.data, chosen.out)
    print(f"wrote {chosen.out / 'performance.md'}")


if __name__ == "__main__":
    main()
