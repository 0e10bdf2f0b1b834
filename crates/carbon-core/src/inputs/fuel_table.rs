//! The standard-coal coefficients and carbon contents of fuels.

use bilingual::Bilingual;

use crate::text::phrase;
use std::collections::BTreeMap;

use serde::Serialize;

use super::fuel::{Fuel, FuelQuantity};
use crate::coefficients::Provenance;
use crate::units::{CarbonBasis, CoalEquivalent, Tonnes};

/// Gigajoules in a tonne of coal equivalent: 7000 kcal a kilogram at 4.1868 kJ.
const GJ_PER_TCE: f64 = 29.3076;

/// Where the standard-coal coefficients come from.
const YEARBOOK: &str = "China Energy Statistical Yearbook 2022, appendix 4, conversion factors \
                        from physical units to coal equivalent";

/// Where the carbon contents come from.
const IPCC: &str = "2006 IPCC Guidelines for National Greenhouse Gas Inventories, volume 2, \
                    table 1.3, default carbon content";

/// One figure of a fuel, with what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FuelFactor {
    pub value: f64,
    /// The unit: kgce per kg, m³, MJ or kWh, or kg C per GJ.
    pub unit: &'static str,
    /// Where it comes from.
    pub source: String,
    /// How well it is known.
    pub provenance: Provenance,
    /// A remark for people.
    pub note: Option<String>,
}

/// The figures of one fuel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FuelEntry {
    /// Its standard-coal coefficient.
    pub coal_equivalent: FuelFactor,
    /// Its carbon content; `None` for heat and electricity, whose carbon is that of the fuels they
    /// were made of.
    pub carbon_content: Option<FuelFactor>,
    /// The share of its carbon that burns; all of it unless the user says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oxidation: Option<FuelFactor>,
    /// Of heat and electricity: what was emitted for them, if the user gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emission_factor: Option<FuelFactor>,
}

/// The fuels with their standard-coal coefficients and carbon contents.
///
/// | fuel | standard coal | carbon, kg C per GJ | the IPCC's name |
/// |---|---|---|---|
/// | raw coal | 0.7143 kgce per kg | 25.8 | other bituminous coal |
/// | coke | 0.9714 kgce per kg | 29.2 | coke oven coke |
/// | crude oil | 1.4286 kgce per kg | 20.0 | crude oil |
/// | gasoline | 1.4714 kgce per kg | 18.9 | motor gasoline |
/// | kerosene | 1.4714 kgce per kg | 19.6 | other kerosene |
/// | diesel | 1.4571 kgce per kg | 20.2 | gas/diesel oil |
/// | fuel oil | 1.4286 kgce per kg | 21.1 | residual fuel oil |
/// | LPG | 1.7143 kgce per kg | 17.2 | liquefied petroleum gases |
/// | natural gas | 1.3300 kgce per m³ | 15.3 | natural gas |
/// | heat | 0.03412 kgce per MJ | | |
/// | electricity | 0.1229 kgce per kWh (calorific) | | |
///
/// The standard-coal coefficients were compared with a transcription of the yearbook's appendix, not
/// with the print; the carbon contents with transcriptions of the IPCC's table of 1996, which has
/// the same but for coke, and of the CO₂ factors of table 2.2 of 2006, which are these times 44/12,
/// rounded (coke: 107,000 kg CO₂ per TJ). The yearbook of 2022 gives natural gas
/// as 1.1000–1.3300; earlier ones give 1.3300 alone.
///
/// ```
/// use carbon_core::{CarbonBasis, Fuel, FuelQuantity, FuelTable};
///
/// let table = FuelTable::default();
/// let coal = FuelQuantity(1_000_000.0); // t
/// assert_eq!(table.energy(Fuel::RawCoal, coal).0, 714_300.0);
/// // 714,300 tce · 29.3076 GJ · 25.8 kg C
/// let carbon = table.carbon(Fuel::RawCoal, coal).unwrap();
/// assert_eq!(carbon.amount.round(), 540_108.0);
/// assert_eq!(carbon.basis, CarbonBasis::Carbon);
/// assert_eq!(table.carbon(Fuel::Electricity, FuelQuantity(1.0)), None);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct FuelTable {
    entries: BTreeMap<Fuel, FuelEntry>,
}

/// An impossible figure of a fuel.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Bilingual)]
pub enum FuelTableError {
    /// Below zero or not finite.
    #[en("{what} of {fuel} is {value}; it must be a finite number from 0 up")]
    #[zh("{fuel} 的{}为 {value}；必须是不小于 0 的有限数", phrase(what))]
    Value {
        fuel: Fuel,
        /// `the standard-coal coefficient` or `the carbon content`.
        what: &'static str,
        value: f64,
    },
    /// More than the whole.
    #[en("the oxidized share of {fuel} is {value}; it must be from 0 to 1, such as 0.98")]
    #[zh("{fuel} 的氧化率为 {value}；必须在 0 与 1 之间，例如 0.98")]
    Oxidation { fuel: Fuel, value: f64 },
    /// A factor by the unit of something that is burnt.
    #[en(
        "{0} is burnt, so that its emissions follow from its carbon content; an emission factor is for heat and electricity"
    )]
    #[zh("{0} 是燃烧的，其碳排放由含碳量计算；排放因子只用于热力和电力")]
    Burnt(Fuel),
}

impl Default for FuelTable {
    fn default() -> Self {
        let entry = |fuel| (fuel, FuelEntry::standard(fuel));
        Self {
            entries: Fuel::ALL.into_iter().map(entry).collect(),
        }
    }
}

impl FuelEntry {
    fn standard(fuel: Fuel) -> Self {
        let (coal_equivalent, carbon_content) = match fuel {
            Fuel::RawCoal => (0.7143, Some(25.8)),
            Fuel::Coke => (0.9714, Some(29.2)),
            Fuel::CrudeOil => (1.4286, Some(20.0)),
            Fuel::Gasoline => (1.4714, Some(18.9)),
            Fuel::Kerosene => (1.4714, Some(19.6)),
            Fuel::Diesel => (1.4571, Some(20.2)),
            Fuel::FuelOil => (1.4286, Some(21.1)),
            Fuel::Lpg => (1.7143, Some(17.2)),
            Fuel::NaturalGas => (1.33, Some(15.3)),
            Fuel::Heat => (0.034_12, None),
            Fuel::Electricity => (0.1229, None),
        };
        let factor = |value, unit, source: &str, note: Option<&str>| FuelFactor {
            value,
            unit,
            source: source.to_owned(),
            provenance: Provenance::Stated,
            note: note.map(str::to_owned),
        };
        let coal_note = match fuel {
            Fuel::NaturalGas => Some(
                "the upper end of the yearbook's 1.1000 to 1.3300, and the only value of earlier \
                 yearbooks",
            ),
            Fuel::Electricity => Some(
                "by the heat of the current, not by the coal that a power plant burns for it, \
                 about 0.3 kgce per kWh",
            ),
            _ => None,
        };
        let carbon_note = (fuel == Fuel::RawCoal)
            .then_some("as other bituminous coal; China's raw coal is a mixture of ranks");
        let unit = fuel.coal_equivalent_unit();
        Self {
            coal_equivalent: factor(coal_equivalent, unit, YEARBOOK, coal_note),
            carbon_content: carbon_content
                .map(|value| factor(value, "kg C per GJ", IPCC, carbon_note)),
            oxidation: None,
            emission_factor: None,
        }
    }
}

impl FuelTable {
    /// The fuels, each with what is known of it.
    pub fn entries(&self) -> impl Iterator<Item = (Fuel, &FuelEntry)> {
        self.entries.iter().map(|(fuel, entry)| (*fuel, entry))
    }

    /// With another standard-coal coefficient, in the fuel's
    /// [unit](Fuel::coal_equivalent_unit).
    ///
    /// # Errors
    ///
    /// [`FuelTableError`] if the value is not a finite number from 0 up.
    pub fn with_coal_equivalent(
        self,
        fuel: Fuel,
        value: f64,
        source: impl Into<String>,
    ) -> Result<Self, FuelTableError> {
        let what = "the standard-coal coefficient";
        let factor = users(fuel, what, value, fuel.coal_equivalent_unit(), source)?;
        Ok(self.with(fuel, |entry| entry.coal_equivalent = factor))
    }

    /// With a share of a fuel's carbon that burns, from 0 to 1, instead of all of it.
    ///
    /// # Errors
    ///
    /// [`FuelTableError`] if the value is not a number from 0 to 1.
    pub fn with_oxidation(
        self,
        fuel: Fuel,
        value: f64,
        source: impl Into<String>,
    ) -> Result<Self, FuelTableError> {
        if !(0.0..=1.0).contains(&value) {
            return Err(FuelTableError::Oxidation { fuel, value });
        }
        let factor = users(fuel, "the oxidized share", value, "", source)?;
        Ok(self.with(fuel, |entry| entry.oxidation = Some(factor)))
    }

    /// With what was emitted for a MWh of electricity, as the factors of grids say, or for a GJ of heat.
    ///
    /// # Errors
    ///
    /// [`FuelTableError`] if the value is below zero or not finite, or the fuel is burnt by those who use it.
    pub fn with_emission_factor(
        self,
        fuel: Fuel,
        per_unit: Tonnes,
        source: impl Into<String>,
    ) -> Result<Self, FuelTableError> {
        let unit = match fuel {
            Fuel::Electricity => "t C per MWh",
            Fuel::Heat => "t C per GJ",
            _ => return Err(FuelTableError::Burnt(fuel)),
        };
        let carbon = per_unit
            .restated_as(CarbonBasis::Carbon)
            .unwrap_or(per_unit);
        let factor = users(fuel, "the emission factor", carbon.amount, unit, source)?;
        Ok(self.with(fuel, |entry| entry.emission_factor = Some(factor)))
    }

    /// With another carbon content, in kg C per GJ. One for heat or electricity counts the carbon
    /// of the fuels that they are made of.
    ///
    /// # Errors
    ///
    /// [`FuelTableError`] if the value is not a finite number from 0 up.
    pub fn with_carbon_content(
        self,
        fuel: Fuel,
        value: f64,
        source: impl Into<String>,
    ) -> Result<Self, FuelTableError> {
        let factor = users(fuel, "the carbon content", value, "kg C per GJ", source)?;
        Ok(self.with(fuel, |entry| entry.carbon_content = Some(factor)))
    }

    fn with(mut self, fuel: Fuel, change: impl FnOnce(&mut FuelEntry)) -> Self {
        change(
            self.entries
                .entry(fuel)
                .or_insert_with(|| FuelEntry::standard(fuel)),
        );
        self
    }

    /// The energy of an amount of fuel: amount × standard-coal coefficient.
    ///
    /// # Units
    ///
    /// The amount in the fuel's [unit](Fuel::unit), the result in tce.
    pub fn energy(&self, fuel: Fuel, quantity: FuelQuantity) -> CoalEquivalent {
        let entry = self.entries.get(&fuel);
        let factor = entry.map_or(0.0, |entry| entry.coal_equivalent.value);
        CoalEquivalent(quantity.0 * factor * fuel.coal_equivalent_scale())
    }

    /// The carbon that burning an amount of fuel sets free: energy × carbon content × the share that burns; for heat and
    /// electricity what was emitted for them. `None` if the table has no carbon content and no emission factor for the fuel.
    ///
    /// An alternative to formula 1, which multiplies the energy by one σ whatever the fuel: C = Σ E_i·K_i, as in
    /// doi 10.5846/stxb201603310591.
    ///
    /// # Units
    ///
    /// The amount in the fuel's [unit](Fuel::unit), the result in t C, at 29.3076 GJ a tce.
    pub fn carbon(&self, fuel: Fuel, quantity: FuelQuantity) -> Option<Tonnes> {
        let entry = self.entries.get(&fuel)?;
        let carbon = match &entry.emission_factor {
            Some(factor) => quantity.0 * fuel.emission_factor_scale() * factor.value,
            None => {
                let content = entry.carbon_content.as_ref()?.value;
                let burnt = entry.oxidation.as_ref().map_or(1.0, |share| share.value);
                let gigajoules = self.energy(fuel, quantity).0 * GJ_PER_TCE;
                gigajoules * content / 1e3 * burnt
            }
        };
        Some(Tonnes::new(carbon, CarbonBasis::Carbon))
    }
}

fn users(
    fuel: Fuel,
    what: &'static str,
    value: f64,
    unit: &'static str,
    source: impl Into<String>,
) -> Result<FuelFactor, FuelTableError> {
    if !(value.is_finite() && value >= 0.0) {
        return Err(FuelTableError::Value { fuel, what, value });
    }
    Ok(FuelFactor {
        value,
        unit,
        source: source.into(),
        provenance: Provenance::User,
        note: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_every_unit_become_tce() {
        let table = FuelTable::default();
        let tce = |fuel| table.energy(fuel, FuelQuantity(10_000.0)).0;
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(close(tce(Fuel::Diesel), 14_571.0)); // t
        assert!(close(tce(Fuel::NaturalGas), 13.3)); // m³
        assert!(close(tce(Fuel::Heat), 341.2)); // GJ
        assert!(close(tce(Fuel::Electricity), 1.229)); // kWh
    }

    #[test]
    fn a_users_figure_replaces_the_tables() {
        let table = FuelTable::default()
            .with_coal_equivalent(Fuel::NaturalGas, 1.2143, "GB/T 2589")
            .unwrap()
            .with_carbon_content(Fuel::Electricity, 40.0, "a grid's mean")
            .unwrap();
        let gas = table.energy(Fuel::NaturalGas, FuelQuantity(1e6)).0;
        assert!((gas - 1214.3).abs() < 1e-9);
        assert!(table.carbon(Fuel::Electricity, FuelQuantity(1e6)).is_some());
        let (_, entry) = table
            .entries()
            .find(|(fuel, _)| *fuel == Fuel::NaturalGas)
            .unwrap();
        assert_eq!(entry.coal_equivalent.provenance, Provenance::User);
    }

    /// t C per tce as doi 10.5846/stxb201603310591 prints them, which rounds other heats of the fuels.
    #[test]
    fn carbon_per_coal_equivalent_is_as_printed() {
        let table = FuelTable::default();
        for (fuel, printed) in [
            (Fuel::RawCoal, 0.7559),
            (Fuel::Coke, 0.8550),
            (Fuel::CrudeOil, 0.5857),
            (Fuel::Gasoline, 0.5538),
            (Fuel::Kerosene, 0.5714),
            (Fuel::Diesel, 0.5921),
            (Fuel::FuelOil, 0.6185),
            (Fuel::NaturalGas, 0.4483),
        ] {
            let amount = FuelQuantity(1e6);
            let carbon = table.carbon(fuel, amount).unwrap().amount;
            let per_tce = carbon / table.energy(fuel, amount).0;
            assert!(
                (per_tce / printed - 1.0).abs() < 0.0055,
                "{fuel}: {per_tce}"
            );
        }
    }

    #[test]
    fn not_all_carbon_burns_and_currents_have_factors_of_their_grid() {
        let table = FuelTable::default()
            .with_oxidation(Fuel::RawCoal, 0.9, "an inventory")
            .unwrap()
            .with_emission_factor(
                Fuel::Electricity,
                Tonnes::new(0.55, CarbonBasis::CarbonDioxide),
                "a grid",
            )
            .unwrap();
        let carbon = |fuel, amount| table.carbon(fuel, FuelQuantity(amount)).unwrap().amount;
        // 714.3 tce · 29.3076 GJ · 25.8 kg C · 0.9
        let coal = 714.3 * 29.3076 * 25.8 * 0.9 / 1e3;
        assert!((carbon(Fuel::RawCoal, 1000.0) - coal).abs() < 1e-9);
        // 2 million kWh are 2,000 MWh, at 0.15 t C.
        assert!((carbon(Fuel::Electricity, 2e6) - 300.0).abs() < 1e-9);
        let carbon_dioxide = Tonnes::new(1.0, CarbonBasis::CarbonDioxide);
        let wrong = FuelTable::default().with_emission_factor(Fuel::Coke, carbon_dioxide, "x");
        assert_eq!(wrong, Err(FuelTableError::Burnt(Fuel::Coke)));
        let wrong = FuelTable::default().with_oxidation(Fuel::Coke, 98.0, "x");
        assert!(wrong.unwrap_err().to_string().contains("such as 0.98"));
    }

    #[test]
    fn an_impossible_figure_is_named() {
        let error = FuelTable::default().with_carbon_content(Fuel::Coke, -1.0, "test");
        assert_eq!(
            error.unwrap_err().to_string(),
            "the carbon content of coke is -1; it must be a finite number from 0 up"
        );
    }
}
