"""Tables of the program as layers of QGIS."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from qgis.PyQt.QtCore import QUrl, QUrlQuery

HECTARES = ("String",) * 4 + ("Real",)
TRANSITIONS = ("String",) * 6 + ("Real",)


def write_types(table: str, types: tuple[str, ...]) -> None:
    """Writes the types of a table's columns into a .csvt file, which GDAL and QGIS read, so that ids keep leading zeros."""
    Path(table).with_suffix(".csvt").write_text(",".join(f'"{kind}"' for kind in types) + "\n", encoding="ascii")


def uri(path: Path) -> str:
    """Loads a table with the provider `delimitedtext`. Columns are numeric, unless an id would lose a leading zero."""
    with path.open(encoding="utf-8", newline="") as lines:
        has_codes = any(re.match(r"0\d", cell) for row in csv.reader(lines) for cell in row)
    url = QUrl.fromLocalFile(str(path))
    query = QUrlQuery()
    for key, value in {"type": "csv", "geomType": "none", "detectTypes": "no" if has_codes else "yes"}.items():
        query.addQueryItem(key, value)
    url.setQuery(query)
    return url.toString(QUrl.FullyEncoded)
