"""The destination of a table."""

from __future__ import annotations

from qgis.core import QgsProcessing, QgsProcessingParameterVectorDestination


class TableDestination(QgsProcessingParameterVectorDestination):
    """A CSV table without geometry, which the program writes."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, description, QgsProcessing.TypeVector)
        self.setSupportsNonFileBasedOutput(False)

    def clone(self) -> TableDestination:
        return TableDestination(self.name(), self.description())

    def defaultFileExtension(self) -> str:
        return "csv"

    def createFileFilter(self) -> str:
        return "CSV (*.csv)"
