"""What the dialogs say of the algorithms."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "help"


def of(algorithm: str, chinese: bool) -> str:
    """The help of an algorithm (HTML)."""
    language = "zh" if chinese else "en"
    text = (FOLDER / f"{algorithm}.{language}.html").read_text(encoding="utf-8")
    # QGIS takes the end of a line for the end of a paragraph; Chinese has no blanks between words.
    return ("" if chinese else " ").join(text.splitlines())
