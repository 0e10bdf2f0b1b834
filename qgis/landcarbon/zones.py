"""Zones: a QGIS layer as a file that the program reads."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from . import crs
from .language import tr

LAYER = "zones"


@dataclass(frozen=True)
class ZonesFile:
    """A boundary file, as arguments for the program."""

    path: str
    layer: str | None
    crs: str | None


class Zones:
    """The chosen features, with the fields of their ids and names."""

    def __init__(
        self, layer: QgsVectorLayer, chosen: object, source: QgsProcessingFeatureSource, id_field: str, name_field: str | None
    ) -> None:
        """`chosen` is the value of the parameter: the layer, or a selection of its features."""
        self.source = source
        self.id_field = id_field
        self.name_field = name_field
        self.title = layer.name()
        own = crs.set_in_qgis(layer)
        self.crs = crs.definition(own) if own else None
        self.file, self.reason = self._find_file(layer, chosen)

    def as_file(self, folder: Path, feedback: QgsProcessingFeedback) -> ZonesFile:
        """Returns the file of the layer if it contains exactly these features; otherwise writes a GeoPackage into `folder`."""
        if self.file is not None:
            if self.crs:
                feedback.pushInfo(tr("{layer}: the CRS set in QGIS is used, {crs}.").format(layer=self.title, crs=self.crs))
            return self.file
        feedback.pushInfo(
            tr("{layer} is passed to the program as a GeoPackage, because {reason}.").format(layer=self.title, reason=self.reason)
        )
        path = folder / "zones.gpkg"
        self._export(path, feedback)
        return ZonesFile(str(path), LAYER, None)

    def features(self, with_geometry: bool = True) -> list[QgsFeature]:
        """All features with the fields of ids and names, also if their geometry is not valid."""
        request = QgsFeatureRequest().setSubsetOfAttributes(self._field_numbers())
        if not with_geometry:
            request.setFlags(QgsFeatureRequest.NoGeometry)
        return list(self.source.getFeatures(request, QgsProcessingFeatureSource.FlagSkipGeometryValidityChecks))

    def _field_numbers(self) -> list[int]:
        names = [self.id_field] + [name for name in [self.name_field] if name and name != self.id_field]
        return [self.source.fields().lookupField(name) for name in names]

    def _find_file(self, layer: QgsVectorLayer, chosen: object) -> tuple[ZonesFile | None, str]:
        """The file that contains exactly the chosen features, or the reason why there is none."""
        if isinstance(chosen, QgsProcessingFeatureSourceDefinition):
            if chosen.selectedFeaturesOnly:
                return None, tr("only the selected features are used")
            if chosen.featureLimit != -1 or getattr(chosen, "filterExpression", ""):
                return None, tr("only some of its features are used")
        if layer.providerType() != "ogr":
            return None, tr("it is not a file")
        if layer.isModified():
            return None, tr("it has unsaved edits")
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        path, name = parts.pop("path"), parts.pop("layerName", None)
        if layer.subsetString() or any(parts.values()):
            return None, tr("only a part of its file is used")
        if not os.path.exists(path):
            return None, tr("it is not a file")
        if not all(map(self._is_in_file, self._field_numbers(), [layer] * 2)):
            return None, tr("a chosen field is not in its file")
        return ZonesFile(path, name or None, self.crs), ""

    @staticmethod
    def _is_in_file(field: int, layer: QgsVectorLayer) -> bool:
        """Whether the field is in the file: QGIS adds row numbers, joined fields and computed fields."""
        return layer.fields().fieldOrigin(field) == QgsFields.OriginProvider and field not in layer.primaryKeyAttributes()

    def _export(self, path: Path, feedback: QgsProcessingFeedback) -> None:
        fields = QgsFields()
        numbers = self._field_numbers()
        for number in numbers:
            fields.append(self.source.fields().at(number))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = LAYER
        # Unusual names, since the user's fields may have the usual ones.
        options.layerOptions = ["FID=landcarbon_row", "GEOMETRY_NAME=landcarbon_shape"]
        context = self.source.sourceCrs(), QgsCoordinateTransformContext()
        writer = QgsVectorFileWriter.create(str(path), fields, self.source.wkbType(), *context, options)
        for feature in self.features():
            if feedback.isCanceled():
                raise QgsProcessingException(tr("Cancelled. Unfinished results were removed."))
            written = QgsFeature(fields)
            written.setGeometry(feature.geometry())
            written.setAttributes([feature.attribute(number) for number in numbers])
            writer.addFeature(written)
        if writer.hasError() != QgsVectorFileWriter.NoError:
            raise QgsProcessingException(
                tr("{layer} cannot be written as a GeoPackage: {reason}").format(layer=self.title, reason=writer.errorMessage())
            )
        del writer
