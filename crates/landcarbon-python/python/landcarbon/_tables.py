"""Tables of areas as the command line writes them."""

import os
from pathlib import Path
from typing import Union

import pandas

from . import _native

_HECTARES = ["zone", "name", "label", "class"]
_TRANSITIONS = ["zone", "name", "from_label", "to_label", "from_class", "to_class"]


def write_hectares(frame: pandas.DataFrame, path: Union[str, "os.PathLike[str]"]) -> None:
    """Writes the frame of :func:`landcarbon.tally`: the bytes that ``landcarbon tally --out`` writes.

    :param path: ends in ``.csv`` (hectares with 6 decimals), ``.json`` or ``.parquet`` (hectares to the last bit).
    :raises Error: the extension names no format, or a class is none.
    """
    Path(path).write_bytes(_native.hectares_table(path, *hectares_columns(frame)))


def write_transitions(frame: pandas.DataFrame, path: Union[str, "os.PathLike[str]"]) -> None:
    """Writes the frame of :func:`landcarbon.transition`: the bytes that ``landcarbon transition --out`` writes.

    :param path: ends in ``.csv``, ``.json`` or ``.parquet``, as for :func:`write_hectares`.
    :raises Error: the extension names no format, or a class is none.
    """
    Path(path).write_bytes(_native.transitions_table(path, *_columns(frame, _TRANSITIONS)))


def hectares_columns(frame: pandas.DataFrame) -> tuple[list[list[str]], list[float]]:
    """The columns of a tally, as the native module takes them."""
    return _columns(frame, _HECTARES)


def _columns(frame: pandas.DataFrame, texts: list[str]) -> tuple[list[list[str]], list[float]]:
    missing = [name for name in [*texts, "hectares"] if name not in frame.columns]
    if missing:
        raise _native.Error(f"the frame lacks the column(s) {', '.join(missing)}")
    return [frame[name].astype(str).tolist() for name in texts], frame["hectares"].tolist()
