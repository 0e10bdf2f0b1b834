"""Algorithms that write a table of hectares."""

from __future__ import annotations

import tempfile
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterString,
)

from . import legends, rasters, table
from .execution import Execution
from .language import tr
from .overlay import OverlayAlgorithm
from .table_destination import TableDestination

LABELS = "LABELS"
OUTPUT = "OUTPUT"


class TableAlgorithm(OverlayAlgorithm):
    """An algorithm that writes a table of hectares. Subclasses have the texts COMMAND and OUTPUT_TITLE and the TYPES of the columns."""

    COMMAND = ""
    OUTPUT_TITLE = ""
    TYPES: tuple[str, ...] = ()

    def initAlgorithm(self, configuration=None) -> None:
        self.add_zones_and_rasters()
        self.add(
            QgsProcessingParameterString(LABELS, tr("Labels of the rasters"), optional=True),
            "One for each raster, in order, separated by commas, for example years. Default: the names of the files.",
        )
        self.add_legend([*legends.BUILT_IN, legends.RAW], legends.RAW)
        self.add_choices()
        self.addParameter(TableDestination(OUTPUT, tr(self.OUTPUT_TITLE)))

    def prepareAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        labels = rasters.split(self.parameterAsString(parameters, LABELS, context))
        self.prepare_overlay(parameters, context, labels)
        return True

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        program = self.program()
        self.fetch_style(parameters, context)
        self.rasters.tell(feedback)
        output = self.parameterAsOutputLayer(parameters, OUTPUT, context)
        with tempfile.TemporaryDirectory(prefix="landcarbon-") as folder:
            zones = self.zones.as_file(Path(folder), feedback)
            arguments = [self.COMMAND, *self.arguments(zones), *self.threads(parameters, context), f"--out={output}", "--overwrite"]
            Execution(program, arguments, feedback).run()
        table.write_types(output, self.TYPES)
        return {OUTPUT: output, **self.beyond(output, parameters, context)}

    def beyond(self, output: str, parameters: dict, context: QgsProcessingContext) -> dict:
        """Writes further results, and returns them."""
        return {}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        self.load_rasters(context)
        return {}
