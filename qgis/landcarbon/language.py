"""English or Chinese, as QGIS is set."""

from __future__ import annotations

from qgis.core import QgsApplication

from .chinese import CHINESE


def is_chinese() -> bool:
    return QgsApplication.locale().lower().startswith("zh")


def tr(text: str) -> str:
    """A text of the plugin in the language of QGIS."""
    return CHINESE.get(text, text) if is_chinese() else text
