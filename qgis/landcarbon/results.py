"""A folder of results as `landcarbon run` writes it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from qgis.core import QgsProcessingContext, QgsVectorLayer

from . import loading, table


class Results:
    """The contents of the folder for the user's project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def layers(self) -> list[str]:
        """The layers of the main level in the GeoPackage, one for each year; empty if the project writes no GeoPackage."""
        files = sorted((self.folder / "layers").glob("*.gpkg"))
        return [f"{file}|layername={name}" for file in files for name in loading.tables_of(file) if self._is_main(file.stem, name)]

    def _is_main(self, project: str, layer: str) -> bool:
        """Whether a layer belongs to the main level, which the manifest names first. Other levels would cover it on the map."""
        manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        levels = manifest.get("levels") or [{"name": None}]
        parts = [project, levels[0]["name"]] if levels[0]["name"] else [project]
        return re.fullmatch(re.escape("_".join(parts)) + r"_\d+", layer) is not None

    def tables(self) -> list[Path]:
        return [path for path in [self.folder / "hectares.csv", *sorted((self.folder / "tables").glob("*.csv"))] if path.exists()]

    def report(self) -> str | None:
        return self._if_there("report.html")

    def project(self) -> str | None:
        """The QGIS project."""
        found = sorted(self.folder.glob("*.qgz"))
        return str(found[0]) if found else None

    def _if_there(self, name: str) -> str | None:
        path = self.folder / name
        return str(path) if path.exists() else None

    def load_layers(self, context: QgsProcessingContext) -> None:
        for source in self.layers():
            layer = QgsVectorLayer(source, source.rpartition("=")[2], "ogr")
            loading.load(layer, context, "LAYERS", loading.GeoPackageStyling())

    def load_tables(self, context: QgsProcessingContext) -> None:
        for path in self.tables():
            loading.load(QgsVectorLayer(table.uri(path), path.stem, "delimitedtext"), context, "TABLES")
