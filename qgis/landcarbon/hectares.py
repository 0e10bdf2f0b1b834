"""Joins a tally to its zones."""

from __future__ import annotations

import csv
from collections import defaultdict

from qgis.core import QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry, QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QVariant

from .language import tr
from .zones import Zones


class Hectares:
    """A tally as `landcarbon tally` writes it: hectares by zone, label and class."""

    def __init__(self, path: str) -> None:
        self.names: dict[str, str] = {}
        self.columns: list[str] = []
        self.rows: dict[str, dict[str, float]] = defaultdict(dict)
        with open(path, encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                column = f"{row['label']}_{row['class']}"
                if column not in self.columns:
                    self.columns.append(column)
                self.names[row["zone"]] = row["name"]
                self.rows[row["zone"]][column] = float(row["hectares"])

    def fields(self) -> QgsFields:
        fields = QgsFields()
        fields.append(QgsField("zone", QVariant.String))
        fields.append(QgsField("name", QVariant.String))
        for column in self.columns:
            fields.append(QgsField(column, QVariant.Double))
        return fields

    def join(self, zones: Zones, shape: QgsWkbTypes.Type, sink: QgsFeatureSink) -> None:
        """Writes a feature for each zone, in the order of the tally.

        Raises QgsProcessingException where a zone of the tally has no feature, or the sink does not take one.
        """
        parts: dict[str, list[QgsGeometry]] = defaultdict(list)
        for feature in zones.features():
            parts[id_text(feature[zones.id_field])].append(feature.geometry())
        for zone, hectares in self.rows.items():
            if zone not in parts:
                raise QgsProcessingException(tr("No feature of {layer} has the id {zone} of the tally.").format(layer=zones.title, zone=zone))
            feature = QgsFeature(self.fields())
            feature.setGeometry(dissolve(parts[zone], shape))
            # A class outside the model has rows only for zones where it occurs.
            feature.setAttributes([zone, self.names[zone], *(hectares.get(column, 0.0) for column in self.columns)])
            if not sink.addFeature(feature, QgsFeatureSink.FastInsert):
                raise QgsProcessingException(tr("The zone {zone} cannot be written: {reason}").format(zone=zone, reason=sink.lastError()))


def dissolve(parts: list[QgsGeometry], shape: QgsWkbTypes.Type) -> QgsGeometry:
    """Makes one geometry from the polygons of a zone, of the type of the layer."""
    geometry = QgsGeometry(parts[0]) if len(parts) == 1 else QgsGeometry.unaryUnion(parts)
    if QgsWkbTypes.isMultiType(shape):
        geometry.convertToMultiType()
    return geometry


def id_text(value: object) -> str:
    """Writes an id as the program reads it, with GDAL's digits."""
    return f"{value:.15g}" if isinstance(value, float) else str(value).strip()
