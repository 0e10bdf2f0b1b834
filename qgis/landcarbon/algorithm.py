"""What all algorithms have in common."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingAlgorithm, QgsProcessingException, QgsProcessingParameterDefinition, QgsProcessingParameterNumber
from qgis.PyQt.QtGui import QIcon

from . import help_texts
from .language import is_chinese, tr
from .program import Program, ProgramError

ICON = Path(__file__).parent / "icon.svg"

THREADS = "THREADS"


class LandcarbonAlgorithm(QgsProcessingAlgorithm):
    """An algorithm that runs the program. Subclasses have the texts NAME and TITLE."""

    NAME = ""
    TITLE = ""

    def name(self) -> str:
        return self.NAME

    def displayName(self) -> str:
        return tr(self.TITLE)

    def shortHelpString(self) -> str:
        return help_texts.read_help(self.NAME, is_chinese())

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        return str(ICON)

    def tags(self) -> list[str]:
        return tr("carbon,land use,land cover,hectares,zonal,tabulate area,CNLUCC").split(",")

    def createInstance(self) -> LandcarbonAlgorithm:
        return type(self)()

    def canExecute(self) -> tuple[bool, str]:
        try:
            Program.find()
        except ProgramError as error:
            return False, str(error)
        return True, ""

    def program(self) -> Program:
        """Finds and verifies the installed program.

        Raises QgsProcessingException, with a remedy, if there is none.
        """
        try:
            return Program.find().verified()
        except ProgramError as error:
            raise QgsProcessingException(str(error)) from error

    def add(self, parameter: QgsProcessingParameterDefinition, text: str = "", advanced: bool = False) -> None:
        """Adds a parameter with its help text."""
        if text:
            parameter.setHelp(tr(text))
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        self.addParameter(parameter)

    def add_threads(self) -> None:
        threads = QgsProcessingParameterNumber(THREADS, tr("Threads"), optional=True, minValue=1, maxValue=1024)
        self.add(threads, "Number of threads. Default: one for each processor.", advanced=True)

    def threads(self, parameters: dict, context) -> list[str]:
        """The argument for the program, if the user has chosen a number."""
        if parameters.get(THREADS) is None:
            return []
        return [f"--threads={self.parameterAsInt(parameters, THREADS, context)}"]
