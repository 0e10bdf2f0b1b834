"""Tallies on a Dask cluster, for rasters that are too large for one machine.

The work is divided into rows of whole blocks, sized by the bytes to decode. Each task returns a partial tally, whose sums are exact
integers, and these are added up in a tree. The result equals that of :func:`landcarbon.tally` on one machine to the last bit, for any
number of workers and any order of their work, and also if workers are lost.
"""

from ._tally import tally

__all__ = ["tally"]
