"""The rasters: layers of QGIS as files with labels."""

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
    """A file of land use with its label; without one, the program takes the stem of its name."""

    label: str | None
    path: str

    def argument(self) -> str:
        return self.path if self.label is None else f"{self.label}={self.path}"


class Rasters:
    """The chosen rasters in their order."""

    def __init__(self, layers: list[QgsMapLayer], labels: list[str]) -> None:
        """Raises QgsProcessingException where a layer is no file, or the labels do not fit."""
        if labels and len(labels) != len(layers):
            raise QgsProcessingException(
                tr("There are {rasters} rasters and {labels} labels; give one for each raster, in their order, with commas between.").format(
                    rasters=len(layers), labels=len(labels)
                )
            )
        for label in labels:
            if not label or any(mark in label for mark in "=/\\"):
                raise QgsProcessingException(tr('A label is a text without "=", "/" and "\\"; "{label}" is none.').format(label=label))
        self.layers = layers
        paths = [file_of(layer) for layer in layers]
        self.files = [Raster(label, path) for label, path in zip(labels or [None] * len(paths), paths)]
        self.crs = self._crs_set_in_qgis()

    def tell(self, feedback: QgsProcessingFeedback) -> None:
        """Says what counts otherwise than QGIS shows it."""
        if self.crs:
            feedback.pushInfo(tr("The CRS of the rasters is the one that is set in QGIS, {crs}.").format(crs=self.crs))
        for layer in self.layers:
            provider = layer.dataProvider()
            bands = range(1, provider.bandCount() + 1)
            if any(provider.userNoDataValues(band) or not provider.useSourceNoDataValue(band) for band in bands):
                feedback.pushWarning(
                    tr("{layer}: which values are no data is as its file says, not as it is set in QGIS.").format(layer=layer.name())
                )

    def _crs_set_in_qgis(self) -> str | None:
        own = [crs.set_in_qgis(layer) for layer in self.layers]
        if not any(own):
            return None
        shown = {crs.definition(layer.crs()) for layer in self.layers}
        if len(shown) > 1:
            raise QgsProcessingException(
                tr("Some rasters have another CRS in QGIS than in their files, and not all the same. Set one for all of them: CRS of the rasters.")
            )
        return shown.pop()


def file_of(layer: QgsMapLayer) -> str:
    """The path of a raster layer, as the program reads it.

    Raises QgsProcessingException if the layer is anything but a whole file.
    """
    if isinstance(layer, QgsRasterLayer) and layer.providerType() == "gdal":
        parts = QgsProviderRegistry.instance().decodeUri("gdal", layer.source())
        path = parts.pop("path", "")
        if os.path.exists(path) and not any(parts.values()):
            return path
    raise QgsProcessingException(
        tr("{layer} is no raster file that the program can read. Save it as a GeoTIFF (Export > Save As) and choose that.").format(layer=layer.name())
    )


def split(text: str) -> list[str]:
    """The labels of a text; none if it is empty."""
    return [part.strip() for part in re.split(SEPARATORS, text)] if text.strip() else []


def years(layers: list[QgsMapLayer], given: list[str]) -> list[str]:
    """The years as given, or else those in the names of the layers.

    Raises QgsProcessingException where one is no year, or a name has none or several.
    """
    if given:
        wrong = [year for year in given if not re.fullmatch(r"\d{1,4}", year)]
        if wrong:
            raise QgsProcessingException(tr('"{year}" is no year; give one for each raster, with commas between.').format(year=wrong[0]))
        return given
    found = []
    for layer in layers:
        named = YEAR.findall(layer.name())
        if len(named) != 1:
            raise QgsProcessingException(
                tr("The name {layer} does not tell the year; give the years of the rasters, in their order, with commas between.").format(layer=layer.name())
            )
        found += named
    return found
