"""Assessments: the project that is written, and the bytes of the command line."""

from __future__ import annotations

import os
import shutil
import tempfile
import unittest
from pathlib import Path

import support
from qgis.core import QgsFeatureRequest, QgsVectorLayer
from support import CITIES, JIANGXI, Feedback, command_line, contents, refusal, run

YEARS = (2010, 2015, 2020)
RASTERS = [str(JIANGXI / f"landuse-{year}.tif") for year in YEARS]
CHOICES = {
    "ZONES": CITIES,
    "ZONE_ID": "adcode",
    "ZONE_NAME": "name",
    "RASTERS": RASTERS,
    "LEGEND": "cnlucc",
    "STATISTICS": str(JIANGXI / "statistics.csv"),
    "PRICE_YEAR": 2010,
    "PRESET": "paper-2024",
    "BASE_YEAR": 2010,
    "TARGET_YEAR": 2020,
    "ENGEL": 0.32,
    "YUAN_PER_USD": 6.8976,
    "NATION_GDP": 7.2,
    "REGION_GDP": 5.6871,
    "NAME": "jiangxi",
    "TITLE": 'Jiangxi "Province" \\ 江西',
    "NOTE": "example: synthetic land use, fitted statistics",
    "LANGUAGE": 0,
}


class Assessments(unittest.TestCase):
    def setUp(self) -> None:
        support.start()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_a_project_of_choices_gives_the_bytes_of_the_fixture(self) -> None:
        place = self.folder / "评 估"
        feedback = Feedback()
        outputs = run("assessment", {**CHOICES, "OUTPUT": str(place)}, feedback)
        # The example's own project, with the same title and without what the dialog does not ask.
        example = self.folder / "example"
        shutil.copytree(JIANGXI, example)
        project = example / "project.toml"
        text = project.read_text(encoding="utf-8").partition("[expect]")[0]
        text = text.replace('title = "Jiangxi Province"', "title = 'Jiangxi \"Province\" \\ 江西'")
        text = text.replace("mean_emissions_t = 13243930", "").replace("# The mean emissions D", "\n# The mean emissions D")
        project.write_text(text, encoding="utf-8")
        command_line("run", project, "--out", self.folder / "example-out")
        ours, theirs = contents(place / "out"), contents(self.folder / "example-out")
        self.assertGreater(len(theirs), 50)
        self.assertEqual(ours.keys(), theirs.keys())
        # The QGIS project has paths to the rasters; report and manifest have the digest of the project file.
        others = ["jiangxi.qgz", "manifest.json", "report.html"]
        self.assertEqual([name for name in ours if ours[name] != theirs[name] and name not in others], [])
        self.assertEqual(Path(outputs["RESULTS"]), place / "out")
        self.assertEqual(Path(outputs["QGIS_PROJECT"]), place / "out/jiangxi.qgz")
        self.assertEqual(len(outputs["LAYERS"]), 3)
        for source in outputs["LAYERS"]:
            self.assertEqual(QgsVectorLayer(source, "layer", "ogr").featureCount(), 11)
        self.assertIn("tallying", feedback.steps)
        self.assertIn("writing the results", feedback.steps)
        self.assertTrue(any("units" in line or "CO₂" in line for line in feedback.warnings), feedback.warnings)

    def test_the_written_project_gives_the_same_on_the_command_line(self) -> None:
        memory = QgsVectorLayer(CITIES, "cities", "ogr").materialize(QgsFeatureRequest())
        place = self.folder / "memory"
        run("assessment", {**CHOICES, "ZONES": memory, "OUTPUT": str(place)})
        self.assertEqual(sorted(path.name for path in place.iterdir()), ["out", "project.toml", "zones.gpkg"])
        command_line("run", place / "project.toml", "--out", place / "again")
        self.assertEqual(contents(place / "out"), contents(place / "again"))
        plain = self.folder / "plain"
        run("assessment", {**CHOICES, "OUTPUT": str(plain)})
        for name in ("hectares.csv", "tables/table-1.csv", "tables/table-7.csv"):
            self.assertEqual((place / "out" / name).read_bytes(), (plain / "out" / name).read_bytes())

    def test_every_choice_stands_in_the_project(self) -> None:
        legend = self.folder / "legend.toml"
        legend.write_bytes((support.ROOT / "crates/landuse-ingest/legends/cnlucc.toml").read_bytes())
        more = {
            "LEGEND_FILE": str(legend),
            "YEARS": "2010，2015, 2020",
            "BAND": 1,
            "COVERAGE": 1,
            "AREA": 1,
            "ZONES_CRS": "EPSG:4326",
            "DISSOLVE": True,
            "REPAIR": True,
            "ALLOW_UNMAPPED": True,
            "DEFLATOR": "2010=1, 2015=1.2, 2020=1.3",
            "WITHOUT": "unused",
            "ZONING": "quadrant",
            "LANGUAGE": 2,
            "THREADS": 2,
        }
        place = self.folder / "all"
        run("assessment", {**CHOICES, **more, "OUTPUT": str(place)})
        text = (place / "project.toml").read_text(encoding="utf-8")
        for line in (
            f'legend = "{legend}"',
            "years = [2010, 2015, 2020]",
            'coverage = "center"',
            'area = "planar"',
            'crs = "EPSG:4326"',
            "dissolve = true",
            "repair = true",
            "allow_unmapped = true",
            "deflator = { 2010 = 1.0, 2015 = 1.2, 2020 = 1.3 }",
            'without = ["unused"]',
            'rule = "quadrant"',
            'language = "both"',
            "base_year = 2010",
        ):
            self.assertIn(f"\n{line}\n", text)

    def test_years_come_from_names_or_are_asked_for(self) -> None:
        place = self.folder / "years"
        twice = str(shutil.copy(RASTERS[0], self.folder / "2010-of-2020.tif"))
        self.assertIn("does not contain one year", refusal("assessment", {**CHOICES, "RASTERS": [twice], "OUTPUT": str(place)}))
        self.assertIn("3 rasters and 1 labels", refusal("assessment", {**CHOICES, "YEARS": "2010", "OUTPUT": str(place)}))
        self.assertIn('"now" is not a year', refusal("assessment", {**CHOICES, "YEARS": "2010,2015,now", "OUTPUT": str(place)}))
        self.assertFalse(place.exists())

    def test_a_failure_leaves_the_folder_as_it_was(self) -> None:
        place = self.folder / "new" / "folder"
        wrong = {**CHOICES, "TARGET_YEAR": 2033, "OUTPUT": str(place)}
        said = refusal("assessment", wrong)
        self.assertIn("2033", said)
        self.assertFalse(place.parent.exists())
        run("assessment", {**CHOICES, "OUTPUT": str(place)})
        before = contents(place)
        self.assertIn("contains an earlier assessment", refusal("assessment", {**CHOICES, "OUTPUT": str(place)}))
        refusal("assessment", {**wrong, "OVERWRITE": True})
        self.assertEqual(contents(place), before)
        run("assessment", {**CHOICES, "NOTE": "another", "OVERWRITE": True, "OUTPUT": str(place)})
        self.assertNotEqual(contents(place), before)
        self.assertEqual(contents(place).keys(), before.keys())

    def test_a_project_of_others_is_never_replaced(self) -> None:
        (self.folder / "project.toml").write_text("# mine\n", encoding="utf-8")
        said = refusal("assessment", {**CHOICES, "OVERWRITE": True, "OUTPUT": str(self.folder)})
        self.assertIn("stays as it is", said)
        self.assertEqual(contents(self.folder), {"project.toml": b"# mine\n"})

    def test_a_project_file_has_the_bytes_of_the_command_line(self) -> None:
        ours, theirs = self.folder / "ours", self.folder / "theirs"
        project = JIANGXI / "project.toml"
        run("run", {"PROJECT": str(project), "STRICT": True, "OUTPUT": str(ours)})
        command_line("run", project, "--strict-expect", "--out", theirs)
        self.assertEqual(contents(ours), contents(theirs))
        self.assertIn("--overwrite", refusal("run", {"PROJECT": str(project), "OUTPUT": str(ours)}))
        run("run", {"PROJECT": str(project), "OVERWRITE": True, "OUTPUT": str(ours)})
        self.assertEqual(contents(ours), contents(theirs))

    def test_a_project_of_levels(self) -> None:
        ours, theirs = self.folder / "ours", self.folder / "theirs"
        project = support.FIXTURES / "jiangxi-counties/project.toml"
        outputs = run("run", {"PROJECT": str(project), "OUTPUT": str(ours)})
        command_line("run", project, "--out", theirs)
        self.assertEqual(contents(ours), contents(theirs))
        # Of the GeoPackage, which holds all levels, the main level's.
        names = [source.rpartition("=")[2] for source in outputs["LAYERS"]]
        self.assertEqual(names, [f"jiangxi-counties_county_{year}" for year in YEARS])
        self.assertTrue(os.path.exists(outputs["REPORT"]))


if __name__ == "__main__":
    unittest.main()
