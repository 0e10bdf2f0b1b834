"""Tallies: the same bytes as the program's, whatever the zones and rasters come as."""

import multiprocessing
import pickle
import threading
import warnings

import landcarbon
import pandas
import pytest
from conftest import EDGE, FIELDS, RASTER_ARGUMENTS, RASTERS, REPROJECTED, ZONE_ARGUMENTS, ZONES

#: Another datum than that of the example's rasters.
ALBERS = "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=krass +units=m"

pytestmark = pytest.mark.filterwarnings(REPROJECTED)


def written(frame, path):
    landcarbon.write_hectares(frame, path)
    return path.read_bytes()


@pytest.mark.parametrize("extension", ["csv", "json", "parquet"])
def test_the_frame_has_the_programs_bytes(program, tmp_path, extension):
    frame = landcarbon.tally(ZONES, RASTERS, legend="cnlucc", **FIELDS)
    out = tmp_path / f"program.{extension}"
    program.out("tally", *ZONE_ARGUMENTS, *RASTER_ARGUMENTS, "--legend", "cnlucc", "--out", out)
    assert written(frame, tmp_path / f"python.{extension}") == out.read_bytes()
    assert list(frame.columns) == ["zone", "name", "label", "class", "hectares", "code"]
    assert frame["hectares"].dtype == "float64"


def test_a_parquet_of_the_program_is_the_frame_to_the_bit(program, tmp_path):
    out = tmp_path / "program.parquet"
    program.out("tally", *ZONE_ARGUMENTS, *RASTER_ARGUMENTS, "--legend", "cnlucc", "--out", out)
    frame = landcarbon.tally(ZONES, RASTERS, legend="cnlucc", **FIELDS)
    pandas.testing.assert_frame_equal(
        frame, pandas.read_parquet(out), check_exact=True, check_dtype=False
    )


@pytest.mark.parametrize(
    "change, arguments",
    [
        ({"coverage": "center"}, ["--coverage", "center"]),
        ({"coverage": "touched"}, ["--coverage", "touched"]),
        ({"area": "planar"}, ["--area", "planar"]),
        ({"raster_crs": ALBERS}, ["--raster-crs", ALBERS]),
        ({"legend": "cnlucc-level1", "allow_unmapped": True}, ["--legend", "cnlucc-level1", "--allow-unmapped"]),
        ({"band": 1, "threads": 2}, ["--threads", "2"]),
    ],
)
def test_options_are_those_of_the_program(program, change, arguments):
    rasters = {2020: RASTERS[2020]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", landcarbon.DataWarning)
        frame = landcarbon.tally(ZONES, rasters, **FIELDS, **change)
    expected = program.table(
        "tally", *ZONE_ARGUMENTS, "--raster", f"2020={RASTERS[2020]}", *arguments
    )
    assert csv(frame) == expected


def csv(frame):
    return landcarbon._native.hectares_table(
        "x.csv",
        [frame[name].tolist() for name in ("zone", "name", "label", "class")],
        frame["hectares"].tolist(),
        [code if isinstance(code, str) else None for code in frame["code"]],
    )


def test_zones_may_be_a_geodataframe(cities):
    of_file = landcarbon.tally(ZONES, RASTERS, legend="cnlucc", **FIELDS)
    of_frame = landcarbon.tally(cities, RASTERS, legend="cnlucc", **FIELDS)
    pandas.testing.assert_frame_equal(of_file, of_frame, check_exact=True)


def test_ids_of_a_geodataframe_are_texts_as_in_a_file(cities):
    expected = landcarbon.tally(cities, RASTERS[2020], zone_id="adcode")["zone"]
    for kind in ("int64", "float64", "Int64", "object"):
        cities["adcode"] = cities["adcode"].astype(int).astype(kind)
        found = landcarbon.tally(cities, RASTERS[2020], zone_id="adcode")["zone"]
        assert found.tolist() == expected.tolist(), kind


def test_rasters_are_labelled_by_their_stems(tmp_path):
    one = landcarbon.tally(ZONES, RASTERS[2020], **FIELDS)
    assert set(one["label"]) == {"landuse-2020"}
    opened = landcarbon.Raster(RASTERS[2015])
    two = landcarbon.tally(ZONES, [str(RASTERS[2020]), opened], **FIELDS)
    assert two["label"].drop_duplicates().tolist() == ["landuse-2020", "landuse-2015"]


def test_a_coverage_is_built_once_and_used_for_every_raster():
    raster = landcarbon.Raster(RASTERS[2010])
    coverage = landcarbon.Coverage(ZONES, raster, **FIELDS)
    together = landcarbon.tally(ZONES, RASTERS, legend="cnlucc", **FIELDS)
    apart = [coverage.tally({year: path}, legend="cnlucc") for year, path in RASTERS.items()]
    pandas.testing.assert_frame_equal(
        pandas.concat(apart, ignore_index=True), together, check_exact=True
    )
    assert coverage.grid == raster.grid
    first, end = coverage.rows
    assert 0 <= first < end <= raster.height


def test_threads_of_python_may_tally_at_once():
    coverage = landcarbon.Coverage(ZONES, RASTERS[2010], **FIELDS)
    alone = {year: coverage.tally({year: path}) for year, path in RASTERS.items()}
    found = {}

    def work(year):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found[year] = [coverage.tally({year: RASTERS[year]}) for _ in range(5)]

    threads = [threading.Thread(target=work, args=(year,)) for year in RASTERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for year, frames in found.items():
        assert all(frame.equals(alone[year]) for frame in frames)
    assert len(found) == len(RASTERS)


def _sum_hectares(year):
    return landcarbon.tally(ZONES, RASTERS[year], **FIELDS)["hectares"].sum()


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes_of_any_kind_tally(method):
    here = [_sum_hectares(year) for year in RASTERS]
    context = multiprocessing.get_context(method)
    with context.Pool(2) as pool:
        assert pool.map_async(_sum_hectares, RASTERS).get(timeout=60) == here


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_the_number_of_threads_changes_nothing(threads):
    expected = landcarbon.tally(ZONES, RASTERS, **FIELDS)
    assert landcarbon.tally(ZONES, RASTERS, threads=threads, **FIELDS).equals(expected)


def test_a_raster_says_what_a_planner_needs():
    raster = landcarbon.Raster(RASTERS[2020])
    assert (raster.width, raster.height) == (raster.grid.width, raster.grid.height)
    assert raster.dtype == "uint8"
    assert raster.block[0] > 0 and raster.block[1] > 0
    assert len(raster.transform) == 6 and raster.transform[5] < 0
    assert raster.warnings == [] and not raster.in_order
    assert "PROJCS" in raster.crs or "GEOGCS" in raster.crs


def test_what_is_pickled_comes_back(cities):
    raster = pickle.loads(pickle.dumps(landcarbon.Raster(RASTERS[2020], crs=ALBERS)))
    assert raster.path == RASTERS[2020] and "Krassovsky" in raster.crs
    raster = pickle.loads(pickle.dumps(landcarbon.Raster(RASTERS[2020])))
    assert pickle.loads(pickle.dumps(raster.grid)) == raster.grid
    for zones in (ZONES, cities):
        coverage = landcarbon.Coverage(zones, raster, coverage="center", **_ignored(FIELDS))
        again = pickle.loads(pickle.dumps(coverage))
        assert again.tally(raster).equals(coverage.tally(raster))


def _ignored(fields):
    warnings.simplefilter("ignore", landcarbon.DataWarning)
    return fields


def test_warnings_are_the_programs(program):
    with pytest.warns(landcarbon.DataWarning) as caught:
        warnings.simplefilter("always")
        landcarbon.tally(ZONES, RASTERS[2020], coverage="center", area="planar", **FIELDS)
    done = program.run(
        *["--color", "never", "tally", *ZONE_ARGUMENTS, "--raster", RASTERS[2020]],
        *["--coverage", "center", "--area", "planar"],
    )
    said = [line for line in done.stderr.decode().splitlines() if line.startswith("warning: ")]
    assert [f"warning: {warning.message}" for warning in caught] == said
    assert len(said) > 1
    assert {warning.filename for warning in caught} == {__file__}


@pytest.mark.parametrize(
    "change, arguments, kind",
    [
        ({"zone_id": "code"}, ["--zone-id", "code"], landcarbon.ZonesError),
        ({"zones": EDGE / "bow-tie.geojson", "zone_id": "id", "zone_name": None}, None, landcarbon.ZonesError),
        ({"zones_crs": "EPSG:9"}, ["--zones-crs", "EPSG:9"], landcarbon.Error),
        ({"legend": "clc"}, ["--legend", "clc"], landcarbon.Error),
        ({"legend": "globeland30"}, ["--legend", "globeland30"], landcarbon.RasterError),
        ({"rasters": "none.tif"}, None, landcarbon.RasterError),
        ({"band": 9}, ["--band", "9"], landcarbon.RasterError),
    ],
)
def test_errors_have_the_programs_sentences(program, change, arguments, kind):
    options = {"zones": ZONES, "rasters": RASTERS[2020], **FIELDS, **change}
    command = ["--zones", options["zones"], "--raster", options["rasters"]]
    command += ["--zone-id", options["zone_id"]] if "--zone-id" not in (arguments or []) else []
    command += ["--zone-name", options["zone_name"]] if options["zone_name"] else []
    expected = program.sentences("tally", *command, *(arguments or []))
    with pytest.raises(landcarbon.Error) as raised:
        landcarbon.tally(options.pop("zones"), options.pop("rasters"), **options)
    assert str(raised.value) == expected
    assert type(raised.value) is kind


def test_what_python_alone_can_get_wrong_is_told(cities):
    cases = [
        (dict(coverage="exakt"), "exact, center or touched"),
        (dict(area="flat"), "true or planar"),
        (dict(layer="cities"), "no layers"),
        (dict(zone_id="code"), 'no column "code"; the table has adcode'),
    ]
    for change, words in cases:
        options = {"zone_id": "adcode", **change}
        with pytest.raises(landcarbon.Error, match=words):
            landcarbon.tally(cities, RASTERS[2020], **options)
    with pytest.raises(landcarbon.Error, match='two rasters have the label "landuse-2020"'):
        landcarbon.tally(cities, [RASTERS[2020]] * 2, zone_id="adcode")
    with pytest.raises(landcarbon.ZonesError, match="zones_crs"):
        landcarbon.tally(cities.set_crs(None, allow_override=True), RASTERS[2020], zone_id="adcode")
    cities.loc[3, "adcode"] = None
    with pytest.raises(landcarbon.ZonesError, match="feature number 4 has no id"):
        landcarbon.tally(cities, RASTERS[2020], zone_id="adcode")
