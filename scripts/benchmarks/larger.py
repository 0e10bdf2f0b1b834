"""Calculates what larger maps would take, from the measured runs of landcarbon.

The time of a run is taken as a sum: so much to start, for each cell inside the zones, for each cell along their borders, for each vertex.
Non-negative least squares of relative errors over all single-year runs give the four; memory likewise, without the cells inside.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

# Square kilometres: China, and the world's land without Antarctica.
CHINA_KM2, LAND_KM2 = 9.6e6, 135e6
NATIONAL_KEY = "years-1"


@dataclass(frozen=True)
class Model:
    """Seconds (or MiB) to start, and for each inner cell, border cell and vertex."""

    start: float
    cell: float
    border: float
    vertex: float
    worst: float

    def predict(self, cells: float, border: float, vertices: float) -> float:
        return self.start + self.cell * cells + self.border * border + self.vertex * vertices


@dataclass(frozen=True)
class Land:
    """A map that was not measured: cells inside its zones and along their borders."""

    name: str
    cells: float
    border: float
    vertices: float
    zones: float


def fit(entries: list[dict], values: list[float], with_cells: bool) -> Model:
    columns = np.array([[1, with_cells * entry["area_cells"], entry["perimeter_cells"], entry["vertices"]] for entry in entries], float)
    measured = np.array(values)
    relative = columns / measured[:, None]
    scale = np.maximum(relative.max(axis=0), 1e-300)
    weights, _ = nnls(relative / scale, np.ones(len(measured)))
    weights /= scale
    return Model(*weights, worst=float(np.abs(columns @ weights / measured - 1).max()))


def lands(national: dict) -> list[Land]:
    """Zones with as long borders and as many vertices for each square kilometre as those of the measured nation."""
    cell_km = national["cell"] / 1000
    measured_km2 = national["area_cells"] * cell_km**2
    border_km, vertices, zones = (national[name] / measured_km2 for name in ("perimeter_cells", "vertices", "zones"))
    border_km *= cell_km

    def land(name: str, square_km: float, metres: float) -> Land:
        return Land(name, square_km * 1e6 / metres**2, square_km * border_km * 1000 / metres, square_km * vertices, square_km * zones)

    return [land("a nation at 30 m", CHINA_KM2, 30), land("a nation at 10 m", CHINA_KM2, 10), land("the world's land at 10 m", LAND_KM2, 10)]


def year_cost(one: float, many: float, years: int, national: dict, model: Model) -> Model:
    """A further year: the model's cells, and what the measured further year of the nation took beyond them as a cost of its borders."""
    further = (many - one) / (years - 1)
    border = max(0.0, further - model.cell * national["area_cells"]) / national["perimeter_cells"]
    return Model(0.0, model.cell, border, 0.0, model.worst)


def span(seconds: float) -> str:
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds:.3g} s"


def size(mib: float) -> str:
    return f"{mib / 1024:.3g} GiB" if mib >= 1024 else f"{mib:.0f} MiB"
