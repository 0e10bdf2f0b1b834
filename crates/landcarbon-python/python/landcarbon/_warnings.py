"""What the user should know though the work goes on."""

import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

_PACKAGE = str(Path(__file__).parent)


class DataWarning(UserWarning):
    """Something about the data or the choices that changes what the result means."""


def warn(messages: Iterable[str]) -> None:
    """Warns of each, at the line that called the package."""
    level = 2
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
        level += 1
    for message in messages:
        warnings.warn(message, DataWarning, stacklevel=level)
