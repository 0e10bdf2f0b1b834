"""A project file as the program reads it (TOML)."""

from __future__ import annotations

import json

# The first line of project files that this plugin writes, by which it knows them again.
MARK = "# Written by the QGIS toolbox of landcarbon."

HEAD = f"""{MARK}
# landcarbon run project.toml   computes the same again. `landcarbon init` writes a project with all choices explained.
"""

Value = object


def text(tables: dict[str, dict[str, Value]]) -> str:
    """A project of tables with keys and values; keys without a value are left out, and so are empty tables."""
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
    # The escapes of JSON are among those of TOML, which has one character more to escape.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")
