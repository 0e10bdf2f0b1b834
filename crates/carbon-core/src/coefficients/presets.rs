//! Sets of coefficients with a name.

use std::collections::BTreeMap;

use super::coefficient::{Coefficient, CoefficientError, Provenance};
use super::set::Coefficients;
use crate::region::LandClass;
use crate::text::Listed;
use crate::units::{CarbonBasis, Hectares};

/// Where the values of `paper-2024` come from.
const PAPER: &str = "Frontiers in Environmental Science 2024, doi 10.3389/fenvs.2024.1404760";

impl Coefficients {
    /// The names that [`preset`](Self::preset) knows.
    pub const PRESETS: [&str; 2] = ["paper-2024", "consistent-c"];

    /// A set of coefficients by name.
    ///
    /// `paper-2024`: the values of the paper, which mix carbon and CO₂ (see
    /// [`mixed_bases`](Self::mixed_bases)).
    ///
    /// `consistent-c`: everything in t C, each value from a source of its own.
    ///
    /// | | t C per | value | from |
    /// |---|---|---|---|
    /// | σ | tce of fossil energy | 0.687 | IPCC carbon contents, weighted by China's mix of 2020 |
    /// | θ | person and year | 0.079 | the paper |
    /// | λ forest | ha and year | −0.578 | Fang et al. 2007 |
    /// | λ grassland | ha and year | −0.021 | Fang et al. 2007, Piao et al. 2007 |
    /// | λ water | ha and year | −0.22 | the mean of 64 Chinese lakes |
    ///
    /// Construction land takes no part. **Cultivated and unused land are left out**: no source
    /// that could be read establishes a yearly absorption for them. A user gives them a λ or says
    /// that they have none; until then [`assess`](crate::assess) names them in an error. The λ are
    /// of biomass or of sediment alone, without soil.
    ///
    /// # Errors
    ///
    /// [`CoefficientError::UnknownPreset`], which lists the legal names.
    pub fn preset(name: &str) -> Result<Self, CoefficientError> {
        match name {
            "paper-2024" => Ok(Self::paper_2024()),
            "consistent-c" => Ok(Self::consistent_c()),
            _ => Err(CoefficientError::UnknownPreset {
                found: name.to_owned(),
                legal: Listed(Self::PRESETS.to_vec()),
            }),
        }
    }

    fn paper_2024() -> Self {
        use CarbonBasis::{Carbon, CarbonDioxide};

        let lambda =
            |value| Coefficient::unchecked(value, Carbon, PAPER.to_owned(), Provenance::Stated);
        let forest = lambda(-5.77).with_note(
            "doubtful: as carbon it is 21.2 t CO₂ per ha and year, 5.4 times the 3.9 of a \
             published provincial inventory; probably 0.577 with a slipped decimal",
        );
        let sigma =
            Coefficient::unchecked(1.87, CarbonDioxide, PAPER.to_owned(), Provenance::Stated);
        let theta = Coefficient::unchecked(0.079, Carbon, PAPER.to_owned(), Provenance::Stated);
        Self {
            sigma: Some(sigma.with_note(
                "basis inferred: as carbon it would exceed the carbon content of any fuel, \
                 about 0.76 t C per tce",
            )),
            theta,
            lambda: BTreeMap::from([
                (LandClass::cultivated(), Some(lambda(-0.13))),
                (LandClass::forest(), Some(forest)),
                (LandClass::grassland(), Some(lambda(-0.022))),
                (LandClass::water(), Some(lambda(-0.253))),
                (LandClass::construction(), None),
                (LandClass::unused(), Some(lambda(-0.005))),
            ]),
        }
    }

    fn consistent_c() -> Self {
        let lambda = |value, source: &str, provenance, note| -> Coefficient<Hectares> {
            Coefficient::unchecked(value, CarbonBasis::Carbon, source.to_owned(), provenance)
                .with_note(note)
        };
        let forest = lambda(
            -0.578,
            "Fang et al. 2007, Science in China D 50, doi 10.1007/s11430-007-0049-1",
            Provenance::Inferred,
            "0.075 Pg C a year on 116.5 to 142.8 million ha of China's forests, 1981-2000, \
             divided by the mean area; biomass alone. The years 2009-2018 take up more: 154.8 \
             Tg C a year (Yang et al. 2022, doi 10.5194/bg-19-2989-2022)",
        );
        let grassland = lambda(
            -0.021,
            "Fang et al. 2007, doi 10.1007/s11430-007-0049-1; area of Piao et al. 2007, doi \
             10.1029/2005GB002634",
            Provenance::Inferred,
            "0.007 Pg C a year on 334.1 million ha; biomass alone. A later review finds China's \
             grasslands neutral (2010, doi 10.1007/s11427-010-4029-x)",
        );
        let water = lambda(
            -0.22,
            "Organic carbon burial in Chinese lakes over the past 150 years, Quaternary \
             International 2017, doi 10.1016/j.quaint.2017.03.047",
            Provenance::Stated,
            "22 g C per m² and year, the mean of 64 lakes that range from 1.4 to 259.5; burial \
             in sediments, taken for all water",
        );
        let sigma = Coefficient::unchecked(
            0.687,
            CarbonBasis::Carbon,
            "2006 IPCC Guidelines, volume 2, table 1.3 (coal 25.8, oil 20.0, gas 15.3 kg C per \
             GJ); mix by the National Bureau of Statistics and the National Energy \
             Administration of China, 2020"
                .to_owned(),
            Provenance::Inferred,
        );
        let theta = Coefficient::unchecked(
            0.079,
            CarbonBasis::Carbon,
            PAPER.to_owned(),
            Provenance::Stated,
        );
        Self {
            sigma: Some(sigma.with_note(
                "29.3076 GJ per tce · (56.8 % coal, 18.9 % oil, 8.4 % gas of 84.1 % fossil \
                 energy): for fossil energy, not for a total with hydropower in it. Coal is 56.8 \
                 % and gas with non-fossil energy 24.3 %, of which 15.9 % are non-fossil",
            )),
            theta,
            lambda: BTreeMap::from([
                (LandClass::forest(), Some(forest)),
                (LandClass::grassland(), Some(grassland)),
                (LandClass::water(), Some(water)),
                (LandClass::construction(), None),
            ]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_papers_preset_has_its_values() {
        let paper = Coefficients::preset("paper-2024").unwrap();
        assert_eq!(
            (paper.sigma().unwrap().value(), paper.theta().value()),
            (1.87, 0.079)
        );
        assert_eq!(paper.theta().unit(), "t C per person and year");
        let lambda = LandClass::paper().map(|c| paper.lambda(&c).map(Coefficient::value));
        assert_eq!(
            lambda,
            [
                Some(-0.13),
                Some(-5.77),
                Some(-0.022),
                Some(-0.253),
                None,
                Some(-0.005)
            ]
        );
        let forest = paper.lambda(&LandClass::forest()).unwrap();
        assert!(forest.note().unwrap().contains("0.577"));
    }

    #[test]
    fn the_consistent_preset_follows_from_its_sources() {
        let preset = Coefficients::preset("consistent-c").unwrap();
        let to_3 = |value: f64| (value * 1e3).round() / 1e3;
        let mix = 0.568 * 25.8 + 0.189 * 20.0 + 0.084 * 15.3;
        assert_eq!(
            preset.sigma().unwrap().value(),
            to_3(29.3076e-3 * mix / 0.841)
        );
        let lambda = |class| preset.lambda(&class).unwrap().value();
        assert_eq!(
            lambda(LandClass::forest()),
            -to_3(75.0 / ((116.5 + 142.8) / 2.0))
        );
        assert_eq!(lambda(LandClass::grassland()), -to_3(7.0 / 334.1));
        assert_eq!(lambda(LandClass::water()), -to_3(22.0 * 1e4 / 1e6));
    }

    #[test]
    fn the_consistent_preset_counts_carbon_alone_and_leaves_two_classes_to_the_user() {
        let preset = Coefficients::preset("consistent-c").unwrap();
        assert_eq!(preset.mixed_bases(), None);
        assert_eq!(preset.sigma().unwrap().basis(), CarbonBasis::Carbon);
        let left_out = LandClass::paper()
            .into_iter()
            .filter(|class| !preset.knows(class));
        assert_eq!(
            left_out.collect::<Vec<_>>(),
            [LandClass::cultivated(), LandClass::unused()]
        );
    }

    #[test]
    fn an_unknown_preset_is_told_the_legal_names() {
        let message = Coefficients::preset("paper").unwrap_err().to_string();
        assert_eq!(
            message,
            "there is no preset `paper`; legal are paper-2024, consistent-c"
        );
    }
}
