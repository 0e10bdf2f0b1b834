"""Results in the user's project: layers with their styles, rasters in the legend's colours, tables as tables."""

from __future__ import annotations

import subprocess
import tempfile
import unittest
from pathlib import Path

import support
from qgis.core import (
    QgsApplication,
    QgsFeatureRequest,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QSize, Qt, QTimer
from support import CITIES, JIANGXI, PICTURES, PROGRAM, Feedback, run_and_load

RASTERS = [str(JIANGXI / f"landuse-{year}.tif") for year in (2010, 2020)]
BASE = {"ZONES": CITIES, "ZONE_ID": "adcode", "ZONE_NAME": "name", "RASTERS": RASTERS, "LEGEND": "cnlucc", "LOAD_RASTERS": True}
LAND_USE = {"Land use 2010", "Land use 2020"}


class Loading(unittest.TestCase):
    def setUp(self) -> None:
        support.start()
        QgsProject.instance().clear()
        self.addCleanup(QgsProject.instance().clear)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def layers(self) -> dict:
        return {layer.name(): layer for layer in QgsProject.instance().mapLayers().values()}

    def order(self) -> list[str]:
        """The names of the layers, the topmost first."""
        return [node.name() for node in QgsProject.instance().layerTreeRoot().findLayers()]

    def draw(self, name: str, layers: list) -> set[str]:
        """Draws layers, the topmost first, into a picture; its colours."""
        settings = QgsMapSettings()
        settings.setLayers(layers)
        settings.setDestinationCrs(layers[-1].crs())
        settings.setExtent(layers[-1].extent())
        settings.setOutputSize(QSize(700, 900))
        settings.setBackgroundColor(Qt.white)
        settings.setFlag(QgsMapSettings.Antialiasing, False)
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        image = job.renderedImage()
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.assertTrue(image.save(str(PICTURES / f"{name}.png")))
        return {image.pixelColor(x, y).name() for x in range(0, 700, 5) for y in range(0, 900, 5)}

    def colours_of_the_legend(self) -> set[str]:
        table = subprocess.run([PROGRAM, "legend", "cnlucc"], capture_output=True, text=True, check=True).stdout
        return {line.rsplit(",", 1)[1] for line in table.splitlines()[1:]}

    def test_a_tally_loads_table_zones_and_rasters(self) -> None:
        own = QgsRasterLayer(RASTERS[0], "my land use")
        QgsProject.instance().addMapLayer(own)
        before = own.renderer().type()
        run_and_load("tally", {**BASE, "LABELS": "2010,2020", "OUTPUT": str(self.folder / "hectares.csv"), "JOINED": str(self.folder / "zones.gpkg")})
        layers = self.layers()
        self.assertEqual(set(layers), {"my land use", "Hectares", "Zones with their hectares", *LAND_USE})
        self.assertEqual(layers["Hectares"].featureCount(), 11 * 2 * 8)
        self.assertFalse(layers["Hectares"].isSpatial())
        self.assertEqual(layers["Zones with their hectares"].featureCount(), 11)
        self.assertEqual(own.renderer().type(), before)
        for year in LAND_USE:
            self.assertEqual(layers[year].renderer().type(), "paletted")
            labels = {entry.value: entry.label for entry in layers[year].renderer().classes()}
            self.assertEqual(labels[21], "Forest")
        self.assertEqual(set(self.order()[-2:]), LAND_USE)
        drawn = self.draw("land-use-2020", [layers["Land use 2020"]])
        self.assertGreaterEqual(len(drawn & self.colours_of_the_legend()), 5)
        self.assertLessEqual(drawn - self.colours_of_the_legend(), {"#ffffff"})

    def test_colours_are_named_in_the_language_of_qgis(self) -> None:
        with support.locale("zh_CN"):
            run_and_load("tally", {**BASE, "LABELS": "2010,2020", "OUTPUT": str(self.folder / "hectares.csv")})
        layers = self.layers()
        self.assertIn("面积表（公顷）", layers)
        self.assertIn("有林地", {entry.label for entry in layers["土地利用 2010"].renderer().classes()})

    def test_a_raw_legend_has_no_colours(self) -> None:
        run_and_load("tally", {**BASE, "LEGEND": "raw", "OUTPUT": str(self.folder / "hectares.csv")})
        self.assertEqual(set(self.layers()), {"Hectares"})

    def test_an_assessment_loads_styled_layers_and_tables(self) -> None:
        choices = {
            "STATISTICS": str(JIANGXI / "statistics.csv"),
            "BASE_YEAR": 2010,
            "TARGET_YEAR": 2020,
            "ENGEL": 0.32,
            "YUAN_PER_USD": 6.8976,
            "NATION_GDP": 7.2,
            "NAME": "jiangxi",
            "LOAD_TABLES": True,
            "OUTPUT": str(self.folder / "assessment"),
        }
        run_and_load("assessment", {**BASE, **choices, "LANGUAGE": 0})
        layers = self.layers()
        self.assertTrue({"jiangxi_2010", "jiangxi_2020", *LAND_USE, "hectares", "table-1", "table-7"} <= set(layers), set(layers))
        budget = layers["jiangxi_2020"]
        self.assertEqual(budget.renderer().type(), "graduatedSymbol")
        self.assertEqual(budget.renderer().classAttribute(), "budget_t")
        self.assertGreaterEqual(len(budget.styleManager().styles()), 7)
        self.assertTrue(budget.labelsEnabled())
        self.assertEqual(self.order().index("jiangxi_2020"), min(self.order().index(name) for name in layers if layers[name].isSpatial()))
        self.assertEqual(set(self.order()[-2:]), LAND_USE)
        colours = {item.symbol().color().name() for item in budget.renderer().ranges()}
        self.assertGreaterEqual(len(self.draw("assessment-2020", [budget, layers["Land use 2020"]]) & colours), 2)
        hectares = layers["hectares"]
        self.assertEqual(hectares.featureCount(), 11 * 2 * 8)
        self.assertTrue(hectares.fields().field("hectares").isNumeric())

    def test_an_algorithm_works_in_the_background_as_the_dialog_has_it(self) -> None:
        zones = QgsVectorLayer(CITIES, "cities", "ogr").materialize(QgsFeatureRequest())
        QgsProject.instance().addMapLayer(zones)
        parameters = {**BASE, "ZONES": zones, "OUTPUT": str(self.folder / "hectares.csv"), "JOINED": "TEMPORARY_OUTPUT"}
        algorithm, context, feedback = support.provider().algorithm("tally").create(), QgsProcessingContext(), Feedback()
        context.setProject(QgsProject.instance())
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
        done, loop = [], QEventLoop()
        task.executed.connect(lambda *results: (done.append(results), loop.quit()))
        QgsApplication.taskManager().addTask(task)
        QTimer.singleShot(60_000, loop.quit)
        loop.exec_()
        successful, results = done[0]
        self.assertTrue(successful, feedback.errors)
        self.assertTrue(Path(results["OUTPUT"]).exists())
        self.assertEqual(context.takeResultLayer(results["JOINED"]).featureCount(), 11)
        self.assertEqual({details.outputName for details in context.layersToLoadOnCompletion().values()}, {"RASTERS"})

    def test_a_leading_zero_stays(self) -> None:
        from landcarbon_toolbox import table

        path = self.folder / "a b.csv"
        path.write_text("zone,value\n0101,1.5\n", encoding="utf-8")
        layer = QgsVectorLayer(table.uri(path), "table", "delimitedtext")
        self.assertEqual(next(layer.getFeatures())["zone"], "0101")
        path.write_text("zone,value\n101,1.5\n0,0.5\n", encoding="utf-8")
        layer = QgsVectorLayer(table.uri(path), "table", "delimitedtext")
        self.assertEqual([feature["value"] for feature in layer.getFeatures()], [1.5, 0.5])


if __name__ == "__main__":
    unittest.main()
