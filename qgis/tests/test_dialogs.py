"""The dialogs: their widgets, in both languages, as pictures."""

from __future__ import annotations

import unittest

import support
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QTranslator
from qgis.PyQt.QtWidgets import QComboBox, QGroupBox, QWidget
from support import CITIES, JIANGXI, PICTURES

QGIS_IN_CHINESE = "/usr/share/qgis/i18n/qgis_zh-Hans.qm"


class Dialogs(unittest.TestCase):
    def setUp(self) -> None:
        support.start()
        PICTURES.mkdir(parents=True, exist_ok=True)
        QgsProject.instance().addMapLayer(QgsVectorLayer(CITIES, "cities", "ogr"))
        for year in (2010, 2020):
            QgsProject.instance().addMapLayer(QgsRasterLayer(str(JIANGXI / f"landuse-{year}.tif"), f"land use {year}"))
        self.addCleanup(QgsProject.instance().clear)

    def show(self, algorithm: str, picture: str) -> QWidget:
        """Opens a dialog, with the advanced parameters, and takes its picture."""
        from processing.gui.AlgorithmDialog import AlgorithmDialog

        dialog = AlgorithmDialog(support.provider().algorithm(algorithm).create())
        dialog.resize(1100, 1500)
        dialog.show()
        for box in dialog.findChildren(QGroupBox):
            box.setProperty("collapsed", False)
        for _ in range(5):
            QgsApplication.processEvents()
        self.assertTrue(dialog.grab().save(str(PICTURES / f"{picture}.png")))
        return dialog

    def test_every_parameter_has_its_widget(self) -> None:
        translator = QTranslator()
        self.assertTrue(translator.load(QGIS_IN_CHINESE))
        for locale in ("en_GB", "zh_CN"):
            with support.locale(locale):
                if locale == "zh_CN":
                    QgsApplication.instance().installTranslator(translator)
                for algorithm in support.provider().algorithms():
                    dialog = self.show(algorithm.name(), f"dialog-{algorithm.name()}-{locale}")
                    widgets = dialog.mainWidget().wrappers
                    for parameter in algorithm.parameterDefinitions():
                        if not parameter.isDestination():
                            self.assertIn(parameter.name(), widgets)
                    dialog.close()
                QgsApplication.instance().removeTranslator(translator)

    def test_fields_of_the_zones_can_be_picked(self) -> None:
        dialog = self.show("tally", "dialog-tally-fields")
        listed = [[picker.itemText(number) for number in range(picker.count())] for picker in dialog.findChildren(QComboBox)]
        fields = ["adcode", "name", "name_zh"]
        # The names may be left out.
        self.assertIn(fields, listed)
        self.assertIn(["", *fields], listed)
        dialog.close()


if __name__ == "__main__":
    unittest.main()
