//! Normalized revealed comparative advantage: what a zone has more of than its size lets expect.

use bilingual::Bilingual;
use serde::Serialize;

use crate::region::ZoneId;
use crate::text::Listed;

/// The advantages of a zone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Advantage {
    pub zone: ZoneId,
    /// One value an attribute, in the order given; they add up to zero.
    pub by_attribute: Vec<f64>,
}

/// Amounts without an advantage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum NrcaError {
    /// Fewer than two attributes.
    #[en("there are {0} attributes; an advantage is one against another, so give at least 2")]
    #[zh("只有 {0} 个属性；优势是属性之间的比较，至少需要 2 个")]
    Attributes(usize),
    /// A column of another length than the zones.
    #[en("attribute {attribute} has {values} values for {zones} zones; give one for each zone")]
    #[zh("属性 {attribute} 有 {values} 个值，而区域有 {zones} 个；请为每个区域给出一个值")]
    Length {
        /// The attribute's name.
        attribute: String,
        /// How many values it has.
        values: usize,
        /// How many zones there are.
        zones: usize,
    },
    /// Amounts below zero or not numbers.
    #[en(
        "attribute {attribute} is below zero or not a number: {zones}; shares need amounts from 0 \
         up"
    )]
    #[zh("属性 {attribute} 为负或不是数：{zones}；份额要求数值不为负")]
    Impossible {
        /// The attribute's name.
        attribute: String,
        zones: Listed<ZoneId>,
    },
    /// An attribute that no zone has.
    #[en("attribute {0} adds up to zero; there are no shares of nothing")]
    #[zh("属性 {0} 之和为零，无法计算份额")]
    ZeroTotal(String),
}

/// The amounts of one attribute, such as emissions, in all zones.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// The name for messages.
    pub name: String,
    /// One amount a zone, in any unit: only shares of the total count.
    pub amounts: Vec<f64>,
}

/// NRCA_ij = X_ij / X − X_i X_j / X², where X_ij is zone i's share of the total of attribute j, so
/// that attributes of different units can be held against each other: each of m attributes adds up
/// to 1, and X to m.
///
/// Above zero, a zone has more of the attribute than its share of all attributes lets expect. Over
/// the zones each attribute's advantages add up to zero, and so do each zone's over the attributes.
/// With two attributes, absorption (or GDP) against emissions, it is a quarter of the difference of
/// the two shares: zones with an ESC (or ECC) above 1 are those above zero, weighed by their size.
///
/// Source: Yu, Cai & Leung 2009, Annals of Regional Science 43, 267–282, on shares.
///
/// # Errors
///
/// [`NrcaError`] if there are fewer than two attributes, not one amount from 0 up for each zone, or
/// an attribute adds up to zero.
///
/// ```
/// use carbon_core::nrca::{Attribute, nrca};
///
/// let zones = ["city", "hills"].map(Into::into);
/// let attribute = |name: &str, amounts| Attribute { name: name.into(), amounts };
/// let absorption = attribute("absorption_t", vec![1.0, 9.0]);
/// let emissions = attribute("emissions_t", vec![300.0, 100.0]);
/// let advantages = nrca(&zones, &[absorption, emissions])?;
/// // (0.9 − 0.25) / 4
/// assert!((advantages[1].by_attribute[0] - 0.1625).abs() < 1e-15);
/// # Ok::<(), carbon_core::nrca::NrcaError>(())
/// ```
pub fn nrca(zones: &[ZoneId], attributes: &[Attribute]) -> Result<Vec<Advantage>, NrcaError> {
    if attributes.len() < 2 {
        return Err(NrcaError::Attributes(attributes.len()));
    }
    let shares = attributes.iter().map(|attribute| shares(zones, attribute));
    let shares = shares.collect::<Result<Vec<_>, _>>()?;
    let total = shares.len() as f64;
    let of_zone = |(place, zone): (usize, &ZoneId)| {
        let row: f64 = shares.iter().map(|column| column[place]).sum();
        let advantage = |column: &Vec<f64>| column[place] / total - row / (total * total);
        Advantage {
            zone: zone.clone(),
            by_attribute: shares.iter().map(advantage).collect(),
        }
    };
    Ok(zones.iter().enumerate().map(of_zone).collect())
}

fn shares(zones: &[ZoneId], attribute: &Attribute) -> Result<Vec<f64>, NrcaError> {
    let name = attribute.name.clone();
    if attribute.amounts.len() != zones.len() {
        return Err(NrcaError::Length {
            attribute: name,
            values: attribute.amounts.len(),
            zones: zones.len(),
        });
    }
    let amounts = attribute.amounts.iter();
    let known = zones.iter().zip(amounts.clone());
    let impossible = known.filter(|(_, amount)| !(amount.is_finite() && **amount >= 0.0));
    Listed::refuse(impossible.map(|(zone, _)| zone.clone()), |zones| {
        let attribute = name.clone();
        NrcaError::Impossible { attribute, zones }
    })?;
    let total: f64 = amounts.clone().sum();
    if total == 0.0 {
        return Err(NrcaError::ZeroTotal(name));
    }
    Ok(amounts.map(|amount| amount / total).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(name: &str, amounts: &[f64]) -> Attribute {
        Attribute {
            name: name.to_owned(),
            amounts: amounts.to_vec(),
        }
    }

    #[test]
    fn advantages_add_up_to_zero_both_ways() {
        let zones = ["a", "b", "c"].map(ZoneId::from);
        let attributes = [
            attribute("x", &[1.0, 2.0, 7.0]),
            attribute("y", &[3.0, 3.0, 0.0]),
            attribute("z", &[5.0, 1.0, 1.0]),
        ];
        let advantages = nrca(&zones, &attributes).unwrap();
        for found in &advantages {
            assert!(found.by_attribute.iter().sum::<f64>().abs() < 1e-16);
        }
        for attribute in 0..3 {
            let sum: f64 = advantages
                .iter()
                .map(|advantage| advantage.by_attribute[attribute])
                .sum();
            assert!(sum.abs() < 1e-16);
        }
    }

    #[test]
    fn what_has_no_shares_is_an_error() {
        let zones = ["a", "b"].map(ZoneId::from);
        let (good, zero) = (attribute("x", &[1.0, 2.0]), attribute("y", &[0.0, 0.0]));
        let error = |other: Attribute| nrca(&zones, &[good.clone(), other]).unwrap_err();
        assert_eq!(error(zero), NrcaError::ZeroTotal("y".into()));
        assert!(matches!(
            error(attribute("y", &[1.0])),
            NrcaError::Length { .. }
        ));
        let negative = error(attribute("budget_t", &[1.0, -1.0])).to_string();
        assert!(negative.contains("attribute budget_t is below zero or not a number: b;"));
        assert_eq!(nrca(&zones, &[good]), Err(NrcaError::Attributes(1)));
    }
}
