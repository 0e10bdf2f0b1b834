"""Carbon budgets, coefficients, functional zones and compensation as data frames."""

import io
import json
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Optional, Union

import pandas

from . import _native
from ._tables import hectares_columns
from ._warnings import warn
from ._zones import read_zones

#: Columns of the long tables with ids and names, which must not be read as numbers.
_TEXTS = (
    "zone name parent neighbour neighbour_name ancestor ancestor_name scenario goal level from_label to_label "
    "first second first_class second_class class from_class to_class id"
).split()


class Assessment:
    """The results as data frames with the fields of ``docs/formats.md``, not rounded. Each is computed when it is first used."""

    def __init__(self, native: _native.Assessment) -> None:
        self._native = native

    @property
    def warnings(self) -> list[str]:
        """The warnings about inputs and model."""
        return self._native.warnings

    @property
    def units(self) -> dict[str, str]:
        """The unit of each numeric field of :attr:`zones`."""
        return dict(self._native.units())

    @cached_property
    def zones(self) -> pandas.DataFrame:
        """Each zone in each year: ``area_ha``, ``coverage`` (the share with a land class), ``CLASS_ha``, ``population``,
        ``gdp_1e4_yuan``, ``energy_tce``, ``emissions_t``, ``absorption_t``, ``budget_t``, ``intensity_t_per_1e4_yuan``, ``ecc``, ``esc``, ``functional_zone`` … and, in the target year of a
        compensation, its terms and ``compensation_yuan`` (above 0 the zone pays). :attr:`units` has the units.
        """
        return pandas.DataFrame(self._native.zones())

    @cached_property
    def region(self) -> pandas.DataFrame:
        """The region in each year: the fields that it has, in the same units."""
        return pandas.DataFrame(self._native.region())

    @cached_property
    def hectares(self) -> pandas.DataFrame:
        """The tally of a project's rasters, as :func:`landcarbon.tally` returns it; empty if hectares were given."""
        return pandas.DataFrame(self._native.hectares())

    @cached_property
    def tables(self) -> dict[str, pandas.DataFrame]:
        """The long tables that ``landcarbon run`` writes, by name: ``sensitivity``, ``expect`` and, if they are asked for,
        ``scenarios``, ``uncertainty``, ``drivers``, ``inequality``, ``moran`` … Numbers have the decimals of the files.
        """
        return {Path(name).stem: _table(csv) for name, csv in self._native.tables("csv").items()}

    def write_tables(self, folder: Union[str, "os.PathLike[str]"], format: str = "parquet") -> list[Path]:
        """Writes the long tables into a folder, and returns their files.

        :param format: ``csv``, ``json`` or ``parquet``, in which numbers have all their digits.
        :raises Error: there is no such format.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name, table in self._native.tables(format).items():
            path = folder / Path(name).name
            path.write_bytes(table)
            written.append(path)
        return written

    @cached_property
    def levels(self) -> dict[str, "Assessment"]:
        """The other levels of a project, by name."""
        return {name: Assessment(level) for name, level in self._native.levels()}

    def __repr__(self) -> str:
        years = ", ".join(str(year) for year in self.region["year"])
        return f"<Assessment of {self.zones['zone'].nunique()} zones in {years}>"


def assess(
    hectares: Union[pandas.DataFrame, str, "os.PathLike[str]"],
    statistics: Union[pandas.DataFrame, str, "os.PathLike[str]", None] = None,
    *,
    coefficients: Union[str, Mapping[str, Any], None] = None,
    zoning: Union[str, Mapping[str, Any], None] = None,
    compensation: Optional[Mapping[str, Any]] = None,
    price_year: Optional[int] = None,
    deflator: Optional[Mapping[int, float]] = None,
    region: Optional[str] = None,
    intensity_prices: Optional[str] = None,
    fuels: Optional[Mapping[str, Any]] = None,
    emissions: Optional[Mapping[str, Any]] = None,
    uncertainty: Optional[Mapping[str, Any]] = None,
    scenarios: Sequence[Mapping[str, Any]] = (),
    goals: Sequence[Mapping[str, Any]] = (),
    analysis: Optional[Mapping[str, Any]] = None,
    classes: Optional[Mapping[str, Any]] = None,
    legend: Any = None,
    min_coverage: Optional[float] = None,
    strict: bool = False,
    zones: Any = None,
    zone_id: Optional[str] = None,
    zone_name: Optional[str] = None,
    name: Optional[str] = None,
    title: Optional[str] = None,
    note: Optional[str] = None,
    language: Optional[str] = None,
) -> Assessment:
    """Computes the carbon budget of each zone and year, and all results that follow from it.

    With a project file, ``assess("project.toml")`` computes everything that ``landcarbon run`` computes, and writes no file. With a
    frame of hectares, the options are the tables of a project file (``docs/formats.md``) as mappings, with the same keys.

    :param hectares: a project file, or the frame of :func:`landcarbon.tally` whose labels are years.
    :param statistics: a frame, or a CSV file, with the columns ``zone``, ``year``, ``variable``, ``value``, ``unit``, ``source``.
    :param coefficients: a preset (``paper-2024``, which mixes C and CO₂, or ``consistent-c``), or ``[coefficients]``: t per tce, per
        person, and per hectare and year.
    :param zoning: a rule (``paper``, ``quadrant``), or ``[zoning]``.
    :param compensation: ``[compensation]``: ``base_year``, ``target_year``, numbers of the region and the target year, and options
        (``docs/method.md``).
    :param price_year: GDP is compared at the prices of this year; default: the first.
    :param deflator: price levels relative to ``price_year``, by year.
    :param region: the id under which the statistics have totals of the region.
    :param intensity_prices: the GDP by which ``energy_intensity`` is multiplied: ``constant`` or ``current``.
    :param fuels: ``[fuels.FUEL]``, by fuel.
    :param emissions: ``[emissions]``: ``{"method": "fuels"}`` computes emissions of energy from the carbon in each fuel.
    :param uncertainty: ``[uncertainty]``.
    :param scenarios: ``[[scenario]]``, one mapping each.
    :param goals: ``[[goal]]``, one mapping each.
    :param analysis: ``[analysis]``; ``moran`` and ``centres`` need ``zones``.
    :param classes: ``[classes]``, the map classes of layers.
    :param legend: the legend of the tally, if it has classes outside the carbon model.
    :param min_coverage: the share of a zone that must have a land class for a functional zone and a compensation; default: 0.5.
    :param strict: refuse statistics that look wrong by a power of ten instead of warning of them.
    :param zones: a boundary file or a GeoDataFrame with the geometry of the zones, with ``zone_id`` and ``zone_name``.
    :param name: the name of the files of :func:`write_layers`; ``title``, ``note`` (the status of the data) and ``language`` (``en``,
        ``zh``, ``both``) are used in them.
    :raises Error: an input or a choice cannot be used, or a result cannot be computed.
    """
    if not isinstance(hectares, pandas.DataFrame):
        _refuse_choices(locals())
        native = _native.Assessment.from_project(hectares, strict)
    else:
        if statistics is None:
            raise _native.Error("statistics are missing; give population, GDP and energy of each zone and year")
        choices = {
            "project": {"name": name, "title": title, "note": note, "language": language},
            "landuse": {"legend": None if legend is None else os.fspath(legend), "min_coverage": min_coverage},
            "statistics": {
                "price_year": price_year,
                "deflator": deflator,
                "region": region,
                "intensity_prices": intensity_prices,
            },
            "coefficients": {"preset": coefficients} if isinstance(coefficients, str) else coefficients,
            "zoning": {"rule": zoning} if isinstance(zoning, str) else zoning,
            "compensation": compensation,
            "fuels": fuels,
            "emissions": emissions,
            "uncertainty": uncertainty,
            "scenario": scenarios,
            "goal": goals,
            "analysis": analysis,
            "classes": classes,
        }
        places = None if zones is None else _read_places(zones, zone_id, zone_name)
        native = _native.Assessment.from_tables(
            *hectares_columns(hectares), _csv(statistics), json.dumps(_given(choices), default=os.fspath), places, strict
        )
    warn(native.warnings)
    return Assessment(native)


def write_layers(
    assessment: Assessment,
    zones: Any,
    folder: Union[str, "os.PathLike[str]"],
    *,
    zone_id: Optional[str] = None,
    zone_name: Optional[str] = None,
    zones_crs: Any = None,
    overwrite: bool = False,
) -> list[Path]:
    """Writes what ``landcarbon run`` writes for GIS: a GeoPackage with a layer for each year, a GeoJSON for each theme, styles and a
    QGIS project; and a manifest.

    :param zones: a boundary file or a GeoDataFrame with the zones' ids in ``zone_id``; ``None`` if the assessment has them, from a
        project or from its own ``zones``.
    :param folder: an empty folder, a new one, or with ``overwrite`` one with earlier results.
    :returns: the files.
    :raises Error: a zone is missing, or the folder contains other files.
    """
    places = None if zones is None else _read_places(zones, zone_id, zone_name, zones_crs)
    written = assessment._native.write_layers(folder, places, overwrite)
    return [Path(folder) / file for file in written]


def _read_places(zones: Any, zone_id: Optional[str], zone_name: Optional[str], crs: Any = None) -> _native.Zones:
    if zone_id is None:
        raise _native.ZonesError("zones: zone_id is missing; name the field with the zones' ids")
    return read_zones(zones, zone_id, zone_name, zones_crs=crs)


def _refuse_choices(arguments: dict[str, Any]) -> None:
    given = [name for name, value in arguments.items() if name not in ("hectares", "strict") and value not in (None, ())]
    if given:
        raise _native.Error(
            f"a project file contains all choices; put {', '.join(given)} into it, or give hectares and statistics as frames"
        )


def _csv(statistics: Union[pandas.DataFrame, str, "os.PathLike[str]"]) -> bytes:
    if isinstance(statistics, pandas.DataFrame):
        return statistics.to_csv(index=False).encode()
    return Path(statistics).read_bytes()


def _given(choices: Any) -> Any:
    """Leaves out the choices that were not made."""
    if isinstance(choices, Mapping):
        given = {str(key): _given(value) for key, value in choices.items()}
        return {key: value for key, value in given.items() if value is not None and value != []}
    if hasattr(choices, "tolist"):  # from NumPy
        return choices.tolist()
    if isinstance(choices, (list, tuple)):
        return [_given(value) for value in choices]
    return choices


def _table(csv: bytes) -> pandas.DataFrame:
    columns = pandas.read_csv(io.BytesIO(csv), nrows=0).columns
    texts = {name: str for name in columns if name in _TEXTS}
    return pandas.read_csv(io.BytesIO(csv), dtype=texts, keep_default_na=False, na_values=[""])
