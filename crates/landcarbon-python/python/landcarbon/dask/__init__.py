"""Tallies on a cluster that runs Dask: for rasters that outgrow one machine.

The work is cut into rows of whole blocks, sized by the bytes that there are to decode; each task returns a partial tally, whose
sums are exact integers; these are added up in a tree. The result is that of :func:`landcarbon.tally` on one machine, to the last
bit, however many workers there are, whatever order they work in, and whether or not one is lost on the way.
"""

from ._tally import tally

__all__ = ["tally"]
