"""Rasters: QGIS layers as files with labels."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from qgis.core import QgsMapLayer, QgsProcessingException, QgsProcessingFeedback, QgsProviderRegistry, QgsRasterLayer

from . import crs
from .language import tr

SEPARATORS = r"[,;，；、\n]"

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Raster:
    """A land-use file with its label. Without a label, the program uses the stem of the file's name."""

    label: str | None
    path: str

    def argument(self) -> str:
        return self.path if self.label is None else f"{self.label}={self.path}"


class Rasters:
    """The chosen rasters, in order."""

    def __init__(self, layers: list[QgsMapLayer], labels: list[str]) -> None:
        """Raises QgsProcessingException if a layer is not a file, or the labels do not fit."""
        if labels and len(labels) != len(layers):
            raise QgsProcessingException(
                tr("There are {rasters} rasters and {labels} labels; give one for each raster, in order, separated by commas.").format(
                    rasters=len(layers), labels=len(labels)
                )
            )
        for label in labels:
            if not label or any(mark in label for mark in "=/\\"):
                raise QgsProcessingException(tr('A label is a text without "=", "/" and "\\"; "{label}" is not one.').format(label=label))
        self.layers = layers
        paths = [file_of(layer) for layer in layers]
        self.files = [Raster(label, path) for label, path in zip(labels or [None] * len(paths), paths)]
        self.crs = self._crs_set_in_qgis()

    def tell(self, feedback: QgsProcessingFeedback) -> None:
        """Reports settings for which the program differs from what QGIS shows."""
        if self.crs:
            feedback.pushInfo(tr("For the rasters the CRS set in QGIS is used, {crs}.").format(crs=self.crs))
        for layer in self.layers:
            provider = layer.dataProvider()
            bands = range(1, provider.bandCount() + 1)
            if any(provider.userNoDataValues(band) or not provider.useSourceNoDataValue(band) for band in bands):
                feedback.pushWarning(
                    tr("{layer}: the no-data values are those of its file, not those set in QGIS.").format(layer=layer.name())
                )

    def _crs_set_in_qgis(self) -> str | None:
        own = [crs.set_in_qgis(layer) for layer in self.layers]
        if not any(own):
            return None
        shown = {crs.definition(layer.crs()) for layer in self.layers}
        if len(shown) > 1:
            raise QgsProcessingException(
                tr(
                    "Some rasters have a different CRS in QGIS than in their files, and not all the same one. "
                    "Set one for all of them: CRS of the rasters."
                )
            )
        return shown.pop()


def file_of(layer: QgsMapLayer) -> str:
    """The path of a raster layer for the program.

    Raises QgsProcessingException if the layer is anything but a whole file.
    """
    if isinstance(layer, QgsRasterLayer) and layer.providerType() == "gdal":
        parts = QgsProviderRegistry.instance().decodeUri("gdal", layer.source())
        path = parts.pop("path", "")
        if os.path.exists(path) and not any(parts.values()):
            return path
    raise QgsProcessingException(
        tr("{layer} is not a raster file that the program can read. Save it as a GeoTIFF (Export > Save As) and choose that.").format(layer=layer.name())
    )


def split(text: str) -> list[str]:
    """Splits a text into labels; an empty text has none."""
    return [part.strip() for part in re.split(SEPARATORS, text)] if text.strip() else []


def years(layers: list[QgsMapLayer], given: list[str]) -> list[str]:
    """The given years, or otherwise those in the names of the layers.

    Raises QgsProcessingException where one is no year, or a name has none or several.
    """
    if given:
        wrong = [year for year in given if not re.fullmatch(r"\d{1,4}", year)]
        if wrong:
            raise QgsProcessingException(tr('"{year}" is not a year; give one for each raster, separated by commas.').format(year=wrong[0]))
        return given
    found = []
    for layer in layers:
        named = YEAR.findall(layer.name())
        if len(named) != 1:
            raise QgsProcessingException(
                tr("The name {layer} does not contain one year; give the years of the rasters, in order, separated by commas.").format(layer=layer.name())
            )
        found += named
    return found
