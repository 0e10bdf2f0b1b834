"""The program is found, verified, watched and ended."""

from __future__ import annotations

import os
import stat
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

import support
from support import CITIES, JIANGXI, PROGRAM, Feedback, contents, refusal, run

PARAMETERS = {"ZONES": CITIES, "ZONE_ID": "adcode", "RASTERS": [str(JIANGXI / "landuse-2020.tif")], "LEGEND": "cnlucc"}


class TheProgram(unittest.TestCase):
    def setUp(self) -> None:
        support.start()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.out = self.folder / "out"
        self.out.mkdir()
        self.parameters = {**PARAMETERS, "OUTPUT": str(self.out / "hectares.csv")}

    def script(self, text: str) -> str:
        """A program that is a shell script."""
        path = self.folder / "landcarbon"
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def test_a_missing_program_is_said_how_to_install(self) -> None:
        with support.program(""), mock.patch.dict(os.environ, {"PATH": "/nowhere"}):
            said = refusal("tally", self.parameters)
            self.assertIn("is not in PATH. Install it", said)
            self.assertEqual(support.provider().warningMessage(), said)
            self.assertEqual(support.provider().algorithm("tally").canExecute(), (False, said))
        with support.program(str(self.folder)):
            self.assertIn(f"{self.folder}, which the options name", refusal("tally", self.parameters))
        self.assertEqual(support.provider().warningMessage(), "")
        self.assertEqual(list(self.out.iterdir()), [])

    def test_the_program_of_path_is_used_where_no_other_is_set(self) -> None:
        with support.program(""), mock.patch.dict(os.environ, {"PATH": str(Path(PROGRAM).parent)}):
            run("tally", self.parameters)
        self.assertTrue((self.out / "hectares.csv").exists())

    def test_other_and_older_programs_are_refused(self) -> None:
        for says, expected in (
            ("echo something else 1.2.3", 'is not landcarbon: asked for its version, it says "something else 1.2.3"'),
            ("echo landcarbon 0.0.9", "is landcarbon 0.0.9; this plugin needs 0.1.0 or newer"),
        ):
            with support.program(self.script(says)):
                self.assertIn(expected, refusal("tally", self.parameters))

    def test_a_file_that_cannot_be_run_is_refused(self) -> None:
        path = self.folder / "landcarbon"
        path.write_bytes(b"\x7fELF no program")
        path.chmod(0o755)
        with support.program(str(path)):
            self.assertIn("cannot be started", refusal("tally", self.parameters))

    def test_arguments_never_meet_a_shell(self) -> None:
        odd = self.folder / "$(touch pwned) `touch pwned`; touch pwned & '\" .csv"
        run("tally", {**PARAMETERS, "LABELS": "$(touch pwned)", "OUTPUT": str(odd)})
        self.assertIn("$(touch pwned)", odd.read_text(encoding="utf-8"))
        self.assertFalse(Path("pwned").exists())

    def test_words_and_a_status_of_a_program_that_breaks_are_shown(self) -> None:
        version = 'if [ "$1" = --version ]; then echo landcarbon 9.0.0; exit; fi'
        with support.program(self.script(f"{version}; echo 'unexpected argument' >&2; exit 2")):
            self.assertEqual(refusal("tally", self.parameters), "unexpected argument")
        with support.program(self.script(f"{version}; kill -9 $$")):
            self.assertEqual(refusal("tally", self.parameters), "landcarbon ended with status -9.")

    def test_a_cancelled_tally_leaves_nothing(self) -> None:
        feedback = Feedback(cancel_at=1)
        rasters = [str(JIANGXI / "landuse-2020.tif")] * 40
        labels = ",".join(f"r{number}" for number in range(len(rasters)))
        with self.subTest("fresh"):
            said = refusal("tally", {**self.parameters, "RASTERS": rasters, "LABELS": labels}, feedback)
            self.assertTrue(said.startswith("Cancelled"), said)
            self.assertLess(feedback.progress[-1], 100)
            self.assertEqual(list(self.out.iterdir()), [])
        with self.subTest("over an earlier table"):
            (self.out / "hectares.csv").write_text("earlier", encoding="utf-8")
            refusal("tally", {**self.parameters, "RASTERS": rasters, "LABELS": labels}, Feedback(cancel_at=1))
            self.assertEqual(contents(self.out), {"hectares.csv": b"earlier"})

    def test_a_cancelled_assessment_leaves_nothing(self) -> None:
        place = self.folder / "assessment"
        parameters = {**PARAMETERS, "STATISTICS": str(JIANGXI / "statistics.csv"), "PRICE_YEAR": 2010, "OUTPUT": str(place)}
        feedback = Feedback(cancel_at=1)
        self.assertTrue(refusal("assessment", parameters, feedback).startswith("Cancelled"))
        self.assertFalse(place.exists())

    def test_a_program_that_does_not_end_is_killed(self) -> None:
        from landcarbon_toolbox import execution

        version = 'if [ "$1" = --version ]; then echo landcarbon 9.0.0; exit; fi'
        deaf = f"{version}; trap '' TERM; echo '{{\"step\":\"tallying\",\"done\":5,\"of\":10}}' >&2; while :; do sleep 0.1; done"
        begin = time.monotonic()
        with support.program(self.script(deaf)), mock.patch.object(execution, "GRACE", 1):
            self.assertTrue(refusal("tally", self.parameters, Feedback(cancel_at=1)).startswith("Cancelled"))
        self.assertLess(time.monotonic() - begin, 5)


if __name__ == "__main__":
    unittest.main()
