"""Tallies on a cluster of worker processes: the very bytes of one machine, also when one of them is killed."""

import os
import random
import signal
from pathlib import Path

import geopandas
import landcarbon
import landcarbon.dask
import numpy
import pytest
import rasterio
from conftest import FIELDS, RASTER_ARGUMENTS, RASTERS, REPROJECTED, ZONE_ARGUMENTS, ZONES
from dask.distributed import Client, LocalCluster, WorkerPlugin
from landcarbon.dask._rows import divide_rows
from shapely.geometry import Point, box

#: Cells of the wide raster to a side, and of its blocks.
SIDE, BLOCK = 3000, 64

#: Fewer bytes than a row of blocks has: each band of rows is a task.
SMALL = 1


@pytest.fixture
def client():
    """A client of two worker processes of one thread, on loopback, which have done nothing yet."""
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def wide(tmp_path_factory) -> Path:
    """A raster of codes 1 to 6 in blocks, with patches of no data."""
    path = tmp_path_factory.mktemp("wide") / "wide.tif"
    numbers = numpy.random.default_rng(7)
    coarse = numbers.integers(0, 7, (SIDE // 10, SIDE // 10), dtype="uint8")
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=SIDE,
        height=SIDE,
        count=1,
        dtype="uint8",
        nodata=0,
        crs="EPSG:32650",
        transform=rasterio.transform.from_origin(400_000, 3_200_000, 30, 30),
        tiled=True,
        blockxsize=BLOCK,
        blockysize=BLOCK,
        compress="deflate",
    ) as file:
        file.write(coarse.repeat(10, axis=0).repeat(10, axis=1), 1)
    return path


@pytest.fixture(scope="module")
def parcels() -> geopandas.GeoDataFrame:
    """Zones of straight and round borders, one of which lies beyond the raster in part."""
    west, north, width = 400_000, 3_200_000, SIDE * 30
    shapes = {
        "square": box(west + 1_111, north - 60_000, west + 30_000, north - 5_005),
        "round": Point(west + 50_000, north - 45_000).buffer(17_777),
        "beyond": box(west + 70_000, north - 40_000, west + width + 5_000, north - 30_000),
    }
    return geopandas.GeoDataFrame(
        {"id": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:32650"
    )


def tally_here(parcels, wide):
    with pytest.warns(landcarbon.DataWarning, match="outside the raster"):
        return landcarbon.tally(parcels, wide, zone_id="id", legend="cnlucc-level1")


@pytest.mark.filterwarnings(REPROJECTED)
@pytest.mark.parametrize("options", [{}, {"coverage": "center"}, {"legend": "raw"}])
def test_the_example_has_the_bytes_of_the_command_line(client, program, tmp_path, options):
    options = {"legend": "cnlucc", **options}
    arguments = [word for key, value in options.items() for word in (f"--{key}", value)]
    expected = program.table("tally", *ZONE_ARGUMENTS, *RASTER_ARGUMENTS, *arguments)
    with pytest.warns(landcarbon.DataWarning):
        frame = landcarbon.dask.tally(
            client, ZONES, RASTERS, **FIELDS, **options, task_bytes=SMALL
        )
    landcarbon.write_hectares(frame, tmp_path / "hectares.csv")
    assert (tmp_path / "hectares.csv").read_bytes() == expected


@pytest.mark.filterwarnings("ignore::landcarbon.DataWarning")
def test_any_size_of_tasks_gives_the_same(client, parcels, wide):
    expected = tally_here(parcels, wide)
    for size in (SMALL, 1_000_000, 1 << 40):
        frame = landcarbon.dask.tally(
            client, parcels, wide, zone_id="id", legend="cnlucc-level1", task_bytes=size
        )
        assert frame.equals(expected), size


@pytest.mark.filterwarnings("ignore::landcarbon.DataWarning")
def test_zones_travel_and_are_laid_once_in_each_worker(client, parcels, wide, tmp_path):
    later = tmp_path / "later.tif"
    later.write_bytes(wide.read_bytes())
    rasters = {"2010": wide, "2020": later}
    landcarbon.dask.tally(client, parcels, rasters, zone_id="id", task_bytes=SMALL)

    def laid() -> int:
        from landcarbon.dask import _worker

        return _worker.overlays.made

    def fetched(dask_worker) -> int:
        keys = (key for transfer in dask_worker.transfer_incoming_log for key in transfer["keys"])
        return sum("landcarbon-zones" in key for key in keys)

    assert list(client.run(laid).values()) == [1, 1]
    assert sorted(client.run(fetched).values()) == [0, 1]


@pytest.mark.filterwarnings("ignore::landcarbon.DataWarning")
def test_nothing_is_left_behind(client, parcels, wide):
    landcarbon.dask.tally(client, parcels, wide, zone_id="id", task_bytes=SMALL)

    def left(dask_scheduler) -> int:
        return sum(str(key).startswith("landcarbon-") for key in dask_scheduler.tasks)

    for _ in range(50):
        if client.run_on_scheduler(left) == 0:
            return
        client.run(lambda: None)
    raise AssertionError(client.run_on_scheduler(left))


class Killed(WorkerPlugin):
    """Kills the worker with a certain name when it has done so many parts: no last word, no clean end."""

    name = "killed"

    def __init__(self, victim: str, parts: int, mark: Path) -> None:
        self.victim, self.parts, self.mark = victim, parts, mark

    def setup(self, worker) -> None:
        self.worker = worker

    def transition(self, key, start, finish, **kwargs) -> None:
        if self.worker.address != self.victim or finish != "memory":
            return
        if str(key).startswith("landcarbon-part"):
            self.parts -= 1
        if self.parts == 0:
            self.mark.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.filterwarnings("ignore::landcarbon.DataWarning")
@pytest.mark.parametrize("parts", [1, 7])
def test_a_killed_worker_changes_nothing(client, parcels, wide, tmp_path, parts):
    expected = tally_here(parcels, wide)
    mark = tmp_path / "killed"
    victim, survivor = client.scheduler_info()["workers"]
    client.register_plugin(Killed(victim, parts, mark))
    try:
        frame = landcarbon.dask.tally(
            client, parcels, wide, zone_id="id", legend="cnlucc-level1", task_bytes=SMALL
        )
    finally:
        client.unregister_worker_plugin("killed")
    assert frame.equals(expected)
    assert mark.exists(), "the worker was not killed"
    assert survivor in client.scheduler_info()["workers"]


def test_what_is_wrong_with_a_raster_is_said_with_rows_and_worker(client, parcels, wide):
    with pytest.raises(landcarbon.RasterError) as error:
        landcarbon.dask.tally(client, parcels, wide, zone_id="id", legend="cnlucc", task_bytes=SMALL)
    assert "cnlucc" in str(error.value)
    assert 'of "wide", in the worker tcp://127.0.0.1:' in str(error.value)


def test_a_raster_that_is_not_there_has_the_sentence_of_the_command_line(client, parcels, tmp_path):
    missing = tmp_path / "missing.tif"
    with pytest.raises(landcarbon.Error) as here:
        landcarbon.tally(parcels, missing, zone_id="id")
    with pytest.raises(landcarbon.Error) as there:
        landcarbon.dask.tally(client, parcels, missing, zone_id="id")
    assert str(there.value) == str(here.value)


def test_what_is_in_no_file_is_refused(client, parcels):
    cells = numpy.zeros((2, 2), "uint8")
    array = landcarbon.ArrayRaster(cells, (4e5, 30, 0, 3.2e6, 0, -30), "EPSG:32650")
    for raster in (array, cells):
        with pytest.raises(landcarbon.Error, match="workers open files"):
            landcarbon.dask.tally(client, parcels, {"a": raster}, zone_id="id")


@pytest.mark.filterwarnings("ignore::landcarbon.DataWarning")
def test_a_legend_in_a_file_of_the_client_is_sent(client, parcels, wide, tmp_path):
    head = 'name = "two"\ntitle = "Two"\nsource = "a test"\nmapping = "a test"\nclasses = ["forest", "water"]\n'
    code = '[[code]]\nvalue = {}\nlabel = "a"\nclass = "{}"\n'
    codes = (code.format(value, "forest" if value < 4 else "water") for value in range(1, 7))
    legend = tmp_path / "two.toml"
    legend.write_text(head + "".join(codes))
    expected = landcarbon.tally(parcels, wide, zone_id="id", legend=legend)
    sent = landcarbon._native.Legend(str(legend))
    legend.unlink()
    frame = landcarbon.dask.tally(
        client, parcels, wide, zone_id="id", legend=sent, task_bytes=SMALL
    )
    assert frame.equals(expected)


def test_rows_are_cut_between_loads():
    assert divide_rows([(0, 64, 5), (64, 128, 5), (192, 256, 9), (256, 300, 1)], (10, 290), 10) == [
        (10, 128),
        (128, 290),
    ]
    assert divide_rows([(0, 64, 5)], (10, 20), 1) == [(10, 20)]


def test_tasks_follow_one_another_and_have_their_bytes():
    numbers = random.Random(3)
    for _ in range(500):
        ends = sorted(numbers.sample(range(1, 1000), numbers.randint(1, 40)))
        loads = [(start, end, numbers.randint(0, 9)) for start, end in zip([0, *ends], ends)]
        covered = (numbers.randrange(ends[0]), numbers.randint((ends[-2] if ends[1:] else 0) + 1, ends[-1]))
        if covered[0] >= covered[1]:
            continue
        size = numbers.randint(1, 30)
        cut = divide_rows(loads, covered, size)
        assert [cut[0][0], cut[-1][1]] == list(covered)
        assert all(before[1] == after[0] for before, after in zip(cut, cut[1:]))
        assert all(start < end for start, end in cut)
        bytes_of = lambda rows: sum(load for _, end, load in loads if rows[0] < end <= rows[1])  # noqa: E731
        assert all(bytes_of(rows) >= size for rows in cut[:-1])
