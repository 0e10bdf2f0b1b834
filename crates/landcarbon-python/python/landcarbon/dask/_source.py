"""How workers find a raster."""

import os
from dataclasses import dataclass
from typing import Any, Optional

from .. import _native


@dataclass(frozen=True)
class Source:
    """The arguments with which each worker opens a raster."""

    label: str
    path: str
    band: Optional[int]
    crs: Optional[str]

    @classmethod
    def from_raster(cls, label: str, raster: Any, band: Optional[int], crs: Any) -> "Source":
        """Takes them from a path, or from a :class:`Raster` that was opened with them.

        :raises Error: the raster is not in a file.
        """
        if isinstance(raster, (str, os.PathLike)):
            return cls(label, os.fspath(raster), band, _native.wkt(crs))
        if type(raster) is _native.Raster:  # not its subclass ArrayRaster
            path, band, crs = raster.__getnewargs__()
            return cls(label, os.fspath(path), band, crs)
        raise _native.Error(
            f'the raster "{label}" is a {type(raster).__name__}; workers open files: give a path or a URL that all of them can read'
        )

    def open(self) -> _native.Raster:
        """Opens the raster in this process."""
        return _native.Raster(self.path, self.band, self.crs)
