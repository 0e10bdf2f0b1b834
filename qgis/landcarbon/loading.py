"""Loads results as styled layers into the user's project."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import ClassVar

from qgis.core import (
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument


class Styling(QgsProcessingLayerPostProcessorInterface):
    """Work on a layer after it was added to the project. QGIS keeps no reference to these objects, so this module does."""

    kept: ClassVar[list[Styling]] = []

    def __init__(self) -> None:
        super().__init__()
        Styling.kept.append(self)

    def postProcessLayer(self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        self.style(layer)
        layer.triggerRepaint()
        Styling.kept.remove(self)

    def style(self, layer: QgsMapLayer) -> None:
        """Gives the layer its style."""


class RasterStyling(Styling):
    """Gives a raster its style (QML) and moves it below all other layers."""

    def __init__(self, qml: str) -> None:
        super().__init__()
        self.qml = qml

    def style(self, layer: QgsMapLayer) -> None:
        document = QDomDocument()
        document.setContent(self.qml)
        layer.importNamedStyle(document)
        to_bottom(layer)


class GeoPackageStyling(Styling):
    """Adds all styles that a GeoPackage has for a layer, and shows the default one."""

    def style(self, layer: QgsVectorLayer) -> None:
        layer.loadDefaultStyle()
        related, ids, names, _, _ = layer.listStylesInDatabase()
        for style, name in list(zip(ids, names))[:related]:
            qml, _ = layer.getStyleFromDatabase(style)
            layer.styleManager().addStyle(name, QgsMapLayerStyle(qml))


def to_bottom(layer: QgsMapLayer) -> None:
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    if node is not None:
        group = node.parent()
        group.addChildNode(node.clone())
        group.removeChildNode(node)


def load(layer: QgsMapLayer, context: QgsProcessingContext, output: str, styling: Styling | None = None) -> None:
    """Loads a layer when the algorithm is done, if the user loads results."""
    details = QgsProcessingContext.LayerDetails(layer.name(), context.project(), output)
    # Use this name even if Processing's options ask for the name of the file.
    details.forceName = True
    if styling is not None:
        details.setPostProcessor(styling)
    context.temporaryLayerStore().addMapLayer(layer)
    context.addLayerToLoadOnCompletion(layer.id(), details)


def load_rasters(layers: list[tuple[str, str]], qml: str, context: QgsProcessingContext) -> None:
    """Loads rasters (titles with paths) in the colours of a legend."""
    for title, path in layers:
        load(QgsRasterLayer(path, title), context, "RASTERS", RasterStyling(qml))


def tables_of(geopackage: Path) -> list[str]:
    """The layers of a GeoPackage, in the order of their names."""
    connection = sqlite3.connect(f"{geopackage.as_uri()}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name")
        return [name for (name,) in rows]
    finally:
        connection.close()
