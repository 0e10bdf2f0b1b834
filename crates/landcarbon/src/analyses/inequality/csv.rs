//! How unequal emissions are, as rows of long tables.

use carbon_core::inequality::TheilSplit;
use carbon_core::{Assessment, ZoneId};
use zoning_export::long_tables::{InequalityRow, LorenzRow, TheilRow};

use super::Inequality;

/// The values whose inequality against the weights is measured.
const VALUE: &str = "emissions";

/// The indices of each year and weight.
pub fn inequality_rows(inequality: &[Inequality]) -> impl Iterator<Item = InequalityRow<'_>> {
    inequality.iter().map(|found| InequalityRow {
        year: found.year.0,
        value: VALUE,
        against: found.against.id(),
        gini: found.lorenz.as_ref().map(|curve| curve.gini),
        theil_t: found.theil_t,
        theil_l: found.theil_l,
    })
}

/// The points of each Lorenz curve, from the origin on.
pub fn lorenz_rows<'a>(
    inequality: &'a [Inequality],
    assessment: &'a Assessment,
) -> impl Iterator<Item = LorenzRow<'a>> {
    inequality.iter().flat_map(move |found| {
        let points = found.lorenz.iter().flat_map(|curve| &curve.points);
        let points = points.map(|point| (Some(&point.zone), point.weight_share, point.value_share));
        let origin = found.lorenz.iter().map(|_| (None, 0.0, 0.0));
        let numbered = origin.chain(points).enumerate();
        numbered.map(
            move |(point, (zone, weight_share, value_share))| LorenzRow {
                year: found.year.0,
                value: VALUE,
                against: found.against.id(),
                point,
                zone: zone.map(ZoneId::as_str),
                name: zone.map(|zone| zone_name(assessment, zone)),
                weight_share,
                value_share,
            },
        )
    })
}

fn zone_name<'a>(assessment: &'a Assessment, id: &ZoneId) -> &'a str {
    let zone = assessment.zones.iter().find(|zone| zone.id == *id);
    zone.map_or("", |zone| &zone.name)
}

/// Theil's indices between and within parents.
pub fn theil_rows(inequality: &[Inequality]) -> impl Iterator<Item = TheilRow<'_>> {
    inequality.iter().flat_map(|found| {
        found.splits.iter().flat_map(|split| {
            split_rows(split).map(|row| TheilRow {
                year: found.year.0,
                against: found.against.id(),
                ..row
            })
        })
    })
}

/// The rows of a split, whose year and weight the caller knows.
fn split_rows(split: &TheilSplit) -> impl Iterator<Item = TheilRow<'_>> {
    let whole = TheilRow {
        year: 0,
        value: VALUE,
        against: "",
        index: split.index.letter(),
        parent: None,
        value_share: 1.0,
        weight_share: 1.0,
        inner: Some(split.total),
        between: split.between,
        within: split.within,
    };
    let row = whole.clone();
    let parents = split.parents.iter().map(move |part| TheilRow {
        parent: Some(part.parent.as_str()),
        value_share: part.value_share,
        weight_share: part.weight_share,
        inner: part.index,
        between: part.between,
        within: part.within,
        ..row
    });
    parents.chain([whole])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyses::inequality::Against;
    use carbon_core::Year;
    use carbon_core::inequality::{Portion, TheilIndex, theil_split};
    use zoning_export::TableFormat;
    use zoning_export::long_tables::write_rows;

    #[test]
    fn an_index_stands_with_the_parts_of_each_parent() {
        // Shares of the value 1/8, 3/8, 3/8, 1/8 of equal weights: T = ¾ ln 1.5 + ¼ ln 0.5, all of it within parents of one of each.
        let portion = |(zone, value): (&str, f64)| Portion {
            zone: zone.into(),
            value,
            weight: 1.0,
        };
        let portions = [("w", 1.0), ("x", 3.0), ("y", 3.0), ("z", 1.0)].map(portion);
        let parents = ["a", "a", "b", "b"].map(ZoneId::from);
        let inequality = Inequality {
            year: Year(2020),
            against: Against::Gdp,
            lorenz: None,
            theil_t: None,
            theil_l: None,
            splits: vec![theil_split(TheilIndex::T, &portions, &parents).unwrap()],
        };
        let inequality = [inequality];
        let mut out = Vec::new();
        write_rows(theil_rows(&inequality), TableFormat::Csv, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "year,value,against,index,parent,value_share,weight_share,inner,between,within\n\
             2020,emissions,gdp,T,a,0.500000,0.500000,0.130812,0.000000,0.065406\n\
             2020,emissions,gdp,T,b,0.500000,0.500000,0.130812,0.000000,0.065406\n\
             2020,emissions,gdp,T,,1.000000,1.000000,0.130812,0.000000,0.130812\n"
        );
    }
}
