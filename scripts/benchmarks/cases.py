"""The cases: which files, which programs. Each has a key that the page refers to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inputs import COUNTIES, PROVINCE_EXTENT, Inputs, Raster, Zones
from programs import ALL

EVERY_PEER = tuple(peer.name for peer in ALL)
FEW_PEERS = ("exactextract-feature", "gdal-feature", "rasterstats")
ONE_PEER = ("exactextract-feature",)


@dataclass(frozen=True)
class Sizes:
    """How large the inputs of a run are."""

    sides: tuple[int, ...]
    main_side: int
    national_km: int
    years: tuple[int, ...]
    rounds: int
    main_rounds: int


FULL = Sizes(sides=(5_000, 10_000, 20_000, 40_000), main_side=20_000, national_km=1, years=(1, 3, 34), rounds=3, main_rounds=5)
QUICK = Sizes(sides=(1_000, 2_000, 4_000, 8_000), main_side=4_000, national_km=4, years=(1, 3, 6), rounds=2, main_rounds=2)


@dataclass(frozen=True)
class Case:
    key: str
    group: str
    peers: tuple[str, ...]
    rounds: int
    make: Callable[[Inputs], tuple[list[Raster], Zones]]
    threads: int | None = None
    # Whether to profile the run.
    profiled: bool = False


def cases(sizes: Sizes, cores: int) -> Iterator[Case]:
    side = sizes.main_side

    def province(side: int = side, layout: str = "deflate", pieces: int = 1, counties: int = 0):
        def make(inputs: Inputs) -> tuple[list[Raster], Zones]:
            raster = inputs.province(side, layout)
            zones = inputs.counties(raster.cell, counties) if counties else inputs.prefectures(raster.cell, pieces)
            return [raster], zones

        return make

    def nation(years: int):
        def make(inputs: Inputs) -> tuple[list[Raster], Zones]:
            rasters = [inputs.nation(year) for year in range(years)]
            return rasters, inputs.national_counties(rasters[0].cell)

        return make

    yield Case("main", "peers", EVERY_PEER, sizes.main_rounds, province(), profiled=True)
    yield Case("speckled", "speckled", FEW_PEERS, sizes.rounds, lambda inputs: ([inputs.speckled(side)], inputs.prefectures(PROVINCE_EXTENT / side)), profiled=True)
    for layout in ("lzw", "zstd", "lzw-strips"):
        yield Case(f"layout-{layout}", "layouts", FEW_PEERS, sizes.rounds, province(layout=layout))
    for count in (100, COUNTIES):
        yield Case(f"zones-{count}", "zones", FEW_PEERS, sizes.rounds, province(counties=count), profiled=count == COUNTIES)
    for other in sizes.sides:
        if other != side:
            yield Case(f"cells-{other}", "cells", ONE_PEER, sizes.rounds, province(side=other))
    for pieces in (4, 16):
        yield Case(f"vertices-{pieces}", "vertices", ONE_PEER, sizes.rounds, province(pieces=pieces))
    for threads in dict.fromkeys((1, 2, cores)):
        yield Case(f"threads-{threads}", "threads", (), sizes.main_rounds, province(), threads)
    yield Case("years-1", "nation", (*FEW_PEERS, "extractrs"), sizes.rounds, nation(1), profiled=True)
    for years in sizes.years[1:]:
        yield Case(f"years-{years}", "nation", ("extractrs",), sizes.rounds, nation(years), profiled=years == sizes.years[-1])
    yield Case("example", "example", (), sizes.main_rounds, lambda inputs: inputs.example(), profiled=True)


GROUPS = tuple(dict.fromkeys(case.group for case in cases(FULL, 2)))
