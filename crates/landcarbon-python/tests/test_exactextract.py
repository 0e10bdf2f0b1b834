"""Against exactextract, which shares cells by the same geometry in floating point.

It knows shares and not areas: hectares of a class are its cells, times their share, times the area of a cell in the plane. The two differ
by 7.5e-11 of a zone at most; the tolerance is 1e-9.
"""

import exactextract
import landcarbon
import pandas
import pytest
import rasterio
from conftest import RASTERS

TOLERANCE = 1e-9


@pytest.mark.parametrize("year", RASTERS)
def test_hectares_are_those_of_exactextract(year, cities):
    with rasterio.open(RASTERS[year]) as raster:
        zones = cities.to_crs(raster.crs)
        hectares_a_cell = abs(raster.transform.determinant) / 1e4
        found = exactextract.exact_extract(
            raster, zones, ["unique", "frac", "count"], include_cols="adcode", output="pandas"
        )
    theirs = {
        (row["adcode"], f"code-{int(code)}"): part * row["count"] * hectares_a_cell
        for _, row in found.iterrows()
        for code, part in zip(row["unique"], row["frac"])
    }
    theirs = pandas.Series(theirs).sort_index()

    # Vertices alone are projected, as there: no edge is cut.
    frame = landcarbon.tally(zones, RASTERS[year], area="planar", zone_id="adcode")
    ours = frame[frame["class"].str.startswith("code-") & (frame["hectares"] > 0)]
    ours = ours.set_index(["zone", "class"])["hectares"].sort_index()

    assert list(ours.index) == list(theirs.index)
    of_zone = ours.groupby("zone").transform("sum")
    assert ((ours - theirs).abs() / of_zone).max() < TOLERANCE
