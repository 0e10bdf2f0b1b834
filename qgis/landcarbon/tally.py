"""Tally land use."""

from __future__ import annotations

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingParameterFeatureSink, QgsWkbTypes

from . import table
from .hectares import Hectares
from .language import tr
from .table_algorithm import TableAlgorithm

JOINED = "JOINED"


class LandUseTally(TableAlgorithm):
    """Hectares per zone and class: `landcarbon tally`."""

    NAME = "tally"
    TITLE = "Tally land use"
    COMMAND = "tally"
    OUTPUT_TITLE = "Hectares"
    TYPES = table.HECTARES

    def initAlgorithm(self, configuration=None) -> None:
        super().initAlgorithm(configuration)
        self.add(
            QgsProcessingParameterFeatureSink(JOINED, tr("Zones with their hectares"), optional=True, createByDefault=False),
            "The polygons with a field for each label and class.",
        )

    def beyond(self, output: str, parameters: dict, context: QgsProcessingContext) -> dict:
        if not parameters.get(JOINED):
            return {}
        hectares = Hectares(output)
        source = self.zones.source
        # Dissolved features may lie apart, so they need a multi-part type.
        shape = QgsWkbTypes.multiType(source.wkbType()) if self.choices.dissolve else source.wkbType()
        sink, name = self.parameterAsSink(parameters, JOINED, context, hectares.fields(), shape, source.sourceCrs())
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, JOINED))
        hectares.join(self.zones, shape, sink)
        return {JOINED: name}
