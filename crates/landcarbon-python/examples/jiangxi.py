"""The example of Jiangxi in Python, cell by cell: from rasters and statistics to functional zones and a QGIS project.

Run it from the root of the project, whole or cell by cell (VS Code, Spyder, Jupytext). Its land use is synthetic and most of its energy
figures are fitted to what the paper states: see fixtures/jiangxi/README.md.
"""

# %% Zones as geopandas has them, rasters as rasterio has them
import sys
from pathlib import Path

import geopandas
import rasterio

import landcarbon

folder = Path("fixtures/jiangxi")
cities = geopandas.read_file(folder / "boundaries.geojson")
with rasterio.open(folder / "landuse-2020.tif") as file:
    newest = landcarbon.ArrayRaster(file.read(1), file.transform, file.crs, file.nodata)

# %% Hectares of each city, year and class; the coverage is built once
coverage = landcarbon.Coverage(cities, newest, zone_id="adcode", zone_name="name")
rasters = {2010: folder / "landuse-2010.tif", 2015: folder / "landuse-2015.tif", 2020: newest}
hectares = coverage.tally(rasters, legend="cnlucc")
print(hectares.pivot_table(index="class", columns="label", values="hectares", aggfunc="sum", sort=False).round(1))

# %% What became of what, in hectares
changes = coverage.transition({2010: rasters[2010], 2020: newest}, legend="cnlucc")
lost = changes[(changes["from_class"] == "cultivated") & (changes["to_class"] != "cultivated")]
print(lost.groupby("to_class")["hectares"].sum().sort_values(ascending=False).head(3).round(1))

# %% Emissions, absorption, budget (t), coefficients and functional zones, with the method's own coefficients
assessment = landcarbon.assess(
    hectares,
    folder / "statistics.csv",
    price_year=2010,
    compensation={"base_year": 2010, "target_year": 2020, "mean_emissions_t": 13243930, "preset": "paper-2024"},
    name="jiangxi",
    note="example: synthetic land use, fitted statistics",
)
print(assessment.region[["year", "emissions_t", "absorption_t", "budget_t"]].round(0))
in_2020 = assessment.zones[assessment.zones["year"] == 2020]
print(in_2020[["name", "ecc", "esc", "functional_zone", "compensation_yuan"]].round(3))

# %% How far the compensation depends on what the paper leaves open
print(assessment.tables["sensitivity"][["name", "minimum_yuan", "median_yuan", "maximum_yuan", "changes_role"]])

# %% Layers, styles and a project for QGIS
out = Path(sys.argv[1] if len(sys.argv) > 1 else "jiangxi-python")
for path in landcarbon.write_layers(assessment, cities, out, zone_id="adcode", overwrite=True):
    print(path)
