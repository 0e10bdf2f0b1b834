"""Zones: the Jiangxi prefectures, and invented ones that tile an area with ragged borders in common."""

from pathlib import Path

import geopandas
import numpy as np
import shapely

FIELD = "zone"
PREFECTURES = Path(__file__).resolve().parents[2] / "fixtures/jiangxi/boundaries.geojson"


def prefectures(crs: str, pieces: int = 1) -> geopandas.GeoDataFrame:
    """The 11 prefectures in the raster's CRS, each edge cut into `pieces` equal ones."""
    zones = geopandas.read_file(PREFECTURES).to_crs(crs)
    outlines = [shapely.Polygon(cut_edges(polygon.exterior, pieces), [cut_edges(ring, pieces) for ring in polygon.interiors])
                for polygon in zones.geometry]
    return geopandas.GeoDataFrame({FIELD: zones["adcode"].astype(int)}, geometry=outlines, crs=crs)


def cut_edges(ring: shapely.LinearRing, pieces: int) -> np.ndarray:
    """Cut from the lower end of each edge, so that both neighbours of a border get the same points."""
    corners = np.asarray(ring.coords)
    starts, ends = corners[:-1], corners[1:]
    reversed_edge = (starts[:, 0] > ends[:, 0]) | ((starts[:, 0] == ends[:, 0]) & (starts[:, 1] > ends[:, 1]))
    low, high = np.where(reversed_edge[:, None], ends, starts), np.where(reversed_edge[:, None], starts, ends)
    parts = np.arange(pieces) / pieces
    along = np.where(reversed_edge[:, None], (1 - parts) % 1, parts)
    points = low[:, None] + along[..., None] * (high - low)[:, None]
    points[:, 0] = starts
    return np.vstack([points.reshape(-1, 2), corners[-1:]])


def tiling(area: shapely.Geometry, count: int, halvings: int, crowding: float, seed: int, crs: str) -> geopandas.GeoDataFrame:
    """`count` zones that tile the area: Voronoi cells whose edges are ragged, each cut into 2^`halvings` pieces.

    `crowding` above 1 makes the zones smaller in the south-east, as the counties of China are.
    A border that runs past its zone's seed may swallow the zone: such a tiling is made anew.
    """
    random = np.random.default_rng((seed, count))
    for _ in range(20):
        zones = try_tiling(area, count, halvings, crowding, random, crs)
        if len(zones) == count and zones.is_valid.all():
            return zones
    raise ValueError(f"no tiling of {count} zones was found")


def try_tiling(area: shapely.Geometry, count: int, halvings: int, crowding: float, random: np.random.Generator,
               crs: str) -> geopandas.GeoDataFrame:
    seeds = crowded_points(area, count, crowding, random)
    edges = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=area, only_edges=True)
    lines = [shapely.LineString(ragged(np.asarray(edge.coords), halvings, random)) for edge in shapely.get_parts(edges)]
    noded = shapely.union_all([*lines, shapely.boundary(area)])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    inner = shapely.point_on_surface(pieces)
    pieces = pieces[shapely.contains(area, inner)]
    inner = inner[shapely.contains(area, inner)]
    _, owner = shapely.STRtree(shapely.points(seeds)).query_nearest(inner, all_matches=False)
    holder, held = shapely.STRtree(shapely.points(seeds)).query(pieces, predicate="contains")
    owner[holder] = held
    return geopandas.GeoDataFrame({FIELD: owner + 1}, geometry=pieces, crs=crs).dissolve(FIELD, as_index=False)


def crowded_points(area: shapely.Geometry, count: int, crowding: float, random: np.random.Generator) -> np.ndarray:
    """Points in the area, spread evenly by Lloyd's method over ten candidates each."""
    west, south, east, north = area.bounds
    shapely.prepare(area)
    candidates = np.empty((0, 2))
    while len(candidates) < 10 * count:
        shares = random.random((10 * count, 2))
        thinned = shares[random.random(len(shares)) < crowding ** (shares[:, 0] - shares[:, 1] - 1)]
        points = np.array([west, south]) + thinned * np.array([east - west, north - south])
        candidates = np.vstack([candidates, points[shapely.contains_xy(area, points)]])
    kept = candidates[:count].copy()
    # Each point moves to the middle of the candidates that are nearest to it.
    for _ in range(3):
        _, owner = shapely.STRtree(shapely.points(kept)).query_nearest(shapely.points(candidates), all_matches=False)
        members = np.bincount(owner, minlength=count)
        for axis in (0, 1):
            kept[:, axis] = np.bincount(owner, candidates[:, axis], count) / np.maximum(members, 1)
        outside = ~shapely.contains_xy(area, kept)
        kept[outside] = candidates[random.integers(len(candidates), size=outside.sum())]
    return kept


def ragged(line: np.ndarray, halvings: int, random: np.random.Generator) -> np.ndarray:
    """The line with its middles moved aside, again and again, each time by less."""
    share = 0.14
    for _ in range(halvings):
        middles, across = (line[:-1] + line[1:]) / 2, (line[1:] - line[:-1])[:, ::-1] * (1, -1)
        pushed = middles + across * random.uniform(-share, share, len(middles))[:, None]
        line = np.insert(line, np.arange(1, len(line)), pushed, axis=0)
        share *= 1.08
    return line


def country(west: float, south: float, east: float, north: float, crs: str) -> shapely.Geometry:
    """A country of about half of the rectangle, its outline ragged."""
    random = np.random.default_rng(86)
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    reach = random.uniform(0.66, 0.98, 24)
    centre = np.array([(west + east) / 2, (south + north) / 2])
    corners = centre + np.stack([np.cos(angles), np.sin(angles)], 1) * reach[:, None] * (centre - (west, south))
    outline = ragged(np.vstack([corners, corners[:1]]), 9, random)
    return largest(shapely.make_valid(shapely.Polygon(outline)))


def largest(area: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(area)
    return parts[np.argmax(shapely.area(parts))]


def describe(zones: geopandas.GeoDataFrame, cell: float) -> dict[str, float]:
    """Measures what the cost of zones depends on: their number, vertices, and borders and area in cells."""
    return {"zones": len(zones), "vertices": int(shapely.get_num_coordinates(zones.geometry).sum()),
            "perimeter_cells": float(zones.length.sum() / cell), "area_cells": float(zones.area.sum() / cell**2)}
