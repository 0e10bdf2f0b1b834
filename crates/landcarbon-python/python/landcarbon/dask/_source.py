"""Where a raster is, as tasks are told."""

import os
from dataclasses import dataclass
from typing import Any, Optional

from .. import _native


@dataclass(frozen=True)
class Source:
    """A raster by what opens it: each worker does so by itself."""

    label: str
    path: str
    band: Optional[int]
    crs: Optional[str]

    @classmethod
    def of(cls, label: str, raster: Any, band: Optional[int], crs: Any) -> "Source":
        """The source of a file, or of a :class:`Raster` by what opened it.

        :raises Error: the raster is in no file.
        """
        if isinstance(raster, (str, os.PathLike)):
            return cls(label, os.fspath(raster), band, _native.wkt(crs))
        if type(raster) is _native.Raster:  # not one of an array
            path, band, crs = raster.__getnewargs__()
            return cls(label, os.fspath(path), band, crs)
        raise _native.Error(
            f'the raster "{label}" is a {type(raster).__name__}; workers open files: give a path or a URL that all of them can read'
        )

    def open(self) -> _native.Raster:
        """Opens it here."""
        return _native.Raster(self.path, self.band, self.crs)
