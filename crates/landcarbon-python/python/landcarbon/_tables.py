"""Writes tables of areas as the command line does."""

import os
from pathlib import Path
from typing import Optional, Union

import pandas

from . import _native

_HECTARES = ["zone", "name", "label", "class"]
_TRANSITIONS = ["zone", "name", "from_label", "to_label", "from_class", "to_class"]


def write_hectares(frame: pandas.DataFrame, path: Union[str, "os.PathLike[str]"]) -> None:
    """Writes the frame of :func:`landcarbon.tally`, byte for byte as ``landcarbon tally --out`` does.

    :param path: ends in ``.csv`` (hectares with 6 decimals), ``.json`` or ``.parquet`` (hectares with all their digits).
    :raises Error: the extension is of no known format, or a class is not valid.
    """
    Path(path).write_bytes(_native.hectares_table(path, *hectares_columns(frame), _codes(frame)))


def write_transitions(frame: pandas.DataFrame, path: Union[str, "os.PathLike[str]"]) -> None:
    """Writes the frame of :func:`landcarbon.transition`, byte for byte as ``landcarbon transition --out`` does.

    :param path: ends in ``.csv``, ``.json`` or ``.parquet``, as for :func:`write_hectares`.
    :raises Error: the extension is of no known format, or a class is not valid.
    """
    Path(path).write_bytes(_native.transitions_table(path, *_columns(frame, _TRANSITIONS)))


def hectares_columns(frame: pandas.DataFrame) -> tuple[list[list[str]], list[float]]:
    """Takes the columns of a tally as the native module wants them."""
    return _columns(frame, _HECTARES)


def _codes(frame: pandas.DataFrame) -> list[Optional[str]]:
    if "code" not in frame.columns:
        return [None] * len(frame)
    return [None if pandas.isna(code) else str(code) for code in frame["code"]]


def _columns(frame: pandas.DataFrame, texts: list[str]) -> tuple[list[list[str]], list[float]]:
    missing = [name for name in [*texts, "hectares"] if name not in frame.columns]
    if missing:
        raise _native.Error(f"the frame lacks the {'column' if len(missing) == 1 else 'columns'} {', '.join(missing)}")
    return [frame[name].astype(str).tolist() for name in texts], frame["hectares"].tolist()
