"""The tables are those of the command line."""

from __future__ import annotations

import csv
import tempfile
import unittest
from pathlib import Path

import support
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsProject, QgsRasterLayer, QgsVectorLayer
from support import CITIES, JIANGXI, Feedback, command_line, refusal, run

RASTERS = [str(JIANGXI / f"landuse-{year}.tif") for year in (2010, 2015, 2020)]
BASE = {"ZONES": CITIES, "ZONE_ID": "adcode", "ZONE_NAME": "name", "RASTERS": RASTERS, "LEGEND": "cnlucc"}
# An Albers projection that is not registered, as that of the rasters, on another ellipsoid.
ALBERS = "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=WGS84 +units=m +no_defs"
ARGUMENTS = ["--zones", CITIES, "--zone-id", "adcode", "--zone-name", "name", "--legend", "cnlucc"]


class Tables(unittest.TestCase):
    def setUp(self) -> None:
        support.start()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def assert_same(self, algorithm: str, parameters: dict, arguments: list) -> bytes:
        """The algorithm writes the bytes that the command writes."""
        ours, theirs = self.folder / "qgis.csv", self.folder / "program.csv"
        run(algorithm, {**parameters, "OUTPUT": str(ours)})
        command_line(algorithm, *arguments, "--out", theirs, "--overwrite")
        self.assertGreater(len(theirs.read_bytes()), 200)
        self.assertEqual(ours.read_bytes(), theirs.read_bytes())
        return ours.read_bytes()

    def test_a_tally_has_the_bytes_of_the_command_line(self) -> None:
        self.assert_same("tally", BASE, [*ARGUMENTS, "--raster", *RASTERS])

    def test_a_transition_has_the_bytes_of_the_command_line(self) -> None:
        labels = [f"{year}={path}" for year, path in zip((2010, 2015, 2020), RASTERS)]
        self.assert_same("transition", {**BASE, "LABELS": "2010, 2015，2020"}, [*ARGUMENTS, "--raster", *labels])

    def test_every_option_reaches_the_program(self) -> None:
        legend = self.folder / "my legend.toml"
        text = (support.ROOT / "crates/landuse-ingest/legends/cnlucc.toml").read_text(encoding="utf-8")
        # Without construction: the codes 51, 52 and 53 are unknown.
        head, *codes = text.split("[[code]]")
        legend.write_text("[[code]]".join([head, *(code for code in codes if "value = 5" not in code)]), encoding="utf-8")
        told = {"LEGEND_FILE": str(legend), "COVERAGE": 2, "AREA": 1, "ALLOW_UNMAPPED": True, "DISSOLVE": True, "REPAIR": True, "THREADS": 1}
        told["RASTER_CRS"], told["ZONES_CRS"] = QgsCoordinateReferenceSystem.fromProj(ALBERS), "EPSG:4490"
        given = [*ARGUMENTS[:-1], legend, "--coverage", "touched", "--area", "planar", "--allow-unmapped", "--dissolve", "--repair"]
        given += ["--threads", 1, "--raster-crs", ALBERS, "--zones-crs", "EPSG:4490", "--raster", RASTERS[0]]
        table = self.assert_same("tally", {**BASE, **told, "RASTERS": RASTERS[:1]}, given)
        self.assertNotEqual(table, self.assert_same("tally", {**BASE, "RASTERS": RASTERS[:1]}, [*ARGUMENTS, "--raster", RASTERS[0]]))

    def test_a_band_is_the_programs_question_unless_one_is_chosen(self) -> None:
        stack = self.folder / "stack.tif"
        bands = [Path(raster) for raster in RASTERS[:2]]
        gdal.Translate(str(stack), gdal.BuildVRT("", list(map(str, bands)), separate=True))
        parameters = {**BASE, "RASTERS": [str(stack)], "LABELS": "x"}
        self.assertIn("bands", refusal("tally", {**parameters, "OUTPUT": str(self.folder / "none.csv")}))
        self.assert_same("tally", {**parameters, "BAND": 2}, [*ARGUMENTS, "--raster", f"x={RASTERS[1]}"])

    def test_codes_that_the_legend_lacks_are_kept_if_asked(self) -> None:
        zones = support.FIXTURES / "edge/adjacent-zones.geojson"
        frame = support.FIXTURES / "edge/frame.asc"
        parameters = {"ZONES": str(zones), "ZONE_ID": "id", "RASTERS": [str(frame)], "LEGEND": "clcd", "ALLOW_UNMAPPED": True}
        given = ["--zones", zones, "--zone-id", "id", "--raster", frame, "--legend", "clcd", "--allow-unmapped"]
        self.assertIn(b"unmapped:11", self.assert_same("tally", parameters, given))

    def test_the_order_of_rasters_is_kept(self) -> None:
        backward = RASTERS[::-1]
        self.assert_same("transition", {**BASE, "RASTERS": backward}, [*ARGUMENTS, "--raster", *backward])

    def test_ids_stay_texts_and_hectares_are_numbers(self) -> None:
        for algorithm in ("tally", "transition"):
            output = run(algorithm, {**BASE, "OUTPUT": "TEMPORARY_OUTPUT"})["OUTPUT"]
            layer = output if isinstance(output, QgsVectorLayer) else QgsVectorLayer(output, "table", "ogr")
            types = {field.name(): field.typeName() for field in layer.fields()}
            self.assertEqual((types["zone"], types["hectares"]), ("String", "Real"))

    def test_zones_are_joined_with_their_hectares(self) -> None:
        output = self.folder / "hectares.csv"
        joined = run("tally", {**BASE, "LABELS": "a,b,c", "OUTPUT": str(output), "JOINED": "TEMPORARY_OUTPUT"})["JOINED"]
        with output.open(encoding="utf-8-sig", newline="") as lines:
            rows = {(row["zone"], f"{row['label']}_{row['class']}"): float(row["hectares"]) for row in csv.DictReader(lines)}
        features = {feature["zone"]: feature for feature in joined.getFeatures()}
        self.assertEqual(len(features), 11)
        self.assertGreater(len(rows), 11 * 3 * 6)
        for (zone, column), hectares in rows.items():
            self.assertEqual(features[zone][column], hectares)
        source = QgsVectorLayer(CITIES, "cities", "ogr")
        for feature in source.getFeatures():
            self.assertTrue(features[str(feature["adcode"])].geometry().equals(feature.geometry()))

    def test_dissolved_zones_are_joined_as_one(self) -> None:
        parameters = {
            "ZONES": str(support.FIXTURES / "edge/duplicate-ids.geojson"),
            "ZONE_ID": "id",
            "RASTERS": [str(support.FIXTURES / "edge/frame.asc")],
            "DISSOLVE": True,
            "AREA": 1,
            "OUTPUT": str(self.folder / "hectares.csv"),
            "JOINED": str(self.folder / "zones.gpkg"),
        }
        joined = QgsVectorLayer(run("tally", parameters)["JOINED"], "joined", "ogr")
        self.assertEqual(joined.featureCount(), 2)
        areas = {feature["zone"]: feature.geometry().area() / 1e4 for feature in joined.getFeatures()}
        self.assertEqual({zone: round(area, 9) for zone, area in areas.items()}, {"a": 10, "b": 4})
        tallied = {f["zone"]: sum(f[name] for name in joined.fields().names() if name.startswith("frame_")) for f in joined.getFeatures()}
        self.assertEqual({zone: round(area, 5) for zone, area in tallied.items()}, {"a": 10, "b": 4})

    def test_paths_may_have_blanks_and_chinese_characters(self) -> None:
        place = self.folder / "土地 利用's \"数据\""
        place.mkdir()
        zones, raster = place / "市 界.geojson", place / "土地 2020=年.tif"
        zones.write_bytes(Path(CITIES).read_bytes())
        raster.write_bytes(Path(RASTERS[2]).read_bytes())
        ours, theirs = place / "面 积.csv", self.folder / "theirs.csv"
        run("tally", {**BASE, "ZONES": str(zones), "RASTERS": [str(raster)], "LABELS": "二〇二〇 年", "OUTPUT": str(ours)})
        command_line("tally", *ARGUMENTS, "--raster", f"二〇二〇 年={RASTERS[2]}", "--out", theirs)
        self.assertEqual(ours.read_bytes(), theirs.read_bytes())

    def test_progress_and_warnings_are_shown(self) -> None:
        feedback = Feedback()
        run("tally", {**BASE, "OUTPUT": str(self.folder / "a.csv")}, feedback)
        self.assertEqual(feedback.steps, ["tallying"])
        self.assertGreaterEqual(len(feedback.progress), 2)
        self.assertEqual(feedback.progress, sorted(feedback.progress))
        self.assertEqual(feedback.progress[-1], 100)
        self.assertIn("zones are reprojected", feedback.warnings[0])

    def test_errors_are_the_sentences_of_the_program(self) -> None:
        edge = support.FIXTURES / "edge"
        for zones in ("bow-tie", "duplicate-ids", "null-id", "swapped-axes"):
            arguments = ["--zones", edge / f"{zones}.geojson", "--zone-id", "id", "--raster", edge / "frame.asc"]
            first, *causes = command_line("tally", *arguments, status=1).splitlines()
            expected = "\n".join([first.replace("error: ", "", 1), *(cause.strip() for cause in causes)])
            parameters = {"ZONES": str(edge / f"{zones}.geojson"), "ZONE_ID": "id", "RASTERS": [str(edge / "frame.asc")]}
            self.assertEqual(refusal("tally", {**parameters, "OUTPUT": str(self.folder / "none.csv")}), expected)
            self.assertEqual(list(self.folder.iterdir()), [])

    def test_labels_that_do_not_fit_are_refused(self) -> None:
        for labels, said in (("2010,2020", "There are 3 rasters and 2 labels"), ("a,b,c=d", '"c=d" is not one'), ("a,,c", '"" is not one')):
            self.assertIn(said, refusal("tally", {**BASE, "LABELS": labels, "OUTPUT": str(self.folder / "none.csv")}))

    def test_a_raster_that_is_no_file_is_refused(self) -> None:
        layer = QgsRasterLayer(f"/vsizip/{self.folder}/a.zip/b.tif", "packed")
        self.assertFalse(layer.isValid())
        from landcarbon_toolbox.rasters import file_of

        with self.assertRaisesRegex(QgsProcessingException, "packed is not a raster file"):
            file_of(layer)

    def test_the_crs_that_is_set_in_qgis_counts(self) -> None:
        layer = QgsRasterLayer(RASTERS[0], "land use")
        layer.setCrs(QgsCoordinateReferenceSystem.fromProj(ALBERS))
        QgsProject.instance().addMapLayer(layer)
        self.addCleanup(QgsProject.instance().clear)
        given = [*ARGUMENTS, "--raster", RASTERS[0], "--raster-crs", ALBERS]
        table = self.assert_same("tally", {**BASE, "RASTERS": [layer]}, given)
        mixed = {**BASE, "RASTERS": [layer, RASTERS[1]], "OUTPUT": str(self.folder / "none.csv")}
        self.assertIn("Set one for all of them", refusal("tally", mixed))
        QgsProject.instance().clear()
        self.assertNotEqual(table, self.assert_same("tally", {**BASE, "RASTERS": RASTERS[:1]}, given[:-2]))


if __name__ == "__main__":
    unittest.main()
