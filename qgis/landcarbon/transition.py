"""Land-use transition."""

from __future__ import annotations

from . import table
from .table_algorithm import TableAlgorithm


class LandUseTransition(TableAlgorithm):
    """Hectares per zone and pair of classes, from raster to raster: `landcarbon transition`."""

    NAME = "transition"
    TITLE = "Land-use transition"
    COMMAND = "transition"
    OUTPUT_TITLE = "Transitions"
    TYPES = table.TRANSITIONS
