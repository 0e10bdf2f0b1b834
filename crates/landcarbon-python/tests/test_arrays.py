"""Arrays of NumPy as rasters: they count as files of the same cells."""

import pickle
import subprocess
import sys
import textwrap

import landcarbon
import numpy
import pandas
import pytest
import rasterio
from conftest import FIELDS, RASTERS, REPROJECTED, ZONES

pytestmark = pytest.mark.filterwarnings(REPROJECTED)

TYPES = "uint8 uint16 int16 uint32 int32 uint64 int64 float32 float64".split()


@pytest.fixture(scope="module")
def source():
    with rasterio.open(RASTERS[2020]) as file:
        return file.read(1), file.transform, file.crs, file.nodata


@pytest.fixture(scope="module")
def expected():
    return landcarbon.tally(ZONES, {"array": RASTERS[2020]}, legend="cnlucc", **FIELDS)


def tallied(raster):
    return landcarbon.tally(ZONES, raster, legend="cnlucc", **FIELDS)


@pytest.mark.parametrize("data_type", TYPES)
def test_an_array_of_any_type_counts_as_the_file(source, expected, data_type):
    array, transform, crs, nodata = source
    raster = landcarbon.ArrayRaster(array.astype(data_type), transform, crs, nodata)
    pandas.testing.assert_frame_equal(tallied(raster), expected, check_exact=True)
    assert raster.dtype == data_type


def test_bytes_with_a_sign_keep_it(source):
    array, transform, crs, nodata = source
    codes = (array.astype("int16") - 100).astype("int8")
    raw = {}
    for kind in ("int8", "int16"):
        raster = landcarbon.ArrayRaster(codes.astype(kind), transform, crs, nodata=-1, name="x")
        raw[kind] = landcarbon.tally(ZONES, raster, **FIELDS)
    assert raw["int8"].equals(raw["int16"])
    assert raw["int8"]["class"].str.startswith("code-minus-").any()


def test_the_order_in_memory_does_not_matter(source, expected):
    array, transform, crs, nodata = source
    wide = numpy.zeros((array.shape[0] * 2, array.shape[1] * 3), dtype=array.dtype)
    wide[::2, ::3] = array
    upside_down = numpy.ascontiguousarray(array[::-1])[::-1]
    for other in (numpy.asfortranarray(array), wide[::2, ::3], upside_down):
        raster = landcarbon.ArrayRaster(other, transform.to_gdal(), crs.to_wkt(), nodata)
        assert tallied(raster).equals(expected)


def test_arrays_and_files_are_laid_over_by_one_coverage(source, expected):
    array, transform, crs, nodata = source
    raster = landcarbon.ArrayRaster(array, transform, crs, nodata)
    coverage = landcarbon.Coverage(ZONES, RASTERS[2010], **FIELDS)
    assert coverage.tally(raster, legend="cnlucc").equals(expected)
    of_rows = [coverage.tally_rows(raster, rows, legend="cnlucc") for rows in ((0, 300), (300, raster.height))]
    assert landcarbon.merge(of_rows).equals(expected)
    from_to = landcarbon.transition(ZONES, {2010: RASTERS[2010], 2020: raster}, legend="cnlucc", **FIELDS)
    of_files = landcarbon.transition(ZONES, {y: RASTERS[y] for y in (2010, 2020)}, legend="cnlucc", **FIELDS)
    assert from_to.equals(of_files)


def test_an_array_is_not_copied(source):
    array, transform, crs, nodata = source
    array = array.copy()
    raster = landcarbon.ArrayRaster(array, transform, crs, nodata)
    before = tallied(raster)
    array[array == 21] = 11
    after = tallied(raster)
    assert after.loc[after["class"] == "forest", "hectares"].sum() < before.loc[
        before["class"] == "forest", "hectares"
    ].sum()


def test_an_array_raster_is_pickled_with_its_cells(source, expected):
    again = pickle.loads(pickle.dumps(landcarbon.ArrayRaster(*source)))
    assert isinstance(again, landcarbon.ArrayRaster)
    assert tallied(again).equals(expected)


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda a: a.tolist(), "no array of NumPy"),
        (lambda a: a[0], "has 1 dimensions"),
        (lambda a: a.astype("complex64"), "its cells are complex64"),
        (lambda a: a.astype(">u2"), "order of bytes"),
        (lambda a: a.astype("float16"), "its cells are float16"),
        (lambda a: numpy.ma.masked_equal(a, 21), "masked array"),
    ],
)
def test_what_is_no_raster_is_refused(source, change, words):
    array, *rest = source
    with pytest.raises(landcarbon.RasterError, match=words):
        landcarbon.ArrayRaster(change(array), *rest)


def test_fractions_are_refused_at_their_cell(source):
    array, transform, crs, nodata = source
    array = array.astype("float32")
    array[300, 200] = 11.5
    raster = landcarbon.ArrayRaster(array, transform, crs, nodata, name="lucc")
    with pytest.raises(landcarbon.RasterError, match="lucc: the cell at column 200, row 300 holds 11.5"):
        tallied(raster)


def test_an_interrupt_ends_a_tally():
    script = textwrap.dedent(
        f"""
        import os, signal, threading, time, warnings
        import landcarbon, numpy
        warnings.simplefilter("ignore")
        cells = numpy.full((40_000, 40_000), 11, dtype="uint8")
        raster = landcarbon.ArrayRaster(cells, (835000, 12, 0, 3250000, 0, -16), landcarbon.Raster({str(RASTERS[2020])!r}).crs)
        coverage = landcarbon.Coverage({str(ZONES)!r}, raster, zone_id="adcode")
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        began = time.monotonic()
        try:
            while True:
                coverage.tally(raster)
        except KeyboardInterrupt:
            print("interrupted after", time.monotonic() - began)
        """
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.stdout.startswith("interrupted after 0."), done.stderr
