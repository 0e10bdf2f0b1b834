"""Warnings about data and choices."""

import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

_PACKAGE = str(Path(__file__).parent)


class DataWarning(UserWarning):
    """Something in the data or the choices that may change the meaning of a result."""


def warn(messages: Iterable[str]) -> None:
    """Shows each message as a warning at the line that called the package."""
    level = 2
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
        level += 1
    for message in messages:
        warnings.warn(message, DataWarning, stacklevel=level)
