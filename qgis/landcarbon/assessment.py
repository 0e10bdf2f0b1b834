"""Carbon assessment of zones, rasters and statistics."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from . import legends, project_file, rasters
from .language import is_chinese, tr
from .overlay import OverlayAlgorithm
from .project_folder import ProjectFolder
from .results_algorithm import OVERWRITE, ResultsAlgorithm
from .zones import ZonesFile

YEARS = "YEARS"
STATISTICS = "STATISTICS"
PRICE_YEAR = "PRICE_YEAR"
DEFLATOR = "DEFLATOR"
REGION = "REGION"
PRESET = "PRESET"
WITHOUT = "WITHOUT"
ZONING = "ZONING"
BASE_YEAR = "BASE_YEAR"
TARGET_YEAR = "TARGET_YEAR"
ENGEL = "ENGEL"
YUAN_PER_USD = "YUAN_PER_USD"
NATION_GDP = "NATION_GDP"
REGION_GDP = "REGION_GDP"
FILES_NAME = "NAME"
RESULTS_TITLE = "TITLE"
NOTE = "NOTE"
LANGUAGE = "LANGUAGE"
OUTPUT = "OUTPUT"

PRESETS = ["paper-2024", "consistent-c"]
ZONINGS = ["paper", "quadrant"]

# In the order in which the parameter lists them.
LANGUAGES = ["en", "zh", "both"]


class CarbonAssessment(OverlayAlgorithm, ResultsAlgorithm):
    """Writes a project file from the user's choices, and runs `landcarbon run`."""

    NAME = "assessment"
    TITLE = "Carbon assessment"

    def initAlgorithm(self, configuration=None) -> None:
        self.add_zones_and_rasters()
        self.add(
            QgsProcessingParameterString(YEARS, tr("Years of the rasters"), optional=True),
            "One for each raster, in order, separated by commas. Default: the years in the names of the layers.",
        )
        self.add_legend(legends.BUILT_IN, "cnlucc")
        self._add_statistics()
        self._add_method()
        self._add_titles()
        self.add_results()
        self.add_choices()
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of the assessment")),
            "project.toml is written into this folder, and the results into its subfolder out.",
        )

    def _add_statistics(self) -> None:
        self.add(
            QgsProcessingParameterFile(STATISTICS, tr("Table of statistics"), fileFilter="CSV (*.csv)"),
            "Columns zone,year,variable,value,unit,source: population, GDP and energy of each zone and year.",
        )
        self.add(
            QgsProcessingParameterNumber(PRICE_YEAR, tr("Price year"), optional=True),
            "GDP is compared at the prices of this year. Default: the first year.",
        )
        self.add(
            QgsProcessingParameterString(DEFLATOR, tr("Price levels"), optional=True),
            "For GDP at current prices, relative to the price year, for example 2010=1, 2020=1.0925.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(REGION, tr("Id of the region's totals"), optional=True),
            "The id under which the statistics have totals of the whole region. Default: the sums over the zones.",
            advanced=True,
        )

    def _add_method(self) -> None:
        self.add(
            QgsProcessingParameterEnum(PRESET, tr("Coefficients"), PRESETS, defaultValue=PRESETS[0], usesStaticStrings=True),
            "paper-2024: as published; it mixes C and CO₂, and the results say so. consistent-c: carbon alone; it has no coefficients for "
            "cultivated and unused land, which must then be left out.",
        )
        self.add(
            QgsProcessingParameterNumber(BASE_YEAR, tr("Compensation: base year"), optional=True),
            "Without base and target year no compensation is computed. Its formulas are a reconstruction.",
        )
        self.add(QgsProcessingParameterNumber(TARGET_YEAR, tr("Compensation: target year"), optional=True))
        self.add(
            optional_decimal(ENGEL, tr("Compensation: Engel coefficient")),
            "Households' share of spending on food, in your region and the target year; from 0 to 1.",
        )
        self.add(
            optional_decimal(YUAN_PER_USD, tr("Compensation: yuan per US$")),
            "The exchange rate of the target year.",
        )
        self.add(
            optional_decimal(NATION_GDP, tr("Compensation: GDP per person of the nation (10⁴ yuan)")),
            "Of the target year, at current prices.",
        )
        self.add(
            optional_decimal(REGION_GDP, tr("Compensation: GDP per person of the region (10⁴ yuan)")),
            "Default: by the statistics, if they have GDP at current prices.",
        )
        self.add(
            QgsProcessingParameterEnum(ZONING, tr("Rule of the functional zones"), ZONINGS, defaultValue=ZONINGS[0], usesStaticStrings=True),
            "paper: a reconstruction of the paper's rule; quadrant: the common alternative in the literature.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(WITHOUT, tr("Classes left out"), optional=True),
            "Classes that neither absorb nor emit, separated by commas, for example cultivated, unused.",
            advanced=True,
        )

    def _add_titles(self) -> None:
        self.add(QgsProcessingParameterString(RESULTS_TITLE, tr("Title"), optional=True), "Shown above the results.")
        self.add(
            QgsProcessingParameterString(NOTE, tr("Status of the data"), optional=True),
            "For example: preliminary. Shown in every title.",
        )
        self.add(
            QgsProcessingParameterEnum(
                LANGUAGE, tr("Language of the results"), [tr("English"), tr("Chinese"), tr("Both")], defaultValue=int(is_chinese())
            )
        )
        self.add(
            QgsProcessingParameterString(FILES_NAME, tr("Name of the result files"), defaultValue="region"),
            "Letters, digits, - and _.",
            advanced=True,
        )

    def prepareAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        given = rasters.split(self.parameterAsString(parameters, YEARS, context))
        layers = self.raster_layers(parameters, context)
        # If the number of years is wrong, this is reported before the years themselves are checked.
        years = given if given and len(given) != len(layers) else rasters.years(layers, given)
        self.prepare_overlay(parameters, context, years)
        self.prepare_results(parameters, context)
        return True

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        program = self.program()
        self.rasters.tell(feedback)
        self.fetch_style(parameters, context)
        place = Path(self.parameterAsString(parameters, OUTPUT, context))
        overwrite = self.parameterAsBoolean(parameters, OVERWRITE, context)
        folder = ProjectFolder(place, overwrite)
        with folder:
            zones = self.zones.as_file(place, feedback)
            written = project_file.text(self._project(zones, place, parameters, context))
            folder.project.write_text(written, encoding="utf-8")
            outputs = self.run_project(program, folder.project, place / "out", [], parameters, context, feedback)
        return {OUTPUT: str(place), **outputs}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        self.load_rasters(context)
        return super().postProcessAlgorithm(context, feedback)

    def _project(self, zones: ZonesFile, place: Path, parameters: dict, context: QgsProcessingContext) -> dict:
        def words(name: str) -> str | None:
            return self.parameterAsString(parameters, name, context).strip() or None

        def number(name: str) -> int | None:
            return None if parameters.get(name) is None else self.parameterAsInt(parameters, name, context)

        def decimal(name: str) -> float | None:
            return None if parameters.get(name) is None else self.parameterAsDouble(parameters, name, context)

        chosen = self.choices
        files = sorted(self.rasters.files, key=lambda raster: int(raster.label))
        is_own = Path(zones.path).parent == place
        return {
            "project": {
                "name": words(FILES_NAME),
                "title": words(RESULTS_TITLE),
                "note": words(NOTE),
                "years": [int(raster.label) for raster in files],
                "language": LANGUAGES[self.parameterAsEnum(parameters, LANGUAGE, context)],
            },
            "boundaries": {
                "path": Path(zones.path).name if is_own else zones.path,
                "layer": zones.layer,
                "id": self.zones.id_field,
                "name": self.zones.name_field,
                "crs": chosen.zones_crs or zones.crs,
                "dissolve": chosen.dissolve or None,
                "repair": chosen.repair or None,
            },
            "landuse": {
                "legend": chosen.legend,
                "rasters": {int(raster.label): raster.path for raster in files},
                "band": chosen.band,
                "crs": chosen.raster_crs,
                "coverage": chosen.coverage,
                "area": chosen.area,
                "allow_unmapped": chosen.allow_unmapped or None,
            },
            "statistics": {
                "path": self.parameterAsFile(parameters, STATISTICS, context),
                "price_year": number(PRICE_YEAR),
                "deflator": deflator(words(DEFLATOR)),
                "region": words(REGION),
            },
            "coefficients": {
                "preset": self.parameterAsEnumString(parameters, PRESET, context),
                "without": rasters.split(words(WITHOUT) or "") or None,
            },
            "zoning": {"rule": self.parameterAsEnumString(parameters, ZONING, context)},
            "compensation": {
                "base_year": number(BASE_YEAR),
                "target_year": number(TARGET_YEAR),
                "engel": given(coefficient=decimal(ENGEL)),
                "price": given(
                    yuan_per_usd=decimal(YUAN_PER_USD),
                    region_gdp_per_person_1e4_yuan=decimal(REGION_GDP),
                    nation_gdp_per_person_1e4_yuan=decimal(NATION_GDP),
                ),
            },
        }


def given(**values: float | None) -> dict[str, float] | None:
    """The values that are not None, if there are any."""
    return {key: value for key, value in values.items() if value is not None} or None


def deflator(text: str | None) -> dict[int, float] | None:
    """Reads price levels by year.

    Raises QgsProcessingException if the text is not a list of years with their levels.
    """
    if text is None:
        return None
    levels = {}
    for part in rasters.split(text):
        year, _, level = part.partition("=")
        try:
            levels[int(year)] = float(level)
        except ValueError as error:
            message = tr('Price levels are YEAR=LEVEL, separated by commas, for example 2010=1, 2020=1.0925; "{part}" is not one.')
            raise QgsProcessingException(message.format(part=part)) from error
    return levels


def optional_decimal(name: str, label: str) -> QgsProcessingParameterNumber:
    """A number with decimals that may be left out."""
    return QgsProcessingParameterNumber(name, label, QgsProcessingParameterNumber.Double, optional=True)
