"""The provider of the algorithms."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from . import settings
from .assessment import CarbonAssessment
from .language import tr
from .program import Program, ProgramError
from .project_run import ProjectRun
from .tally import LandUseTally
from .transition import LandUseTransition

ICON = Path(__file__).parent / "icon.svg"


class LandcarbonProvider(QgsProcessingProvider):
    """Algorithms that run the program landcarbon."""

    def id(self) -> str:
        return "landcarbon"

    def name(self) -> str:
        return "landcarbon"

    def longName(self) -> str:
        return tr("landcarbon: land use to carbon budgets")

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        return str(ICON)

    def load(self) -> bool:
        settings.add(self.icon())
        return super().load()

    def unload(self) -> None:
        settings.remove()

    def loadAlgorithms(self) -> None:
        for algorithm in (LandUseTally, LandUseTransition, CarbonAssessment, ProjectRun):
            self.addAlgorithm(algorithm())

    def warningMessage(self) -> str:
        try:
            Program.find()
        except ProgramError as error:
            return str(error)
        return ""
