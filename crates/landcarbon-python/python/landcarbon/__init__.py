"""Land-use rasters, boundaries and statistics to hectares, a regional carbon budget, coefficients and functional zones.

Areas are hectares. Zones are a boundary file or a GeoDataFrame, rasters are files of class codes or arrays of NumPy; tables are data frames of
pandas with the columns that the command line writes. What stops the work is an :class:`Error` with the sentences of the command
line, whose options are keywords here (``--raster-crs`` is ``raster_crs``); what the user should know is a :class:`DataWarning`.
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
    "tally",
    "transition",
    "write_hectares",
    "write_layers",
    "write_transitions",
]
