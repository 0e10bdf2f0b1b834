"""Plots of time against size as one SVG, without a plotting library: plain, and readable on light and dark pages."""

import math
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, COLUMNS = 380, 270, 2
LEFT, RIGHT, TOP, BOTTOM = 58, 18, 34, 44
# Roughly the width of a name.
LABEL = 96
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #444 } .title { font-weight: 600; fill: #111 } .grid { stroke: #ddd } .axis { stroke: #888 }
.ours { stroke: #0b6bcb; fill: #0b6bcb } .other { stroke: #c2410c; fill: #c2410c } .decode { stroke: #5b7a1f; fill: #5b7a1f }
path { fill: none !important; stroke-width: 2 } text.ours, text.other, text.decode { stroke: none }
@media (prefers-color-scheme: dark) {
text { fill: #bbb } .title { fill: #eee } .grid { stroke: #444 } .axis { stroke: #888 }
.ours { stroke: #5fb0ff; fill: #5fb0ff } .other { stroke: #ff9d66; fill: #ff9d66 } .decode { stroke: #a9cc66; fill: #a9cc66 } }
"""


@dataclass(frozen=True)
class Line:
    label: str
    style: str
    points: list[tuple[float, float]]


@dataclass(frozen=True)
class Panel:
    title: str
    across: str
    lines: list[Line]


def draw(panels: list[Panel]) -> str:
    panels = [panel for panel in panels if any(len(line.points) > 1 for line in panel.lines)]
    rows = -(-len(panels) // COLUMNS)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * COLUMNS} {HEIGHT * rows}" role="img" '
             f'aria-label="Seconds against size, both axes logarithmic"><style>{STYLE}</style>']
    for number, panel in enumerate(panels):
        parts.append(f'<g transform="translate({number % COLUMNS * WIDTH} {number // COLUMNS * HEIGHT})">{draw_panel(panel)}</g>')
    return "\n".join([*parts, "</svg>", ""])


def draw_panel(panel: Panel) -> str:
    lines = [line for line in panel.lines if line.points]
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    low, high = 10 ** math.floor(math.log10(min(ys))), 10 ** math.ceil(math.log10(max(ys)))
    high = max(high, 10 * low)
    west, east = math.log10(min(xs)) - 0.1, math.log10(max(xs)) + 0.1

    def across(x: float) -> float:
        return LEFT + (math.log10(x) - west) / (east - west) * (WIDTH - LEFT - RIGHT)

    def up(y: float) -> float:
        return HEIGHT - BOTTOM - math.log10(y / low) / math.log10(high / low) * (HEIGHT - TOP - BOTTOM)

    drawn = [text(LEFT, 18, panel.title, "title"), text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, panel.across, anchor="middle")]
    for decade in range(round(math.log10(low)), round(math.log10(high)) + 1):
        y = up(10.0**decade)
        drawn.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        drawn.append(text(LEFT - 6, y + 4, f"{10.0**decade:g} s", anchor="end"))
    for x in sorted(set(xs)):
        drawn.append(f'<line class="axis" x1="{across(x):.1f}" x2="{across(x):.1f}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM + 4}"/>')
        drawn.append(text(across(x), HEIGHT - BOTTOM + 17, short(x), anchor="middle"))
    ends = []
    for line in lines:
        places = [(across(x), up(y)) for x, y in sorted(line.points)]
        drawn.append(f'<path class="{line.style}" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>')
        drawn.extend(f'<circle class="{line.style}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places)
        ends.append((places, line))
    drawn.extend(labels(ends))
    return "\n".join(drawn)


def labels(drawn_lines: list[tuple[list[tuple[float, float]], Line]]) -> list[str]:
    """Puts each line's name over its last point, and that of the lowest line below the line."""
    from_above = sorted(drawn_lines, key=lambda drawn: drawn[0][-1][1])
    made = []
    for places, line in from_above:
        x, y = places[-1]
        height = y - 9
        if len(from_above) > 1 and line is from_above[-1][1]:
            height = 17 + max(y, lowest(places, x - LABEL))
        made.append(text(x + 4, height, line.label, line.style, "end"))
    return made


def lowest(places: list[tuple[float, float]], x: float) -> float:
    """The height of a line at a point left of its end."""
    for (x0, y0), (x1, y1) in zip(places, places[1:]):
        if x0 <= x <= x1:
            return y0 + (x - x0) / (x1 - x0) * (y1 - y0)
    return places[0][1]


def text(x: float, y: float, words: str, style: str = "", anchor: str = "start") -> str:
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def short(number: float) -> str:
    for unit, size in (("G", 1e9), ("M", 1e6), ("k", 1e4)):
        if number >= size:
            return f"{number / (1e3 if unit == 'k' else size):.3g}{unit}"
    return f"{number:g}"
