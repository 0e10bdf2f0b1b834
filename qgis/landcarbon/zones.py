"""The zones: a layer of QGIS as a file that the program reads."""

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
    """A boundary file as the program takes it."""

    path: str
    layer: str | None
    crs: str | None


class Zones:
    """The features that the user has chosen, with their fields of ids and names."""

    def __init__(
        self, layer: QgsVectorLayer, chosen: object, source: QgsProcessingFeatureSource, id_field: str, name_field: str | None
    ) -> None:
        """`chosen` is the value of the parameter: the layer, or which of its features."""
        self.source = source
        self.id_field = id_field
        self.name_field = name_field
        self.title = layer.name()
        own = crs.set_in_qgis(layer)
        self.crs = crs.definition(own) if own else None
        self.file, self.reason = self._file_of(layer, chosen)

    def as_file(self, folder: Path, feedback: QgsProcessingFeedback) -> ZonesFile:
        """The layer's own file, if it holds just these features; else a GeoPackage that is written into `folder`."""
        if self.file is not None:
            if self.crs:
                feedback.pushInfo(tr("{layer}: its CRS is the one that is set in QGIS, {crs}.").format(layer=self.title, crs=self.crs))
            return self.file
        feedback.pushInfo(
            tr("{layer} goes to the program as a GeoPackage, since {reason}.").format(layer=self.title, reason=self.reason)
        )
        path = folder / "zones.gpkg"
        self._export(path, feedback)
        return ZonesFile(str(path), LAYER, None)

    def features(self, with_geometry: bool = True) -> list[QgsFeature]:
        """All features with the fields of ids and names, whether their geometry is valid or not."""
        request = QgsFeatureRequest().setSubsetOfAttributes(self._field_numbers())
        if not with_geometry:
            request.setFlags(QgsFeatureRequest.NoGeometry)
        return list(self.source.getFeatures(request, QgsProcessingFeatureSource.FlagSkipGeometryValidityChecks))

    def _field_numbers(self) -> list[int]:
        names = [self.id_field] + [name for name in [self.name_field] if name and name != self.id_field]
        return [self.source.fields().lookupField(name) for name in names]

    def _file_of(self, layer: QgsVectorLayer, chosen: object) -> tuple[ZonesFile | None, str]:
        """The file that holds just the chosen features, or why there is none."""
        if isinstance(chosen, QgsProcessingFeatureSourceDefinition):
            if chosen.selectedFeaturesOnly:
                return None, tr("only the selected features count")
            if chosen.featureLimit != -1 or getattr(chosen, "filterExpression", ""):
                return None, tr("only some of its features count")
        if layer.providerType() != "ogr":
            return None, tr("it is no file")
        if layer.isModified():
            return None, tr("its edits are not saved")
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        path, name = parts.pop("path"), parts.pop("layerName", None)
        if layer.subsetString() or any(parts.values()):
            return None, tr("only a part of its file counts")
        if not os.path.exists(path):
            return None, tr("it is no file")
        if not all(map(self._is_in_file, self._field_numbers(), [layer] * 2)):
            return None, tr("a field that is named is not in its file")
        return ZonesFile(path, name or None, self.crs), ""

    @staticmethod
    def _is_in_file(field: int, layer: QgsVectorLayer) -> bool:
        """Whether other programs see the field: QGIS adds row numbers, joined and computed ones."""
        return layer.fields().fieldOrigin(field) == QgsFields.OriginProvider and field not in layer.primaryKeyAttributes()

    def _export(self, path: Path, feedback: QgsProcessingFeedback) -> None:
        fields = QgsFields()
        numbers = self._field_numbers()
        for number in numbers:
            fields.append(self.source.fields().at(number))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = LAYER
        # Not the usual names: the user's fields may have them.
        options.layerOptions = ["FID=landcarbon_row", "GEOMETRY_NAME=landcarbon_shape"]
        context = self.source.sourceCrs(), QgsCoordinateTransformContext()
        writer = QgsVectorFileWriter.create(str(path), fields, self.source.wkbType(), *context, options)
        for feature in self.features():
            if feedback.isCanceled():
                raise QgsProcessingException(tr("Cancelled. What was not whole is removed."))
            written = QgsFeature(fields)
            written.setGeometry(feature.geometry())
            written.setAttributes([feature.attribute(number) for number in numbers])
            writer.addFeature(written)
        if writer.hasError() != QgsVectorFileWriter.NoError:
            raise QgsProcessingException(
                tr("{layer} cannot be written as a GeoPackage: {reason}").format(layer=self.title, reason=writer.errorMessage())
            )
        del writer
