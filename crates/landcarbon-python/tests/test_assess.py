"""Assessments: the numbers that the program writes, and those that formulas 1 to 7 give by hand."""

import io
import warnings

import landcarbon
import numpy
import pandas
import pytest
from conftest import FIELDS, JIANGXI, RASTERS, REPROJECTED, ROOT, ZONES
from pandas.testing import assert_frame_equal

pytestmark = [
    pytest.mark.filterwarnings("ignore::landcarbon.DataWarning"),
]

CHOICES = {
    "price_year": 2010,
    "compensation": {"base_year": 2010, "target_year": 2020, "mean_emissions_t": 13243930, "preset": "paper-2024"},
}


@pytest.fixture(scope="module")
def statistics():
    return pandas.read_csv(JIANGXI / "statistics.csv", dtype={"zone": str})


@pytest.fixture(scope="module")
def hectares():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return landcarbon.tally(ZONES, RASTERS, legend="cnlucc", **FIELDS)


@pytest.fixture(scope="module")
def from_project():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return landcarbon.assess(JIANGXI / "project.toml")


@pytest.fixture(scope="module")
def run(program, tmp_path_factory):
    out = tmp_path_factory.mktemp("run") / "out"
    program.out("run", JIANGXI / "project.toml", "--out", out)
    return out


def test_a_project_gives_what_run_writes(from_project, run, tmp_path):
    landcarbon.write_hectares(from_project.hectares, tmp_path / "hectares.csv")
    assert (tmp_path / "hectares.csv").read_bytes() == (run / "hectares.csv").read_bytes()
    assert set(from_project.tables) == {"sensitivity", "expect"}
    assert from_project.tables["expect"]["holds"].all() and len(from_project.tables["expect"]) == 40
    for name, file in (("sensitivity", "tables/sensitivity.csv"), ("expect", "expect.csv")):
        expected = pandas.read_csv(run / file, dtype={"zone": str, "id": str})
        assert_frame_equal(from_project.tables[name], expected, check_dtype=False)


def test_long_tables_are_written_in_a_format(from_project, run, tmp_path):
    files = from_project.write_tables(tmp_path / "csv", "csv")
    assert {file.name for file in files} == {"sensitivity.csv", "expect.csv"}
    assert (tmp_path / "csv" / "expect.csv").read_bytes() == (run / "expect.csv").read_bytes()
    for file in from_project.write_tables(tmp_path / "parquet"):
        assert file.suffix == ".parquet" and file.read_bytes().startswith(b"PAR1")
    with pytest.raises(landcarbon.Error, match="use .csv, .json or .parquet"):
        from_project.write_tables(tmp_path, "xlsx")


def test_fields_are_those_of_the_layers(from_project, run):
    import pyogrio

    (layers,) = run.glob("layers/*.gpkg")
    for year in (2010, 2020):
        layer = pyogrio.read_dataframe(layers, layer=f"jiangxi_{year}", read_geometry=False)
        in_year = from_project.zones[from_project.zones["year"] == year].reset_index(drop=True)
        shared = [column for column in in_year.columns if column in layer.columns]
        assert set(in_year.columns) - set(shared) <= set(in_year.columns[in_year.isna().all()])
        assert len(shared) > 20
        found, expected = (frame[shared].fillna(numpy.nan) for frame in (in_year, layer))
        assert_frame_equal(found, expected, check_dtype=False, rtol=0, atol=5e-3)
    assert from_project.units["emissions_t"] == "t"
    assert from_project.zones["ecc"].dtype == "float64"


def test_frames_give_what_the_project_gives(from_project, hectares, statistics):
    of_frames = landcarbon.assess(hectares, statistics, **CHOICES)
    assert_frame_equal(of_frames.zones, from_project.zones, check_exact=True)
    assert_frame_equal(of_frames.region, from_project.region, check_exact=True)
    assert_frame_equal(of_frames.tables["sensitivity"], from_project.tables["sensitivity"])
    of_files = landcarbon.assess(hectares, JIANGXI / "statistics.csv", **CHOICES)
    assert_frame_equal(of_files.zones, from_project.zones, check_exact=True)


def test_a_zone_without_data_has_no_function_unless_it_may(hectares, statistics):
    """60 % of a city without data in 2020: less than half is known, so it is neither classed nor paid."""
    cloudy = hectares.copy()
    city = (cloudy["zone"] == "360100") & (cloudy["label"] == "2020")
    area = cloudy.loc[city, "hectares"].sum()
    cloudy.loc[city, "hectares"] *= 0.4
    cloudy.loc[city & (cloudy["class"] == "nodata"), "hectares"] = area - cloudy.loc[
        city & (cloudy["class"] != "nodata"), "hectares"
    ].sum()
    found = landcarbon.assess(cloudy, statistics, **CHOICES)
    row = found.zones.set_index(["zone", "year"]).loc[("360100", 2020)]
    assert 0.39 < row["coverage"] <= 0.4
    assert pandas.isna(row["functional_zone"]) and pandas.isna(row["compensation_yuan"])
    assert any("60." in text and "nodata" in text for text in found.warnings)
    allowed = landcarbon.assess(cloudy, statistics, min_coverage=0.3, **CHOICES)
    row = allowed.zones.set_index(["zone", "year"]).loc[("360100", 2020)]
    assert not pandas.isna(row["functional_zone"]) and not pandas.isna(row["compensation_yuan"])


def test_formulas_1_to_7_by_hand(from_project, hectares, statistics):
    """The same from the statistics and the tally with pandas alone."""
    wide = statistics.pivot_table(index=["zone", "year"], columns="variable", values="value", aggfunc="first")
    factors = statistics.drop_duplicates("variable").set_index("variable")["unit"]
    assert (factors["energy"], factors["population"], factors["gdp_constant"]) == ("tce", "persons", "1e4 yuan")
    absorbed = {"cultivated": 0.13, "forest": 5.77, "grassland": 0.022, "water": 0.253, "unused": 0.005}
    land = hectares.assign(year=hectares["label"].astype(int))
    land = land.pivot_table(index=["zone", "year"], columns="class", values="hectares", aggfunc="sum")

    hand = pandas.DataFrame(index=wide.index)
    hand["emissions_energy_t"] = wide["energy"] * 1.87  # 1
    hand["emissions_respiration_t"] = wide["population"] * 0.079  # 2
    hand["emissions_t"] = hand["emissions_energy_t"] + hand["emissions_respiration_t"]  # 3
    hand["absorption_t"] = sum(land[name] * factor for name, factor in absorbed.items())  # 4
    hand["budget_t"] = hand["emissions_t"] - hand["absorption_t"]  # 5
    hand["intensity_t_per_1e4_yuan"] = hand["emissions_t"] / wide["gdp_constant"]
    share = lambda column: column / column.groupby("year").transform("sum")  # noqa: E731
    hand["ecc"] = share(wide["gdp_constant"]) / share(hand["emissions_t"])  # 6
    hand["esc"] = share(hand["absorption_t"]) / share(hand["emissions_t"])  # 7

    found = from_project.zones.set_index(["zone", "year"]).loc[hand.index, hand.columns]
    assert_frame_equal(found, hand, check_exact=False, rtol=1e-12, check_names=False)
    total = hand.groupby("year")[["emissions_t", "absorption_t", "budget_t"]].sum()
    region = from_project.region.set_index("year")[total.columns]
    assert_frame_equal(region, total, rtol=1e-12)


def test_the_papers_table_1_by_hand(hectares, run):
    """Area and change of the land-use types of the region, against the table for people."""
    area = hectares.pivot_table(index="class", columns="label", values="hectares", aggfunc="sum")
    table = pandas.read_csv(run / "tables/table-1.csv", encoding="utf-8-sig")
    table = table.set_index(table.columns[0])
    for people in ("Cultivated land", "Forest land", "Grassland", "Water area", "Construction land", "Unused land"):
        of_class = area.loc[people.split()[0].lower()]
        row = table.loc[people].astype(float)
        for year in ("2010", "2015", "2020"):
            assert abs(row[f"Area {year} (ha)"] - of_class[year]) <= 0.005
        change = of_class["2020"] - of_class["2010"]
        assert abs(row["Change 2010 to 2020 (ha)"] - change) <= 0.005
        assert abs(row["Change 2010 to 2020 (%)"] - 100 * change / of_class["2010"]) <= 0.005


def test_layers_are_those_of_run(from_project, run, tmp_path_factory):
    out = tmp_path_factory.mktemp("python") / "out"
    written = landcarbon.write_layers(from_project, None, out)
    assert all(path.is_file() for path in written)
    names = {path.relative_to(out).as_posix() for path in written} - {"manifest.json"}
    expected = {path.relative_to(run).as_posix() for path in run.glob("layers/*")} | {"jiangxi.qgz"}
    assert names == expected
    for name in names:
        assert (out / name).read_bytes() == (run / name).read_bytes(), name
    with pytest.raises(landcarbon.Error, match="--overwrite"):
        landcarbon.write_layers(from_project, None, out)
    landcarbon.write_layers(from_project, None, out, overwrite=True)


def test_layers_of_frames_need_zones(hectares, statistics, cities, run, tmp_path):
    of_frames = landcarbon.assess(
        hectares, statistics, name="jiangxi", title="Jiangxi Province",
        note="example: synthetic land use, fitted statistics", **CHOICES,
    )
    with pytest.raises(landcarbon.Error, match="give the zones too"):
        landcarbon.write_layers(of_frames, None, tmp_path)
    shuffled = cities.sample(frac=1, random_state=1)
    landcarbon.write_layers(of_frames, shuffled, tmp_path, zone_id="adcode")
    for path in (run / "layers").glob("*.geojson"):
        assert (tmp_path / "layers" / path.name).read_bytes() == path.read_bytes()
    with pytest.raises(landcarbon.Error, match="there is no zone 360100"):
        landcarbon.write_layers(of_frames, cities[1:], tmp_path, zone_id="adcode", overwrite=True)


@pytest.fixture(scope="module")
def beyond():
    """The choices of the example with what lies beyond the paper."""
    tomllib = pytest.importorskip("tomllib")
    choices = tomllib.loads((JIANGXI / "beyond.toml").read_text())
    for table in ("scenario", "goal"):
        choices[f"{table}s"] = choices.pop(table)
    choices.update(choices.pop("project"), price_year=choices.pop("statistics")["price_year"])
    for of_files in ("boundaries", "landuse", "years"):
        del choices[of_files]
    choices["uncertainty"].update(draws=100, sobol_samples=100)
    return choices


def test_what_projects_ask_for_frames_may_ask(hectares, statistics, cities, beyond, tmp_path):
    project = (JIANGXI / "beyond.toml").read_text()
    project = project.replace("draws = 10000", "draws = 100\nsobol_samples = 100")
    for name in ("boundaries.geojson", "statistics.csv", *(path.name for path in RASTERS.values())):
        project = project.replace(f'"{name}"', f'"{JIANGXI / name}"')
    (tmp_path / "beyond.toml").write_text(project)
    expected = landcarbon.assess(tmp_path / "beyond.toml").tables
    assert {"drivers", "moran", "sobol", "scenarios", "goals", "zonings", "absorption_drivers"} <= set(expected)

    beyond["analysis"]["transitions"] = False
    places = {"zones": cities, "zone_id": "adcode", "zone_name": "name"}
    found = landcarbon.assess(hectares, statistics, **beyond, **places).tables
    assert set(found) == set(expected) - {"transitions", "absorption_drivers"}
    for name, table in found.items():
        assert_frame_equal(table, expected[name], check_exact=True, obj=name)


def test_choices_are_heard(hectares, statistics):
    found = landcarbon.assess(
        hectares,
        statistics,
        coefficients={
            "preset": "paper-2024",
            "land": {"forest": {"value": numpy.float64(-0.577), "basis": "C", "source": "a slipped decimal"}},
        },
        zoning={"rule": "quadrant", "thresholds": {"sink_esc": 1}},
        price_year=numpy.int64(2010),
    )
    as_published = landcarbon.assess(hectares, statistics, price_year=2010)
    tenth = found.zones["absorption_forest_t"] / as_published.zones["absorption_forest_t"]
    assert numpy.allclose(tenth, 0.1)
    assert not found.zones["functional_zone"].equals(as_published.zones["functional_zone"])
    with pytest.raises(landcarbon.Error, match="they are not given"):
        landcarbon.assess(hectares, statistics, analysis={"moran": ["intensity"]})


def test_levels_are_assessments_of_their_own():
    found = landcarbon.assess(ROOT / "fixtures/jiangxi-counties/project.toml")
    assert found.levels
    for level in found.levels.values():
        assert not level.levels
        assert abs(level.region["emissions_t"] / found.region["emissions_t"] - 1).max() < 1e-9
        assert len(level.zones) != len(found.zones)


def test_errors_have_the_programs_sentences(program, tmp_path):
    project = (JIANGXI / "project.toml").read_text().replace('legend = "cnlucc"', 'legnd = "cnlucc"')
    path = tmp_path / "project.toml"
    path.write_text(project)
    for broken in (path, tmp_path / "none.toml"):
        with pytest.raises(landcarbon.Error) as raised:
            landcarbon.assess(broken)
        assert str(raised.value) == program.sentences("check", broken)


def test_what_frames_can_get_wrong_is_told(hectares, statistics):
    no_unit = statistics.drop(columns="unit")
    cases = [
        (hectares, no_unit, {}, r"lacks the column unit"),
        (hectares, None, {}, "statistics are missing"),
        (hectares.replace("2020", "lucc"), statistics, {}, 'label "lucc" of the hectares is no year'),
        (hectares, statistics, {"coefficients": "paper"}, "paper-2024"),
        (hectares, statistics, {"zoning": {"rul": "paper"}}, "did you mean `rule`"),
        (hectares, statistics, {"analysis": {"transitions": True}}, "assess a project file"),
        (hectares.drop(columns="class"), statistics, {}, "lacks the column"),
        (hectares[hectares["zone"] != "360100"], statistics, {}, "360100"),
        (JIANGXI / "project.toml", None, {"price_year": 2010}, "put price_year into it"),
    ]
    for land, table, choices, words in cases:
        with pytest.raises(landcarbon.Error, match=words):
            landcarbon.assess(land, table, **choices)


@pytest.mark.filterwarnings("default::landcarbon.DataWarning")
def test_strict_refuses_what_looks_wrong_by_a_power_of_ten(hectares, statistics):
    people = (statistics["variable"] == "population") & (statistics["zone"] == "360100") & (statistics["year"] == 2010)
    wrong = statistics.assign(value=statistics["value"].where(~people, statistics["value"] * 10_000))
    with pytest.warns(landcarbon.DataWarning, match="360100"):
        landcarbon.assess(hectares, wrong, **CHOICES)
    with pytest.raises(landcarbon.Error, match="strict refuses statistics that look wrong"):
        landcarbon.assess(hectares, wrong, **CHOICES, strict=True)


def test_the_model_warns(hectares, statistics):
    with pytest.warns(landcarbon.DataWarning, match="CO"):
        found = landcarbon.assess(hectares, statistics, **CHOICES)
    assert found.warnings


def test_classes_outside_the_model_count_as_outside(hectares, statistics):
    sea = hectares[hectares["class"] == "outside"].assign(**{"class": "sea", "hectares": 7.0})
    with_sea = pandas.concat([hectares, sea], ignore_index=True)
    with pytest.raises(landcarbon.Error, match="sea"):
        landcarbon.assess(with_sea, statistics, **CHOICES)
    found = landcarbon.assess(with_sea, statistics, legend="cnlucc", **CHOICES)
    expected = landcarbon.assess(hectares, statistics, **CHOICES)
    assert "sea_ha" not in found.zones
    assert numpy.allclose(found.zones["area_ha"], expected.zones["area_ha"] + 7.0)
    assert found.zones["esc"].equals(expected.zones["esc"])
