"""Transitions: the same bytes as the program's."""

import landcarbon
import pytest
from conftest import FIELDS, RASTER_ARGUMENTS, RASTERS, REPROJECTED, ZONE_ARGUMENTS, ZONES

pytestmark = pytest.mark.filterwarnings(REPROJECTED)


@pytest.mark.parametrize("extension", ["csv", "json", "parquet"])
def test_the_frame_has_the_programs_bytes(program, tmp_path, extension):
    ours, theirs = (tmp_path / f"{of}.{extension}" for of in ("python", "program"))
    frame = landcarbon.transition(ZONES, RASTERS, legend="cnlucc", **FIELDS)
    landcarbon.write_transitions(frame, ours)
    program.out("transition", *ZONE_ARGUMENTS, *RASTER_ARGUMENTS, "--legend", "cnlucc", "--out", theirs)
    assert ours.read_bytes() == theirs.read_bytes()


def test_each_class_adds_up_to_its_tally():
    changes = landcarbon.transition(ZONES, RASTERS, legend="cnlucc", **FIELDS)
    tally = landcarbon.tally(ZONES, RASTERS, legend="cnlucc", **FIELDS)
    expected = tally.set_index(["zone", "label", "class"])["hectares"]
    for side in ("from", "to"):
        keys = ["from_label", "to_label", "zone", f"{side}_class"]
        for (from_label, to_label, zone, name), hectares in changes.groupby(keys)["hectares"].sum().items():
            label = from_label if side == "from" else to_label
            assert abs(hectares - expected[zone, label, name]) < 1e-6


def test_one_raster_is_too_few(program):
    expected = program.sentences("transition", *ZONE_ARGUMENTS, "--raster", RASTERS[2020])
    expected = expected.replace("with raster too", "in rasters too")
    with pytest.raises(landcarbon.Error) as raised:
        landcarbon.transition(ZONES, RASTERS[2020], **FIELDS)
    assert str(raised.value) == expected


def test_rasters_of_one_label_or_too_few_give_no_empty_table():
    covered = landcarbon.Coverage(ZONES, RASTERS[2020], **FIELDS)
    for transition in (lambda rasters: landcarbon.transition(ZONES, rasters, **FIELDS), covered.transition):
        with pytest.raises(landcarbon.Error, match="two rasters have the label"):
            transition([RASTERS[2020]] * 2)
        with pytest.raises(landcarbon.Error, match="at least two rasters"):
            transition(RASTERS[2020])


def test_a_frame_that_is_no_table_of_transitions_is_refused(tmp_path):
    frame = landcarbon.tally(ZONES, RASTERS[2020], **FIELDS)
    with pytest.raises(landcarbon.Error, match="lacks the column.*from_label"):
        landcarbon.write_transitions(frame, tmp_path / "x.csv")
    with pytest.raises(landcarbon.Error, match="use .csv, .json or .parquet"):
        landcarbon.write_hectares(frame, tmp_path / "x.xls")
    with pytest.raises(landcarbon.Error, match="the class"):
        landcarbon.write_hectares(frame.assign(**{"class": "Forest!"}), tmp_path / "x.csv")
