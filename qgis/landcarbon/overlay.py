"""Algorithms with zones and rasters: their parameters, and the arguments for the program."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
)

from . import crs, legends, loading
from .algorithm import LandcarbonAlgorithm
from .language import tr
from .program import ProgramError
from .rasters import Rasters
from .zones import Zones, ZonesFile

ZONES = "ZONES"
ZONE_ID = "ZONE_ID"
ZONE_NAME = "ZONE_NAME"
RASTERS = "RASTERS"
LEGEND = "LEGEND"
LEGEND_FILE = "LEGEND_FILE"
BAND = "BAND"
COVERAGE = "COVERAGE"
AREA = "AREA"
ZONES_CRS = "ZONES_CRS"
RASTER_CRS = "RASTER_CRS"
DISSOLVE = "DISSOLVE"
REPAIR = "REPAIR"
ALLOW_UNMAPPED = "ALLOW_UNMAPPED"
LOAD_RASTERS = "LOAD_RASTERS"

# In the order in which the parameters list them.
COVERAGES = ["exact", "center", "touched"]
AREAS = ["true", "planar"]


@dataclass(frozen=True)
class Choices:
    """The user's choices for the overlay of zones and rasters."""

    legend: str
    band: int | None
    coverage: str
    area: str
    zones_crs: str | None
    raster_crs: str | None
    dissolve: bool
    repair: bool
    allow_unmapped: bool


class OverlayAlgorithm(LandcarbonAlgorithm):
    """An algorithm with zones and rasters."""

    zones: Zones
    rasters: Rasters
    choices: Choices
    style: str | None = None

    def add_zones_and_rasters(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource(ZONES, tr("Zones"), [QgsProcessing.TypeVectorPolygon]),
            "Polygons: cities, counties, catchments. A layer that is not a plain file (in memory, filtered, with edits, selected features only) "
            "is passed to the program as a temporary GeoPackage.",
        )
        self.add(
            QgsProcessingParameterField(ZONE_ID, tr("Field with the zones' ids"), parentLayerParameterName=ZONES),
            "Each zone has its own id, which identifies it in the tables.",
        )
        self.add(
            QgsProcessingParameterField(ZONE_NAME, tr("Field with the zones' names"), parentLayerParameterName=ZONES, optional=True),
            "Default: the ids.",
        )
        self.add(
            QgsProcessingParameterMultipleLayers(RASTERS, tr("Land-use rasters"), QgsProcessing.TypeRaster),
            "Rasters of class codes: GeoTIFF, Arc/Info grid, ASCII grid, IMG, VRT. Their order can be changed by dragging.",
        )

    def add_legend(self, built_in: list[str], default: str) -> None:
        self.add(
            QgsProcessingParameterEnum(LEGEND, tr("Legend"), built_in, defaultValue=default, usesStaticStrings=True),
            "What the codes mean. cnlucc: two-digit codes of the Chinese Academy of Sciences; cnlucc-level1: 1 to 6; raw: each code is a class.",
        )
        self.add(
            QgsProcessingParameterFile(LEGEND_FILE, tr("Legend file instead"), fileFilter="TOML (*.toml)", optional=True),
            "Your own legend (TOML). If given, it is used instead of the one above.",
        )

    def add_choices(self) -> None:
        self.add(
            QgsProcessingParameterBoolean(LOAD_RASTERS, tr("Load the rasters in the legend's colours"), defaultValue=False),
            "Adds the rasters as new layers below the others. Existing layers stay as they are.",
        )
        self.add(
            QgsProcessingParameterNumber(BAND, tr("Band of the rasters"), optional=True, minValue=1),
            "The band with the codes. Needed only if a raster has several.",
            advanced=True,
        )
        coverages = [
            tr("By the exact covered area"),
            tr("Whole cell to the zone that contains its centre"),
            tr("Whole cell to every zone that touches it"),
        ]
        self.add(
            QgsProcessingParameterEnum(COVERAGE, tr("How cells on a border are divided"), coverages, defaultValue=0),
            "Use the exact area, unless you want to compare with other tools.",
            advanced=True,
        )
        areas = [tr("On the Earth's surface"), tr("In the raster's plane")]
        self.add(
            QgsProcessingParameterEnum(AREA, tr("Areas"), areas, defaultValue=0),
            "True areas on the ellipsoid, or those of the map projection.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterCrs(ZONES_CRS, tr("CRS of the zones"), optional=True),
            "Replaces the CRS of the layer. Coordinates are read in this CRS and not transformed.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterCrs(RASTER_CRS, tr("CRS of the rasters"), optional=True),
            "Replaces the CRS of the layers, for example by the Albers projection of CAS if a file has no CRS.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(DISSOLVE, tr("Dissolve features with the same id"), defaultValue=False),
            "Otherwise a repeated id is an error.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(REPAIR, tr("Repair polygons that cross or overlap themselves"), defaultValue=False),
            "Otherwise they are an error.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(ALLOW_UNMAPPED, tr("Keep codes that the legend lacks"), defaultValue=False),
            "As rows unmapped:CODE; otherwise they are an error.",
            advanced=True,
        )
        self.add_threads()

    def prepare_overlay(self, parameters: dict, context: QgsProcessingContext, labels: list[str]) -> None:
        """Reads the layers, which only the main thread may do."""
        chosen = parameters[ZONES]
        is_part = isinstance(chosen, QgsProcessingFeatureSourceDefinition)
        layer = self.parameterAsVectorLayer({ZONES: chosen.source if is_part else chosen}, ZONES, context)
        source = self.parameterAsSource(parameters, ZONES, context)
        if layer is None or source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, ZONES))
        id_field = self.parameterAsFields(parameters, ZONE_ID, context)[0]
        name_field = next(iter(self.parameterAsFields(parameters, ZONE_NAME, context)), None)
        self.zones = Zones(layer, chosen, source, id_field, name_field)
        self.rasters = Rasters(self.raster_layers(parameters, context), labels)
        self.choices = self._choices(parameters, context)

    def raster_layers(self, parameters: dict, context: QgsProcessingContext) -> list:
        layers = self.parameterAsLayerList(parameters, RASTERS, context)
        if not layers:
            raise QgsProcessingException(tr("Choose at least one land-use raster."))
        return layers

    def _choices(self, parameters: dict, context: QgsProcessingContext) -> Choices:
        def crs_of(name: str) -> str | None:
            # QGIS reports an error for an empty CRS.
            chosen = self.parameterAsCrs(parameters, name, context) if parameters.get(name) else None
            return crs.definition(chosen) if chosen and chosen.isValid() else None

        def flag(name: str) -> bool:
            return self.parameterAsBoolean(parameters, name, context)

        legend = self.parameterAsFile(parameters, LEGEND_FILE, context) or self.parameterAsEnumString(parameters, LEGEND, context)
        return Choices(
            legend=legend,
            band=self.parameterAsInt(parameters, BAND, context) if parameters.get(BAND) is not None else None,
            coverage=COVERAGES[self.parameterAsEnum(parameters, COVERAGE, context)],
            area=AREAS[self.parameterAsEnum(parameters, AREA, context)],
            zones_crs=crs_of(ZONES_CRS),
            raster_crs=crs_of(RASTER_CRS) or self.rasters.crs,
            dissolve=flag(DISSOLVE),
            repair=flag(REPAIR),
            allow_unmapped=flag(ALLOW_UNMAPPED),
        )

    def arguments(self, zones: ZonesFile) -> list[str]:
        """Zones, rasters and choices as arguments of `tally` and `transition`."""
        chosen = self.choices
        arguments = [f"--zones={zones.path}", f"--zone-id={self.zones.id_field}"]
        options = {
            "layer": zones.layer,
            "zone-name": self.zones.name_field,
            "zones-crs": chosen.zones_crs or zones.crs,
            "raster-crs": chosen.raster_crs,
            "band": chosen.band,
        }
        arguments += [f"--{option}={value}" for option, value in options.items() if value]
        arguments += [f"--raster={raster.argument()}" for raster in self.rasters.files]
        arguments += [f"--legend={chosen.legend}", f"--coverage={chosen.coverage}", f"--area={chosen.area}"]
        flags = {"--dissolve": chosen.dissolve, "--repair": chosen.repair, "--allow-unmapped": chosen.allow_unmapped}
        return arguments + [flag for flag, is_set in flags.items() if is_set]

    def fetch_style(self, parameters: dict, context: QgsProcessingContext) -> None:
        """Asks the program for the legend's colours, if the user wants the rasters loaded. A raw legend has none."""
        wanted = self.parameterAsBoolean(parameters, LOAD_RASTERS, context) and self.choices.legend != legends.RAW
        try:
            self.style = legends.style(self.choices.legend, self.choices.band or 1) if wanted else None
        except ProgramError as error:
            raise QgsProcessingException(str(error)) from error

    def load_rasters(self, context: QgsProcessingContext) -> None:
        if self.style is not None:
            titles = [tr("Land use {label}").format(label=raster.label or layer.name()) for raster, layer in zip(self.rasters.files, self.rasters.layers)]
            paths = [raster.path for raster in self.rasters.files]
            loading.load_rasters(list(zip(titles, paths)), self.style, context)
