"""QGIS without a screen, with the plugin installed from its ZIP into a profile of its own.

Environment: LANDCARBON, the program; PLUGIN, the ZIP; PROFILE, an empty folder; PICTURES, where pictures of the dialogs go.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# QGIS leaves no statistics beside the fixtures.
os.environ["GDAL_PAM_ENABLED"] = "NO"
# Where the plugin installer and Processing are.
sys.path += ["/usr/share/qgis/python", "/usr/share/qgis/python/plugins"]

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
JIANGXI = FIXTURES / "jiangxi"
CITIES = str(JIANGXI / "boundaries.geojson")
PROGRAM = os.environ["LANDCARBON"]
PICTURES = Path(os.environ["PICTURES"])
PLUGIN = "landcarbon_toolbox"


# Python must not forget the application as long as QGIS runs.
running: list[QgsApplication] = []


def start() -> None:
    """Starts QGIS once, with the plugin."""
    if running:
        return
    profile = Path(os.environ["PROFILE"])
    application = QgsApplication([], True, str(profile))
    running.append(application)
    application.initQgis()

    import qgis.utils

    qgis.utils.iface = windows()
    plugins = profile / "python" / "plugins"
    from pyplugin_installer.unzip import unzip

    unzip(os.environ["PLUGIN"], str(plugins))
    sys.path.insert(0, str(plugins))
    qgis.utils.plugin_paths = [str(plugins)]
    qgis.utils.updateAvailablePlugins()

    from processing.core.Processing import Processing

    Processing.initialize()
    assert qgis.utils.loadPlugin(PLUGIN)
    assert qgis.utils.startProcessingPlugin(PLUGIN)
    set_program(PROGRAM)


def windows() -> mock.MagicMock:
    """What stands for the windows of QGIS."""
    from qgis.gui import QgsBrowserGuiModel, QgsMapCanvas
    from qgis.PyQt.QtWidgets import QMainWindow

    iface = mock.MagicMock()
    iface.mainWindow.return_value = QMainWindow()
    iface.mapCanvas.return_value = QgsMapCanvas()
    iface.activeLayer.return_value = None
    iface.browserModel.return_value = QgsBrowserGuiModel()
    return iface


def set_program(path: str) -> None:
    from processing.core.ProcessingConfig import ProcessingConfig

    ProcessingConfig.setSettingValue("LANDCARBON_PROGRAM", path)


@contextmanager
def program(path: str):
    """For a while the setting names another program."""
    set_program(path)
    try:
        yield
    finally:
        set_program(PROGRAM)


@contextmanager
def locale(name: str):
    """For a while QGIS speaks another language."""
    from qgis.PyQt.QtCore import QLocale

    before = QgsApplication.locale()
    try:
        _speak(QLocale(name))
        yield
    finally:
        _speak(QLocale(before))


def _speak(language) -> None:
    QgsApplication.setLocale(language)
    provider().refreshAlgorithms()


def provider():
    return QgsApplication.processingRegistry().providerById("landcarbon")


class Feedback(QgsProcessingFeedback):
    """Remembers what an algorithm says, and cancels it when progress comes, if it is to."""

    def __init__(self, cancel_at: float | None = None) -> None:
        super().__init__(False)
        self.cancel_at = cancel_at
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.steps: list[str] = []
        self.progress: list[float] = []
        self.errors: list[str] = []
        self.command = ""
        self.progressChanged.connect(self._advance)

    def _advance(self, percent: float) -> None:
        self.progress.append(percent)
        if self.cancel_at is not None and percent >= self.cancel_at:
            self.cancel()

    def setProgressText(self, text: str) -> None:
        self.steps.append(text)

    def pushInfo(self, text: str) -> None:
        self.infos.append(text)

    def pushWarning(self, text: str) -> None:
        self.warnings.append(text)

    def reportError(self, text: str, fatal: bool = False) -> None:
        self.errors.append(text)

    def pushCommandInfo(self, text: str) -> None:
        self.command = text


def run(algorithm: str, parameters: dict, feedback: QgsProcessingFeedback | None = None) -> dict:
    import processing

    return processing.run(f"landcarbon:{algorithm}", parameters, feedback=feedback or Feedback())


def refusal(algorithm: str, parameters: dict, feedback: Feedback | None = None) -> str:
    """What an algorithm that fails says of it."""
    feedback = feedback or Feedback()
    try:
        run(algorithm, parameters, feedback)
    except QgsProcessingException as error:
        # What is found before the work begins goes to the log alone.
        return feedback.errors[0] if feedback.errors else str(error)
    raise AssertionError(f"{algorithm} does not fail")


def run_and_load(algorithm: str, parameters: dict) -> dict:
    """As the dialog does it: the results are loaded into the project."""
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return processing.runAndLoadResults(f"landcarbon:{algorithm}", parameters, feedback=Feedback(), context=context)


def command_line(*arguments: object, status: int = 0) -> str:
    """What the program says on standard error."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
