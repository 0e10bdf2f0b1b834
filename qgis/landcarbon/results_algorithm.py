"""Algorithms that run a project, and load its results."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingOutputHtml,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterBoolean,
)

from .algorithm import LandcarbonAlgorithm
from .execution import Execution
from .language import tr
from .program import Program
from .results import Results

OVERWRITE = "OVERWRITE"
LOAD_LAYERS = "LOAD_LAYERS"
LOAD_TABLES = "LOAD_TABLES"

# Roughly the part of a run that is the reading of rasters.
READING = 0.7


class ResultsAlgorithm(LandcarbonAlgorithm):
    """An algorithm that runs `landcarbon run`; its result is a folder."""

    results: Results
    loads_layers = False
    loads_tables = False

    def add_results(self) -> None:
        self.addParameter(QgsProcessingParameterBoolean(LOAD_LAYERS, tr("Load the layers with their styles"), defaultValue=True))
        self.addParameter(QgsProcessingParameterBoolean(LOAD_TABLES, tr("Load the tables"), defaultValue=False))
        self.add(
            QgsProcessingParameterBoolean(OVERWRITE, tr("Replace the results of an earlier run"), defaultValue=False),
            "Files that do not come from an earlier run are never touched.",
            advanced=True,
        )
        self.addOutput(QgsProcessingOutputFolder("RESULTS", tr("Folder of the results")))
        self.addOutput(QgsProcessingOutputHtml("REPORT", tr("Report")))
        self.addOutput(QgsProcessingOutputFile("QGIS_PROJECT", tr("QGIS project")))
        self.addOutput(QgsProcessingOutputMultipleLayers("LAYERS", tr("Layers")))

    def prepare_results(self, parameters: dict, context: QgsProcessingContext) -> None:
        self.loads_layers = self.parameterAsBoolean(parameters, LOAD_LAYERS, context)
        self.loads_tables = self.parameterAsBoolean(parameters, LOAD_TABLES, context)

    def run_project(
        self,
        program: Program,
        project: Path,
        out: Path,
        options: list[str],
        parameters: dict,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict:
        """Runs a project file, and returns the outputs of the algorithm."""
        arguments = ["run", str(project), f"--out={out}", *options, *self.threads(parameters, context)]
        if self.parameterAsBoolean(parameters, OVERWRITE, context):
            arguments.append("--overwrite")
        Execution(program, arguments, feedback, READING).run()
        self.results = Results(out)
        outputs = {
            "RESULTS": str(out),
            "REPORT": self.results.report(),
            "QGIS_PROJECT": self.results.project(),
            "LAYERS": self.results.layers(),
        }
        return {name: value for name, value in outputs.items() if value}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        if self.loads_tables:
            self.results.load_tables(context)
        if self.loads_layers:
            self.results.load_layers(context)
        return {}
