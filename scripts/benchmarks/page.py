"""Writes docs/performance.md and its plot from the record of a run."""

import re
import textwrap
from pathlib import Path
from statistics import median

import larger
import phases
import plot
from programs import ALL, BY_NAME, DECODE, OURS

LAYOUTS = {"main": "DEFLATE, tiles of 512", "layout-lzw": "LZW, tiles of 512", "layout-zstd": "ZSTD, tiles of 512", "layout-lzw-strips": "LZW, strips of a row"}
LINK = "images/performance.svg"


def write(data: dict, folder: Path) -> None:
    cases = data["cases"]
    parts = [introduction(data), peers(cases), speckled(cases), layouts(cases), zones(cases), nation(cases), example(cases), where(cases), scaling(cases), agreement(cases, data), beyond(cases, data), AGAIN]
    (folder / "images").mkdir(parents=True, exist_ok=True)
    (folder / LINK).write_text(plot.draw(panels(cases)))
    text = "\n\n".join(part for part in parts if part)
    (folder / "performance.md").write_text("\n\n".join(map(wrap, text.split("\n\n"))) + "\n")


def wrap(block: str) -> str:
    """Wraps prose and lists at 120 columns; headings, tables, pictures and code stay as they are."""
    if block.startswith(("#", "|", "!", "```")):
        return block
    lines = block.splitlines() if block.startswith("- ") else [block]
    indents = ["  " if line.startswith("- ") else "" for line in lines]
    return "\n".join(
        textwrap.fill(line, 120, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        for line, indent in zip(lines, indents)
    )


# Figures of a case

def middle(case: dict, name: str, what: str = "wall") -> float | None:
    runs = case["runs"].get(name)
    return median(run[what] for run in runs) if runs else None


def spread(case: dict, name: str) -> str:
    walls = sorted(run["wall"] for run in case["runs"][name])
    return f"{seconds(walls[0])}–{seconds(walls[-1])}"


def ratio(case: dict, name: str) -> str:
    """The median of the ratios round by round, theirs to ours."""
    theirs, ours = case["runs"].get(name), case["runs"].get(OURS)
    if not theirs or not ours:
        return ""
    return f"{median(a['wall'] / b['wall'] for a, b in zip(theirs, ours)):.1f}"


def decoding(case: dict) -> float | None:
    """Seconds of decoding alone: the median of all rounds that the example printed."""
    runs = case["runs"].get(DECODE, [])
    printed = [float(word) for run in runs for word in run["printed"].split() if re.fullmatch(r"\d+\.\d+", word)]
    return median(printed) if printed else None


def seconds(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def whole(number: float) -> str:
    return f"{number:,.0f}"


def millions(number: float) -> str:
    """In words, to three digits."""
    unit, size = next((unit, size) for unit, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)) if number >= size or size == 1e6)
    return f"{number / size:.3g} {unit}"


def table(head: list[str], rows: list[list[str]], words: tuple[int, ...] = (0,)) -> str:
    """Columns of words to the left, of numbers to the right."""
    lines = [head, ["---" if column in words else "---:" for column in range(len(head))], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def label(name: str) -> str:
    return {OURS: "**landcarbon tally**", DECODE: "decoding the touched blocks alone"}.get(name) or BY_NAME[name].label


def failures(case: dict) -> list[str]:
    return [f"{label(name)}: {why}." for name, why in case["failed"].items()]


# Sections

def introduction(data: dict) -> str:
    machine, run = data["machine"], data["run"]
    commits = sorted({case["commit"] for case in data["cases"].values()})
    versions = ", ".join(f"{name} {version}" for name, version in data["versions"].items())
    sizes = " Small inputs, two rounds: a trial of the benchmark, not figures to quote." if data["quick"] else ""
    return f"""# Performance

Written by `scripts/bench` from `performance.json`; all times are measured, except where the text says that they are calculated.{sizes}

Times are those of whole processes, from start to the written table, including the reading of boundaries. The programs run in turn on the same files, round after round. Files come from memory, because each is read once beforehand. Figures are medians; a ratio is the median of the ratios of the rounds. Peak memory is the largest resident set.

- Machine: {machine["cpu"]}, {machine["mhz"]} MHz, {machine["cores"]} cores, {machine["memory_gib"]} GiB; {machine["system"]}, Linux {machine["kernel"]}.
- landcarbon: commit {", ".join(commits)}, {machine["rustc"]}, GDAL {machine["gdal"]}; {run["date"]}, load average at the start {run["load"]:.1f}.
- Peers: Python {machine["python"]}, {versions}.
- Rasters: one byte for each cell, 21 codes of CNLUCC in invented patches of all sizes, from a seed, in the Albers projection of the Chinese Academy of Sciences. {texture_words(data["cases"])}
- Zones: GeoPackage in the raster's projection. The 11 prefectures of Jiangxi; 100 and 2,875 invented zones that tile the province, and 2,875 that tile an invented country of half the national grid. Neighbours share ragged borders."""


def texture_words(cases: dict) -> str:
    case = cases.get("main")
    if not case:
        return ""
    return f"Along a row the code changes every {case['run_cells']:.0f} cells; a cell takes {case['bytes_per_cell']:.3f} bytes in DEFLATE."


def peers(cases: dict) -> str:
    case = cases.get("main")
    if not case:
        return ""
    heading = f"## {millions(case['cells'])} cells, 11 prefectures"
    size = f"{whole(case['vertices'])} vertices, {millions(case['area_cells'])} cells inside, {whole(case['perimeter_cells'])} along the borders."
    return "\n\n".join([heading, size, beside_peers(case)])


def speckled(cases: dict) -> str:
    case = cases.get("speckled")
    if not case:
        return ""
    size = (f"The same map with single stray cells, as a pixel-by-pixel classifier leaves them: along a row the code changes every {case['run_cells']:.1f} cells, "
            f"and a cell takes {case['bytes_per_cell']:.2f} bytes in DEFLATE.")
    return "\n\n".join(["### With speckle", size, beside_peers(case)])


def beside_peers(case: dict) -> str:
    """A row for each program."""
    if OURS not in case["runs"]:
        return "\n".join(f"- Not measured: {words}" for words in failures(case))
    rows = [row(case, name) for name in [OURS, *BY_NAME] if name in case["runs"]]
    head = ["", "wall s", "from–to", "CPU s", "peak MiB", "wall, landcarbon = 1", "answer"]
    notes = "\n".join(f"- Not measured: {words}" for words in failures(case))
    rounds = f"Rounds: {len(case['runs'][OURS])}. {share_of_decoding(case)}"
    return "\n\n".join(part for part in (table(head, rows, words=(0, 6)), notes, rounds) if part)


def row(case: dict, name: str) -> list[str]:
    answer = "each class, shared out exactly" if name == OURS else BY_NAME[name].answer
    return [label(name), seconds(middle(case, name)), spread(case, name), seconds(middle(case, name, "cpu")),
            whole(middle(case, name, "peak_mib")), ratio(case, name) if name != OURS else "1", answer]


def share_of_decoding(case: dict) -> str:
    alone = decoding(case)
    if alone is None:
        return "Decoding alone was not measured: the example program `decode` is missing or failed."
    ours = middle(case, OURS)
    return (f"Decoding the blocks that the zones touch, by the same route and with as many workers, takes {alone:.3f} s: "
            f"the whole run is {ours / alone:.2f} times that.")


def compact(cases: dict, keys: dict[str, str], head: str) -> str:
    """A row for each case: our time, decoding, and the ratios of the peers that ran."""
    present = {key: words for key, words in keys.items() if key in cases and cases[key]["runs"].get(OURS)}
    names = [peer.name for peer in ALL if any(peer.name in cases[key]["runs"] and key != "main" for key in present)]
    rows = []
    for key, words in present.items():
        case = cases[key]
        alone = decoding(case)
        rows.append([words, seconds(middle(case, OURS)), seconds(middle(case, OURS, "cpu")), whole(middle(case, OURS, "peak_mib")),
                     f"{middle(case, OURS) / alone:.2f}" if alone else "–",
                     *[f"{seconds(middle(case, name))} ({ratio(case, name)}×)" if name in case["runs"] else "–" for name in names]])
    notes = sorted({f"- {words}: {failure}" for key, words in present.items() if key != "main" for failure in failures(cases[key])})
    if not set(present) - {"main"}:
        return ""
    return "\n".join([table([head, "wall s", "CPU s", "peak MiB", "to decoding", *[f"{BY_NAME[name].label}, s" for name in names]], rows), "", *notes]).rstrip()


def layouts(cases: dict) -> str:
    body = compact(cases, LAYOUTS, "file")
    return f"## Compressions\n\nThe same cells and prefectures.\n\n{body}" if body else ""


def zones(cases: dict) -> str:
    body = compact(cases, zone_keys(cases), "zones (vertices)")
    return f"## Zones\n\nThe same raster; the zones tile the same province.\n\n{body}" if body else ""


def zone_keys(cases: dict) -> dict[str, str]:
    keys = ["main", *(key for key in cases if key.startswith("zones-"))]
    return {key: f"{whole(cases[key]['zones'])} ({whole(cases[key]['vertices'])})" for key in keys if key in cases}


def by_years(cases: dict) -> list[str]:
    return sorted((key for key in cases if key.startswith("years-")), key=lambda key: cases[key]["years"])


def nation(cases: dict) -> str:
    keys = by_years(cases)
    if not keys:
        return ""
    first = cases[keys[0]]
    body = compact(cases, {key: whole(cases[key]["years"]) for key in keys}, "years")
    parts = [f"## A national grid\n\n{millions(first['cells'])} cells of {first['cell'] / 1000:g} km, {whole(first['zones'])} zones with "
             f"{whole(first['vertices'])} vertices. extractrs builds its coverage once and then counts each zone's cells without classes, "
             f"which is less than what the others answer; it reads the whole raster as 8-byte floats. The years are copies of one file.", body, further_year(cases, keys)]
    return "\n\n".join(part for part in parts if part)


def further_year(cases: dict, keys: list[str]) -> str:
    one, many = cases[keys[0]], cases[keys[-1]]
    if one is many or not one["runs"].get(OURS) or not many["runs"].get(OURS):
        return ""
    more = many["years"] - one["years"]
    words = []
    for name in (OURS, "extractrs"):
        if one["runs"].get(name) and many["runs"].get(name):
            words.append(f"{label(name)} {(middle(many, name) - middle(one, name)) / more * 1000:.0f} ms")
    if decoding(one) and decoding(many):
        words.append(f"decoding alone {(decoding(many) - decoding(one)) / more * 1000:.0f} ms")
    return f"Each further year, from {one['years']} to {many['years']}: {', '.join(words)}."


def example(cases: dict) -> str:
    case = cases.get("example")
    if not case or not case["runs"].get(OURS):
        return ""
    return (f"## The example\n\n{case['years']} years of Jiangxi at 1 km, {whole(case['cells'])} cells each, and {whole(case['zones'])} prefectures with {whole(case['vertices'])} vertices in longitude "
            f"and latitude as GeoJSON: {seconds(middle(case, OURS))} s, {seconds(middle(case, OURS, 'cpu'))} s of CPU, {whole(middle(case, OURS, 'peak_mib'))} MiB.")


PROFILED = {"main": "11 zones, {cells} cells", "speckled": "the same with speckle", "zones-2875": "{zones} zones, {cells} cells", "years-1": "{zones} zones of a nation, 1 km",
            "years-34": "{years} years of it", "example": "the example"}


def where(cases: dict) -> str:
    """Milliseconds of CPU by phase."""
    present = {key: words for key, words in PROFILED.items() if cases.get(key, {}).get("profile")}
    if not present:
        return ""
    heads, columns = ["ms of CPU"], []
    for key, words in present.items():
        case = cases[key]
        heads.append(words.format(cells=millions(case["cells"]), zones=whole(case["zones"]), years=case["years"]))
        columns.append([case["profile"][name] * middle(case, OURS, "cpu") * 1000 for name in phases.NAMES])
    rows = [[name, *(whole(column[index]) for column in columns)] for index, name in enumerate(phases.NAMES)]
    return "\n\n".join(["## Where the time goes", WHERE, table(heads, rows)])


WHERE = """CPU time of whole runs. A sampling profile of one of them (`perf`) divides it among the functions on the stack; functions of the system and of libraries count where they are called. Starting the process is the work of the dynamic linker, which loads the hundred libraries that Debian's GDAL depends on; none of it is work on the data."""


def scaling(cases: dict) -> str:
    head = ["", "inside", "along borders", "vertices", "wall s", "CPU s", "peak MiB"]
    rows = []
    for words, keys in axes(cases).items():
        for key in keys:
            case = cases[key]
            rows.append([f"{words}: {axis_value(words, case)}", millions(case["area_cells"]), whole(case["perimeter_cells"]), whole(case["vertices"]),
                         seconds(middle(case, OURS)), seconds(middle(case, OURS, "cpu")), whole(middle(case, OURS, "peak_mib"))])
    if not rows:
        return ""
    return "\n\n".join(["## Scaling", f"![Seconds against cells, zones, vertices and years]({LINK})",
                        "One thing changes at a time. There are as many threads as cores, except where the number of threads changes. For more vertices, each edge of the prefectures is cut into 4 and 16.",
                        table(head, rows)])


def axes(cases: dict) -> dict[str, list[str]]:
    """The cases of each axis, in order; the main one lies on most."""
    def select(prefix: str, field: str, main: bool = True) -> list[str]:
        keys = [key for key in cases if (key.startswith(prefix) or main and key == "main") and cases[key]["runs"].get(OURS)]
        return sorted(keys, key=lambda key: cases[key][field])

    found = {"cells": select("cells-", "cells"), "zones": select("zones-", "zones"), "vertices": select("vertices-", "vertices"),
             "years": select("years-", "years", main=False), "threads": select("threads-", "threads", main=False)}
    return {words: keys for words, keys in found.items() if len(keys) > 1}


def axis_value(axis: str, case: dict) -> str:
    return millions(case[axis]) if axis == "cells" else whole(case[axis])


def panels(cases: dict) -> list[plot.Panel]:
    titles = {"cells": "Cells of the raster", "zones": "Zones", "vertices": "Vertices of the 11 prefectures", "years": "Years on the national grid"}
    made = []
    for axis, keys in axes(cases).items():
        if axis in titles:
            other = "extractrs" if axis == "years" else "exactextract-feature"
            series = [plot.Line("landcarbon", "ours", points(cases, keys, axis, lambda case: middle(case, OURS))),
                      plot.Line("extractrs (no classes)" if axis == "years" else "exactextract", "other",
                                points(cases, keys, axis, lambda case: middle(case, other))),
                      plot.Line("decoding alone", "decode", points(cases, keys, axis, decoding))]
            made.append(plot.Panel(titles[axis], axis, series))
    return made


def points(cases: dict, keys: list[str], axis: str, value) -> list[tuple[float, float]]:
    return [(cases[key][axis], found) for key in keys if (found := value(cases[key])) is not None]


def agreement(cases: dict, data: dict) -> str:
    rows = []
    for key in ("main", *(key for key in cases if key.startswith("zones-")), "years-1"):
        for name, found in cases.get(key, {}).get("answers", {}).items():
            exact, centres = found["exact"], found.get("centres")
            rows.append([f"{BY_NAME[name].label}; {whole(cases[key]['zones'])} zones, {millions(cases[key]['cells'])} cells", whole(exact["sums"]),
                         f"{exact['cells']:.2g}", f"{exact['of_zone']:.1e}", f"{centres['cells']:.2g}" if centres else "–"])
    if not rows:
        return ""
    same = [case["digest"] for key, case in cases.items() if "digest" in case and (key == "main" or case["group"] in ("layouts", "threads"))]
    ours = f"Ours in {len(same)} runs of the same cells and prefectures, with other compressions and numbers of threads: " + (
        "the same table, byte for byte." if len(set(same)) == 1 else f"{len(set(same))} different tables.")
    return f"""## Do the answers agree?

Each sum of a zone and class (or of a zone, if a program has no classes) is compared with ours, in cells: the largest difference, and the largest as a share of its zone.

{table(["", "sums", "cells", "of the zone", "cells, to `--coverage center`"], rows)}

- Programs that divide border cells exactly differ by rounding: exactextract holds the share of a cell in 32 bits, and our table has six decimals of a hectare.
- Programs that count by cell centres give each border cell wholly to one zone: their difference from exact shares is due to the method. The last column compares them with our `--coverage center`: a difference of whole cells there would come from cells whose centre is on a border.
- {ours}"""


def beyond(cases: dict, data: dict) -> str:
    national = cases.get(larger.NATIONAL_KEY)
    entries = [case for case in cases.values() if case["years"] == 1 and case["group"] != "threads" and case["raster"].endswith("-deflate.tif")
               or case is national]
    entries = [case for case in entries if case["runs"].get(OURS)]
    keys = by_years(cases)
    if not national or len(entries) < 6 or not cases[keys[-1]]["runs"].get(OURS) or len(keys) < 2:
        return ""
    time = larger.fit(entries, [middle(case, OURS) for case in entries], True)
    memory = larger.fit(entries, [middle(case, OURS, "peak_mib") for case in entries], False)
    if time.cell == 0 or memory.border == 0:
        return BEYOND + "\n\nThis run does not allow it: its rasters are too small to show the time of a cell, or the memory of a border cell."
    many = cases[keys[-1]]
    further = larger.year_cost(middle(national, OURS), middle(many, OURS), many["years"], national, time)
    bytes_per_cell = cases["main"]["bytes_per_cell"] if "main" in cases else national["bytes_per_cell"]
    rows = []
    for land in larger.lands(national):
        size = (land.cells, land.border, land.vertices)
        rows.append([land.name, whole(land.zones), millions(land.cells), millions(land.border), millions(land.vertices), f"{land.cells * bytes_per_cell / 1e9:,.1f}",
                     larger.span(time.predict(*size)), larger.span(time.predict(*size) + 33 * further.predict(*size)), larger.size(memory.predict(*size))])
    return "\n\n".join([BEYOND, table(["", "zones", "cells inside", "along borders", "vertices", "GB a year in DEFLATE", "one year", "34 years", "memory"], rows),
                        reading(time, memory, further, data)])


BEYOND = """## Larger maps, calculated

This is not measured but calculated by `scripts/benchmarks/larger.py` from the figures above, for this machine. The time of a run is modelled as a sum of four parts: for the start, for each cell inside the zones, for each cell along their borders (counted once for each zone), and for each vertex; they are fitted by least squares to the runs of one year. The model of memory is the same without the cells inside. We assume as many zones, as long borders and as many vertices for each square kilometre as on the national grid above, the same patches, and files that arrive as fast as they are decoded."""


def reading(time: larger.Model, memory: larger.Model, further: larger.Model, data: dict) -> str:
    machine = data["machine"]
    day = 86_400 / time.cell
    room = (machine["memory_gib"] * 1024 - memory.start) / memory.border
    return f"""The parts: {time.start * 1000:.0f} ms to start, {time.cell * 1e9:.2f} s for a billion cells inside, {time.border * 1e6:.2f} s for a million border cells, {time.vertex * 1e6:.2f} s for a million vertices; a further year {further.cell * 1e9:.2f} s for a billion cells inside and {further.border * 1e6:.2f} s for a million border cells. They reproduce the measured times to within {time.worst:.0%}. Memory: {memory.start:.0f} MiB, {memory.border * 2**20:.0f} bytes for each border cell and {memory.vertex * 2**20:.0f} for each vertex, to within {memory.worst:.0%}.

The limits of one machine: in a day, the {machine["cores"]} cores of this one decode and count {millions(day)} cells inside zones; its {machine["memory_gib"]:g} GiB can hold the shares of {millions(room)} border cells. The first limit depends on the number of cores and on the speed at which files arrive; the second on the length of the borders, not on the area. Beyond either limit, rows or zones can be given to several machines: sums are exact integers, so the parts add up to what one machine would have written."""


AGAIN = """## Again

```
scripts/bench            # inputs, peers, all measurements, this page: about half an hour on 2 cores
scripts/bench --quick    # small inputs, some minutes; the page goes to ~/.cache/landcarbon-bench/quick
scripts/bench --resume   # continue a run that was interrupted
scripts/bench --page     # this page from performance.json, without a new run
```

`--only GROUP,…` and `--peers NAME,…` select some of them; `scripts/bench --help` lists all. Peers are installed from PyPI into a virtual environment of their own; terra runs if R has it."""
