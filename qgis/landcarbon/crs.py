"""Coordinate systems in the form that the program reads."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer


def definition(crs: QgsCoordinateReferenceSystem) -> str:
    """The EPSG code if there is one, otherwise WKT."""
    if crs.authid().startswith("EPSG:"):
        return crs.authid()
    return crs.toWkt(QgsCoordinateReferenceSystem.WKT2_2019)


def set_in_qgis(layer: QgsMapLayer) -> QgsCoordinateReferenceSystem | None:
    """The CRS of a layer, if it differs from that of its file."""
    shown = layer.crs()
    own = layer.dataProvider().crs()
    return shown if shown.isValid() and shown != own else None
