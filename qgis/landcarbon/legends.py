"""Legends, which say what the codes of rasters mean."""

from __future__ import annotations

from . import execution
from .language import is_chinese

RAW = "raw"

# The files in crates/landuse-ingest/legends; a test of that crate compares this list with them.
BUILT_IN = ["cnlucc", "cnlucc-level1", "clcd", "globeland30", "esa-worldcover", "esa-cci", "mcd12q1-igbp", "dynamic-world",
            "glc-fcs30d", "from-glc10", "nlcd", "lc100", "corine", "mapbiomas", "gbt21010",
            "tdt1055"]


def style(legend: str, band: int) -> str:
    """Asks the program for the style (QML) of a legend, in the language of QGIS.

    Raises ProgramError if the program does not know the legend.
    """
    language = "zh" if is_chinese() else "en"
    return execution.answer(["legend", f"--band={band}", f"--language={language}", "--qml", legend])
