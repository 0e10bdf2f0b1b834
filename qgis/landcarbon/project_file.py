"""Writes a project file as the program reads it (TOML)."""

from __future__ import annotations

import json

# The first line of every project file of this plugin, by which it recognises them.
MARK = "# Written by the QGIS toolbox of landcarbon."

HEAD = f"""{MARK}
# landcarbon run project.toml   computes the same again. `landcarbon init` writes a project with all choices explained.
"""

Value = object


def text(tables: dict[str, dict[str, Value]]) -> str:
    """Writes tables with keys and values. Keys without a value and empty tables are left out."""
    parts = [HEAD]
    for table, entries in tables.items():
        lines = [f"{key} = {_literal(value)}" for key, value in entries.items() if value is not None]
        if lines:
            parts.append("\n".join([f"[{table}]", *lines]) + "\n")
    return "\n".join(parts)


def _literal(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_literal(of)}" for key, of in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    # TOML has the escapes of JSON, and one more character to escape.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")
