"""Land-use rasters, boundaries and statistics to hectares, a regional carbon budget, coefficients and functional zones.

Areas are in hectares. Zones come from a boundary file or a GeoDataFrame, rasters from files of class codes or NumPy arrays. Tables are
pandas data frames with the columns that the command line writes. Problems raise an :class:`Error` with the message of the command line, which
advises parameters of this package; warnings are of the class :class:`DataWarning`.
"""

from ._native import (
    ArrayRaster,
    Error,
    Grid,
    MergeError,
    PartialTally,
    Raster,
    RasterError,
    ZonesError,
    __version__,
    gdal_version,
    set_limit,
)
from ._assess import Assessment, assess, write_layers
from ._coverage import Coverage
from ._tables import write_hectares, write_transitions
from ._tally import merge, tally, transition
from ._warnings import DataWarning

__all__ = [
    "ArrayRaster",
    "Assessment",
    "Coverage",
    "DataWarning",
    "Error",
    "Grid",
    "MergeError",
    "PartialTally",
    "Raster",
    "RasterError",
    "ZonesError",
    "__version__",
    "assess",
    "gdal_version",
    "merge",
    "set_limit",
    "tally",
    "transition",
    "write_hectares",
    "write_layers",
    "write_transitions",
]
