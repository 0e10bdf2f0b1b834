"""Coordinate systems as the program takes them."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer


def definition(crs: QgsCoordinateReferenceSystem) -> str:
    """An EPSG code where there is one, else WKT."""
    if crs.authid().startswith("EPSG:"):
        return crs.authid()
    return crs.toWkt(QgsCoordinateReferenceSystem.WKT2_2019)


def set_in_qgis(layer: QgsMapLayer) -> QgsCoordinateReferenceSystem | None:
    """The CRS of a layer, if it is another than that of its file."""
    shown = layer.crs()
    own = layer.dataProvider().crs()
    return shown if shown.isValid() and shown != own else None
