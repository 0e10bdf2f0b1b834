"""Layers that are no plain files come to the program as what QGIS shows."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

import support
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsField,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant
from support import CITIES, JIANGXI, Feedback, command_line, run

RASTER = str(JIANGXI / "landuse-2020.tif")
SOME = ["360100", "360400", "361100"]
WANTED = "\"adcode\" in ('360100', '360400', '361100')"


class ZonesOfLayers(unittest.TestCase):
    def setUp(self) -> None:
        support.start()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(QgsProject.instance().clear)
        self.folder = Path(folder.name)

    def layer(self, source: str = CITIES) -> QgsVectorLayer:
        layer = QgsVectorLayer(source, "cities", "ogr")
        self.assertTrue(layer.isValid())
        QgsProject.instance().addMapLayer(layer)
        return layer

    def tally(self, zones: object, zone_id: str = "adcode", zone_name: str | None = "name", crs: str | None = None) -> tuple[bytes, list[str]]:
        output, feedback = self.folder / "qgis.csv", Feedback()
        parameters = {"ZONES": zones, "ZONE_ID": zone_id, "ZONE_NAME": zone_name, "RASTERS": [RASTER], "LEGEND": "cnlucc", "ZONES_CRS": crs}
        run("tally", {**parameters, "OUTPUT": str(output)}, feedback)
        said = [line for line in feedback.infos if "is passed to the program" in line]
        return output.read_bytes(), said

    def expected(self, ids: list[str] | None = None, zones: str = CITIES, *more: object) -> bytes:
        """The command line over a GeoJSON with these features, made without QGIS."""
        collection = json.loads(Path(zones).read_text(encoding="utf-8"))
        if ids is not None:
            collection["features"] = [f for f in collection["features"] if str(f["properties"]["adcode"]) in ids]
        picked, output = self.folder / "picked.geojson", self.folder / "program.csv"
        picked.write_text(json.dumps(collection), encoding="utf-8")
        arguments = ["--zones", picked, "--zone-id", "adcode", "--zone-name", "name", "--raster", RASTER, "--legend", "cnlucc"]
        command_line("tally", *arguments, "--out", output, "--overwrite", *more)
        return output.read_bytes()

    def test_a_plain_file_is_taken_as_it_is(self) -> None:
        whole = self.expected()
        layered = f"{CITIES}|layername={self.layer().dataProvider().subLayers()[0].split('!!::!!')[1]}"
        for zones in (CITIES, self.layer(), layered):
            self.assertEqual(self.tally(zones), (whole, []))

    def test_a_layer_in_memory(self) -> None:
        memory = self.layer().materialize(QgsFeatureRequest())
        QgsProject.instance().addMapLayer(memory)
        table, said = self.tally(memory)
        self.assertEqual(table, self.expected())
        self.assertIn("it is not a file", said[0])

    def test_only_selected_features(self) -> None:
        layer = self.layer()
        layer.selectByExpression(WANTED)
        self.assertEqual(layer.selectedFeatureCount(), 3)
        table, said = self.tally(QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True))
        self.assertEqual(table, self.expected(SOME))
        self.assertIn("selected", said[0])
        self.assertEqual(self.tally(layer), (self.expected(), []))

    def test_a_filtered_layer(self) -> None:
        layer = self.layer()
        layer.setSubsetString(WANTED)
        self.assertEqual(layer.featureCount(), 3)
        table, said = self.tally(layer)
        self.assertEqual(table, self.expected(SOME))
        self.assertIn("part of its file", said[0])

    def test_only_the_first_features(self) -> None:
        layer = self.layer()
        first = [str(feature["adcode"]) for feature in layer.getFeatures()][:2]
        table, _ = self.tally(QgsProcessingFeatureSourceDefinition(layer.id(), featureLimit=2))
        self.assertEqual(table, self.expected(first))

    def test_edits_that_are_not_saved(self) -> None:
        copy = self.folder / "cities.geojson"
        copy.write_bytes(Path(CITIES).read_bytes())
        layer = self.layer(str(copy))
        layer.startEditing()
        layer.deleteFeatures([feature.id() for feature in layer.getFeatures() if str(feature["adcode"]) not in SOME])
        table, said = self.tally(layer)
        self.assertEqual(table, self.expected(SOME))
        self.assertIn("edits", said[0])
        layer.rollBack()
        self.assertEqual(self.tally(layer), (self.expected(), []))

    def test_a_computed_field(self) -> None:
        layer = self.layer()
        layer.addExpressionField('"adcode"', QgsField("computed", QVariant.String, len=20))
        table, said = self.tally(layer, "computed")
        self.assertEqual(table, self.expected())
        self.assertIn("a chosen field is not in its file", said[0])

    def test_row_numbers_of_a_geopackage(self) -> None:
        path = self.folder / "many layers.gpkg"
        options = QgsVectorFileWriter.SaveVectorOptions()
        for name in ("other", "cities"):
            options.layerName = name
            layer = self.layer()
            QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
            options.actionOnExistingFile = QgsVectorFileWriter.CreateOrOverwriteLayer
        source = f"{path}|layername=cities"
        self.assertEqual(self.tally(source), (self.expected(), []))
        table, said = self.tally(source, "fid")
        ids = {line.split(b",")[0] for line in table.splitlines()[1:]}
        self.assertEqual(ids, {str(number).encode() for number in range(1, 12)})
        self.assertEqual(len(said), 1)

    def test_the_crs_that_is_set_in_qgis_counts(self) -> None:
        layer = self.layer()
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4610"))
        table, _ = self.tally(layer)
        other = self.expected(None, CITIES, "--zones-crs", "EPSG:4610")
        self.assertEqual(table, other)
        self.assertEqual(self.tally(layer, crs="EPSG:4326")[0], self.expected())

    def test_invalid_polygons_are_judged_by_the_program(self) -> None:
        bow_tie = QgsVectorLayer(str(support.FIXTURES / "edge/bow-tie.geojson"), "bow-tie", "ogr").materialize(QgsFeatureRequest())
        QgsProject.instance().addMapLayer(bow_tie)
        parameters = {"ZONES": bow_tie, "ZONE_ID": "id", "RASTERS": [str(support.FIXTURES / "edge/frame.asc")], "REPAIR": True, "AREA": 1}
        output = self.folder / "mended.csv"
        run("tally", {**parameters, "OUTPUT": str(output)})
        rows = output.read_text(encoding="utf-8").splitlines()[1:]
        # Two triangles of 9 ha.
        self.assertAlmostEqual(sum(float(row.split(",")[4]) for row in rows), 18, places=5)


if __name__ == "__main__":
    unittest.main()
