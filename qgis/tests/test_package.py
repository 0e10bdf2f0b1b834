"""The ZIP, its metadata, and the plugin in a QGIS of its own."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import support
from support import CITIES, JIANGXI, PLUGIN, PROGRAM, ROOT

# Without which the QGIS plugin repository takes none.
REQUIRED = ["name", "qgisMinimumVersion", "description", "about", "version", "author", "email", "repository"]

# /usr/bin/qgis_process of Debian 12 is a script that does not start.
QGIS_PROCESS = next((name for name in ("qgis_process.bin", "qgis_process") if shutil.which(name)), None)


class Package(unittest.TestCase):
    def setUp(self) -> None:
        support.start()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_the_same_sources_give_the_same_bytes(self) -> None:
        archives = []
        for name in ("one", "two"):
            copy = self.folder / name
            shutil.copytree(ROOT / "qgis/landcarbon", copy / "qgis/landcarbon")
            for path in ["scripts/qgis-plugin", "LICENSE-MIT", "LICENSE-APACHE", "Cargo.toml"]:
                (copy / path).parent.mkdir(exist_ok=True)
                shutil.copy(ROOT / path, copy / path)
            for left_over in ("__pycache__/tally.pyc", ".cache/x"):
                (copy / "qgis/landcarbon" / left_over).parent.mkdir(exist_ok=True)
                (copy / "qgis/landcarbon" / left_over).write_text(name, encoding="utf-8")
            subprocess.run([sys.executable, copy / "scripts/qgis-plugin"], check=True, stdout=subprocess.DEVNULL)
            archives.append((copy / "target/landcarbon-qgis.zip").read_bytes())
        self.assertEqual(archives[0], archives[1])
        self.assertEqual(archives[0], Path(os.environ["PLUGIN"]).read_bytes())

    def test_another_version_than_the_program_has_is_refused(self) -> None:
        shutil.copytree(ROOT / "qgis/landcarbon", self.folder / "qgis/landcarbon")
        (self.folder / "scripts").mkdir()
        shutil.copy(ROOT / "scripts/qgis-plugin", self.folder / "scripts")
        (self.folder / "Cargo.toml").write_text('[workspace.package]\nversion = "7.8.9"\n', encoding="utf-8")
        done = subprocess.run([sys.executable, self.folder / "scripts/qgis-plugin"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("7.8.9", done.stderr)

    def test_the_zip_is_what_the_plugin_repository_takes(self) -> None:
        with zipfile.ZipFile(os.environ["PLUGIN"]) as packed:
            names = packed.namelist()
            metadata = configparser.ConfigParser()
            metadata.read_string(packed.read(f"{PLUGIN}/metadata.txt").decode("utf-8"))
        self.assertEqual({name.split("/")[0] for name in names}, {PLUGIN})
        for name in ("__init__.py", "LICENSE", "LICENSE-MIT", "LICENSE-APACHE", metadata["general"]["icon"]):
            self.assertIn(f"{PLUGIN}/{name}", names)
        self.assertFalse([name for name in names if "__pycache__" in name or "/." in name])
        for field in REQUIRED:
            self.assertTrue(metadata["general"][field].strip(), field)
        self.assertEqual(metadata["general"]["qgisMinimumVersion"], "3.22")
        self.assertEqual(metadata["general"]["hasProcessingProvider"], "yes")

    def test_the_icon_is_drawn(self) -> None:
        image = support.provider().icon().pixmap(32, 32).toImage()
        self.assertGreater(len({image.pixel(x, y) for x in range(32) for y in range(32)}), 5)

    def test_another_qgis_lists_and_runs_the_algorithms(self) -> None:
        self.assertIsNotNone(QGIS_PROCESS)
        plugins = self.folder / "profiles/default/python/plugins"
        with zipfile.ZipFile(os.environ["PLUGIN"]) as packed:
            packed.extractall(plugins)
        environment = {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(self.folder)}
        environment["PATH"] = f"{Path(PROGRAM).parent}:{os.environ['PATH']}"

        def qgis_process(*arguments: str) -> str:
            done = subprocess.run([QGIS_PROCESS, *arguments], env=environment, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            return done.stdout

        qgis_process("plugins", "enable", PLUGIN)
        listed = qgis_process("list")
        for algorithm in ("tally", "transition", "assessment", "run"):
            self.assertIn(f"landcarbon:{algorithm}", listed)
        output = self.folder / "hectares.csv"
        raster = JIANGXI / "landuse-2020.tif"
        chosen = [f"ZONES={CITIES}", "ZONE_ID=adcode", f"RASTERS={raster}", "LEGEND=cnlucc", f"OUTPUT={output}"]
        qgis_process("run", "landcarbon:tally", "--", *chosen)
        expected = self.folder / "expected.csv"
        support.command_line("tally", "--zones", CITIES, "--zone-id", "adcode", "--legend", "cnlucc", "--raster", raster, "--out", expected)
        self.assertEqual(output.read_bytes(), expected.read_bytes())


if __name__ == "__main__":
    unittest.main()
