"""Carbon assessment of a project file."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from .language import tr
from .results_algorithm import ResultsAlgorithm

PROJECT = "PROJECT"
STRICT = "STRICT"
OUTPUT = "OUTPUT"


class ProjectRun(ResultsAlgorithm):
    """Everything that a project file asks for: `landcarbon run`."""

    NAME = "run"
    TITLE = "Carbon assessment of a project file"

    def initAlgorithm(self, configuration=None) -> None:
        self.add(
            QgsProcessingParameterFile(PROJECT, tr("Project file"), fileFilter="TOML (*.toml)"),
            "Written by landcarbon init, or by the algorithm Carbon assessment.",
        )
        self.add_results()
        self.add(
            QgsProcessingParameterBoolean(STRICT, tr("Fail if an expected value does not hold"), defaultValue=False),
            "After the results are written.",
            advanced=True,
        )
        self.add_threads()
        self.addParameter(QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of the results")))

    def prepareAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        self.prepare_results(parameters, context)
        return True

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        project = Path(self.parameterAsFile(parameters, PROJECT, context))
        out = Path(self.parameterAsString(parameters, OUTPUT, context))
        strict = ["--strict-expect"] if self.parameterAsBoolean(parameters, STRICT, context) else []
        outputs = self.run_project(self.program(), project, out, strict, parameters, context, feedback)
        return {OUTPUT: str(out), **outputs}
