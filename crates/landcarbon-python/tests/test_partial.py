"""Partial tallies: of any rows, added in any order, the same bytes as a whole tally."""

import pickle

import landcarbon
import pytest
from conftest import FIELDS, RASTER_ARGUMENTS, RASTERS, REPROJECTED, ZONE_ARGUMENTS, ZONES

pytestmark = pytest.mark.filterwarnings(REPROJECTED)


@pytest.fixture(scope="module")
def coverage():
    return landcarbon.Coverage(ZONES, RASTERS[2010], **FIELDS)


@pytest.fixture(scope="module")
def whole(coverage):
    return coverage.tally(RASTERS, legend="cnlucc")


def ranges(coverage, parts):
    first, end = coverage.rows
    edges = [first + (end - first) * part // parts for part in range(parts + 1)]
    return list(zip(edges, edges[1:]))


def parts(coverage, count, rasters=RASTERS):
    rows = ranges(coverage, count)
    return [coverage.tally_rows(rasters, of, legend="cnlucc") for of in rows]


def test_parts_in_any_order_make_the_whole(coverage, whole):
    found = parts(coverage, 5)
    assert landcarbon.merge(found).equals(whole)
    assert landcarbon.merge(found[::-1]).equals(whole)


def test_a_tree_of_additions_makes_the_whole(coverage, whole):
    level = [
        part
        for year, path in RASTERS.items()
        for part in parts(coverage, 4, {year: path})
    ]
    by_year = [level[i : i + 4] for i in range(0, len(level), 4)]
    forwards = [(a + b) + (c + d) for a, b, c, d in by_year]
    backwards = [d.add(c).add(b).add(a) for a, b, c, d in by_year]
    assert forwards == backwards
    years = (forwards[0] + forwards[1]) + forwards[2]
    assert years.labels == ["2010", "2015", "2020"]
    assert years.rows == years.covered == coverage.rows
    assert landcarbon.merge([years]).equals(whole)


def test_what_does_not_add_up_is_refused(coverage):
    first, second, third = parts(coverage, 3)
    with pytest.raises(landcarbon.MergeError, match="follow one another"):
        first.add(third)
    with pytest.raises(landcarbon.MergeError, match="follow one another"):
        first.add(first)
    with pytest.raises(landcarbon.MergeError, match="no partial tally has rows"):
        landcarbon.merge([first, third])
    with pytest.raises(landcarbon.MergeError, match=r"partial tally 1 .* and partial tally 3 .* both have rows"):
        landcarbon.merge([first, second, first, third])
    raw = coverage.tally_rows(RASTERS, second.rows)
    with pytest.raises(landcarbon.MergeError, match="different legends"):
        first.add(raw)
    with pytest.raises(landcarbon.Error, match="A below B"):
        coverage.tally_rows(RASTERS, (7, 7))
    with pytest.raises(landcarbon.RasterError, match="there are no rows"):
        coverage.tally_rows(RASTERS, (0, 10**6))


def test_json_is_what_the_program_writes_and_reads(coverage, whole, program, tmp_path):
    first, end = coverage.rows
    middle = (first + end) // 2
    upper, lower = tmp_path / "upper.json", tmp_path / "lower.json"
    options = [*ZONE_ARGUMENTS, *RASTER_ARGUMENTS, "--legend", "cnlucc"]
    program.out("tally", *options, "--rows", f"{first}..{middle}", "--out", upper)
    part = coverage.tally_rows(RASTERS, (first, middle), legend="cnlucc")
    assert part.to_json() == upper.read_bytes()
    assert landcarbon.PartialTally.from_json(upper.read_bytes()) == part

    lower.write_bytes(coverage.tally_rows(RASTERS, (middle, end), legend="cnlucc").to_json())
    landcarbon.write_hectares(whole, tmp_path / "whole.csv")
    assert program.table("merge", upper, lower) == (tmp_path / "whole.csv").read_bytes()


def test_a_pickle_is_the_same_tally(coverage):
    (part,) = parts(coverage, 1)
    assert pickle.loads(pickle.dumps(part)) == part
    with pytest.raises(landcarbon.Error, match="no partial tally"):
        landcarbon.PartialTally(b"{}")
