//! The project file: what to compute, from which files, with which choices.
//!
//! | what | where |
//! |---|---|
//! | the file as it is written | `raw` |
//! | every choice, parsed and validated once | [`Plan`] |

mod choices;
mod levels;
mod plan;
pub(crate) mod raw;
mod scenarios;
mod sources;
mod uncertainty;
mod zoning;

pub(crate) use choices::refuse_fuels_without_carbon;
pub use levels::{LevelLabel, LevelPlan};
pub use plan::Plan;
pub(crate) use raw::CodeDigits;
pub use raw::Language;
pub use sources::RasterSource;
pub(crate) use sources::{read_legend, refuse_unknown_classes};
pub use uncertainty::UncertaintyPlan;

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use carbon_core::{Coefficients, CompensationOptions, Fuel, LandClass, Year, ZoningRule};
    use zoning_export::Classification;

    use super::Plan;

    const MINIMAL: &str = r#"
        [project]
        name = "region"
        years = [2020, 2010]
        [boundaries]
        path = "zones.gpkg"
        id = "code"
        [landuse]
        legend = "clcd"
        rasters = { 2010 = "a.tif", 2020 = "b.tif" }
        [statistics]
        path = "statistics.csv"
    "#;

    fn message(text: &str) -> String {
        format!(
            "{:#}",
            Plan::from_toml(text, "somewhere".into()).unwrap_err()
        )
    }

    #[test]
    fn a_minimal_project_has_the_defaults_of_the_method() {
        let plan = Plan::from_toml(MINIMAL, "somewhere".into()).unwrap();
        assert_eq!(plan.years, [Year(2010), Year(2020)]);
        assert_eq!(
            (plan.rasters[0].0, &plan.rasters[0].1.paths[..]),
            (Year(2010), &[PathBuf::from("somewhere/a.tif")][..])
        );
        assert_eq!(
            plan.coefficients,
            Coefficients::preset("paper-2024").unwrap()
        );
        assert_eq!(plan.zoning, ZoningRule::default());
        assert!(plan.deflator.is_none());
        assert_eq!((plan.levels.len(), plan.main_level), (1, 0));
    }

    #[test]
    fn an_unknown_key_is_named_with_the_nearest_known_one() {
        let error = message(&MINIMAL.replace("legend", "legnd"));
        assert!(
            error.contains("unknown field `legnd`") && error.contains("did you mean `legend`?"),
            "{error}"
        );
    }

    #[test]
    fn years_and_rasters_must_match() {
        assert!(message(&MINIMAL.replace("[2020, 2010]", "[2020]")).contains("\"2010\""));
        assert!(
            message(&MINIMAL.replace("[2020, 2010]", "[2020, 2010, 2015]"))
                .contains("no raster for 2015")
        );
    }

    #[test]
    fn a_raster_may_be_a_band_of_a_file() {
        let with = |raster: &str| {
            let text = MINIMAL.replace("\"b.tif\"", raster);
            Plan::from_toml(&text, "x".into())
        };
        let plan = with("{ path = \"a.tif\", band = 2 }").unwrap();
        let bands = plan.rasters.iter().map(|(_, raster)| raster.band);
        assert_eq!(bands.collect::<Vec<_>>(), [None, Some(2)]);
        for wrong in ["2", "{ path = \"a.tif\", bands = 2 }", "{ band = 2 }"] {
            let error = format!("{:#}", with(wrong).unwrap_err());
            assert!(error.contains("a table of `path` and `band`"), "{error}");
        }
    }

    #[test]
    fn map_classes_are_chosen_by_theme_and_refused_where_no_map_shows_them() {
        let with = |classes: &str| {
            Plan::from_toml(&format!("{MINIMAL}\n[classes]\n{classes}\n"), "x".into())
        };
        let chosen = with("ecc = { scheme = \"fisher-jenks\", classes = 5 }").unwrap();
        assert_eq!(
            chosen.classes.ecc,
            Some(Classification::FisherJenks { classes: 5 })
        );
        for (wrong, said) in [
            (
                "ecc = { scheme = \"quantiles\", classes = 1 }",
                "[classes] ecc: 1 classes",
            ),
            (
                "ecc = { scheme = \"value\", breaks = [2, 1] }",
                "2, 1 cannot be class breaks",
            ),
            (
                "budget = { scheme = \"share-of-mean\", breaks = [1] }",
                "which budget does not",
            ),
            ("ecc = { scheme = \"jenks\", classes = 3 }", "fisher-jenks"),
            ("ecc = { scheme = \"quantiles\", breaks = [3] }", "breaks"),
            (
                "zones = { scheme = \"quantiles\", classes = 3 }",
                "unknown field `zones`",
            ),
        ] {
            let error = format!("{:#}", with(wrong).unwrap_err());
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_name_cannot_leave_the_folder() {
        assert!(
            message(&MINIMAL.replace("\"region\"", "\"../region\"")).contains("letters, digits")
        );
    }

    #[test]
    fn coefficients_of_the_users_replace_those_of_the_preset() {
        let text = format!(
            "{MINIMAL}\n[coefficients.land.forest]\nvalue = -0.577\nbasis = \"C\"\nsource = \"a slipped decimal\"\n[coefficients]\nwithout = [\"sea\"]\n"
        );
        let coefficients = Plan::from_toml(&text, "x".into()).unwrap().coefficients;
        assert_eq!(
            coefficients.lambda(&LandClass::forest()).unwrap().value(),
            -0.577
        );
        assert!(coefficients.knows(&LandClass::new("sea").unwrap()));
    }

    #[test]
    fn a_compensation_has_the_defaults_of_the_method_and_names_what_is_wrong() {
        let plan = |table: &str| {
            let text = format!("{MINIMAL}\n[compensation]\n{table}");
            Plan::from_toml(&text, "x".into()).map(|plan| plan.levels[0].scheme.unwrap())
        };
        let years = "base_year = 2010\ntarget_year = 2020\n";
        assert_eq!(plan(years).unwrap().options, CompensationOptions::default());
        let chosen = plan(&format!("{years}weight = 0.7\nform = \"gross\"\nprice = {{ rule = {{ fixed = {{ yuan_per_t = 60.0 }} }} }}\n")).unwrap();
        assert_eq!(
            (chosen.options.weight, chosen.base, chosen.target),
            (0.7, Year(2010), Year(2020))
        );
        let message = |table: &str| format!("{:#}", plan(table).unwrap_err());
        assert!(message("base_year = 2010\n").contains("target_year"));
        assert!(message("base_year = 2011\ntarget_year = 2020\n").contains("2011"));
        assert!(message(&format!("{years}wieght = 0.7\n")).contains("did you mean `weight`?"));
        assert!(message(&format!("{years}weight = 1.7\n")).contains("0 to 1"));
    }

    #[test]
    fn factors_of_fuels_may_be_the_users() {
        let text = format!(
            "{MINIMAL}\n[fuels.natural_gas]\ncoal_equivalent = 1.2143\nsource = \"GB/T 2589\"\n"
        );
        let table = Plan::from_toml(&text, "x".into()).unwrap().fuels;
        let (_, gas) = table
            .entries()
            .find(|(fuel, _)| *fuel == Fuel::NaturalGas)
            .unwrap();
        assert_eq!(
            (gas.coal_equivalent.value, &*gas.coal_equivalent.source),
            (1.2143, "GB/T 2589")
        );
        assert!(message(&text.replace("natural_gas", "gas")).contains("natural_gas"));
    }

    #[test]
    fn thresholds_are_checked_by_name() {
        let text = format!(
            "{MINIMAL}\n[zoning]\nrule = \"quadrant\"\n[zoning.thresholds]\nsink_es = 1.2\n"
        );
        let error = message(&text);
        assert!(
            error.contains("sink_es") && error.contains("intensity_ecc"),
            "{error}"
        );
    }
}
