"""Random zones over a grid of columns and rows, in cells, y downwards."""

import numpy as np
import shapely
from numpy.random import Generator
from shapely import MultiPolygon, Polygon
from shapely.affinity import affine_transform, rotate, scale, translate


def star(random: Generator, radius: float) -> Polygon:
    """Around the origin."""
    count = random.integers(3, 60)
    angles = (np.arange(count) + random.random()) / count * 2 * np.pi
    radii = radius * random.uniform(0.02, 1, count)
    return Polygon(np.column_stack([radii * np.cos(angles), radii * np.sin(angles)]))


def ringed(random: Generator, radius: float) -> MultiPolygon:
    """A star with a similar star as a hole, and perhaps an island in the hole."""
    shell = star(random, radius)
    hole = scale(shell, *[random.uniform(0.05, 0.95)] * 2, origin=(0, 0))
    parts = [Polygon(shell.exterior, [hole.exterior])]
    if random.random() < 0.5:
        parts.append(scale(hole, *[random.uniform(0.05, 0.95)] * 2, origin=(0, 0)))
    return MultiPolygon(parts)


def sliver(random: Generator, radius: float) -> Polygon:
    return rotate(scale(star(random, radius), 10 ** random.uniform(-6, -1), 1, origin=(0, 0)), random.uniform(0, 180), origin=(0, 0))


def archipelago(random: Generator, radius: float) -> MultiPolygon:
    """Separate stars with holes, in a square of four."""
    places = [(x, y) for x in (-radius, radius) for y in (-radius, radius)]
    parts = [translate(ringed(random, radius * 0.95), *place) for place in places[: random.integers(2, 5)]]
    return MultiPolygon([polygon for part in parts for polygon in part.geoms])


def apart(random: Generator, columns: int, rows: int) -> list[shapely.Geometry]:
    """Zones of any kind, anywhere on the grid and somewhat beyond: they may overlap."""
    zones = []
    while len(zones) < random.integers(1, 9):
        radius = random.uniform(0.2, 0.7) * max(columns, rows) * 10 ** random.uniform(-1.5, 0)
        shape = [star, ringed, sliver, archipelago][random.integers(4)](random, radius)
        shape = translate(shape, random.uniform(-0.1, 1.1) * columns, random.uniform(-0.1, 1.1) * rows)
        if random.random() < 0.3:
            shape = shapely.transform(shape, np.round)  # vertices on nodes of the grid
        if shape.is_valid and not shape.is_empty:
            zones.append(shape)
    return zones


def fields(random: Generator, columns: int, rows: int) -> list[shapely.Geometry]:
    """Zones with common borders: the cells of a distorted lattice that extends beyond the grid on all sides."""
    across, down = random.integers(2, 8, 2)
    shape = (down + 1, across + 1)
    x = np.arange(across + 1) + random.uniform(-0.49, 0.49, shape)
    y = np.arange(down + 1)[:, None] + random.uniform(-0.49, 0.49, shape)
    posts = np.stack([(x / across * 1.4 - 0.2) * columns, (y / down * 1.4 - 0.2) * rows], axis=-1)
    ring = lambda i, j: posts[[j, j, j + 1, j + 1], [i, i + 1, i + 1, i]]
    return [Polygon(ring(i, j)) for j in range(down) for i in range(across)]


def zones(random: Generator, columns: int, rows: int) -> list[shapely.Geometry]:
    """One that is surely on the grid comes first."""
    sure = shapely.box(*(columns * random.uniform(0, 0.4), rows * random.uniform(0, 0.4)), *(columns * 0.77, rows * 0.81))
    return [sure, *(fields if random.random() < 0.4 else apart)(random, columns, rows)]


def on_the_map(zone: shapely.Geometry, transform) -> shapely.Geometry:
    """`transform` is an Affine of an upright grid."""
    return affine_transform(zone, [transform.a, 0, 0, transform.e, transform.c, transform.f])
