"""The settings among Processing's options."""

from __future__ import annotations

from processing.core.ProcessingConfig import ProcessingConfig, Setting
from qgis.PyQt.QtGui import QIcon

from .language import tr

GROUP = "landcarbon"
PROGRAM = "LANDCARBON_PROGRAM"


def add(icon: QIcon) -> None:
    ProcessingConfig.settingIcons[GROUP] = icon
    title = tr("Program landcarbon (where it is not in PATH)")
    ProcessingConfig.addSetting(Setting(GROUP, PROGRAM, title, "", valuetype=Setting.FILE))
    ProcessingConfig.readSettings()


def remove() -> None:
    ProcessingConfig.removeSetting(PROGRAM)


def program() -> str:
    """The path that the user has set, or an empty text."""
    return str(ProcessingConfig.getSetting(PROGRAM) or "").strip()
