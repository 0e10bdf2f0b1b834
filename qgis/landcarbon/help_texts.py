"""The help texts in the dialogs of the algorithms."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "help"


def read_help(algorithm: str, chinese: bool) -> str:
    """Reads the help text of an algorithm (HTML)."""
    language = "zh" if chinese else "en"
    text = (FOLDER / f"{algorithm}.{language}.html").read_text(encoding="utf-8")
    # QGIS would start a paragraph at each line break. In Chinese, lines are joined without a blank.
    return ("" if chinese else " ").join(text.splitlines())
