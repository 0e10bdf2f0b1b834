"""English or Chinese, following the language of QGIS."""

from __future__ import annotations

from qgis.core import QgsApplication

from .chinese import CHINESE


def is_chinese() -> bool:
    return QgsApplication.locale().lower().startswith("zh")


def tr(text: str) -> str:
    """Translates a text of the plugin into the language of QGIS."""
    return CHINESE.get(text, text) if is_chinese() else text
