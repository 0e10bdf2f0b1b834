"""Results as layers in the user's project, styled."""

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
    """What happens to a layer once it is in the project. QGIS does not keep these objects, so they are kept here."""

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
    """A style (QML) for a raster, which goes below all other layers."""

    def __init__(self, qml: str) -> None:
        super().__init__()
        self.qml = qml

    def style(self, layer: QgsMapLayer) -> None:
        document = QDomDocument()
        document.setContent(self.qml)
        layer.importNamedStyle(document)
        to_bottom(layer)


class GeoPackageStyling(Styling):
    """The styles that a GeoPackage has for a layer: the default one is shown, the others are at hand."""

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
    """Has a layer loaded when the algorithm is done, if results are."""
    details = QgsProcessingContext.LayerDetails(layer.name(), context.project(), output)
    # Not the name of the file, which is the other choice of Processing's options.
    details.forceName = True
    if styling is not None:
        details.setPostProcessor(styling)
    context.temporaryLayerStore().addMapLayer(layer)
    context.addLayerToLoadOnCompletion(layer.id(), details)


def load_rasters(layers: list[tuple[str, str]], qml: str, context: QgsProcessingContext) -> None:
    """Has rasters, titles with paths, loaded in the colours of a legend."""
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
