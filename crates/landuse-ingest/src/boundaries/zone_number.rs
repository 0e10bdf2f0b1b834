//! Eastings that begin with the number of a Gauss-Kruger zone, under a reference system that has none, and the reverse.

use super::error::BoundaryProblem;
use crate::crs::{Crs, ExtentGuess};

/// Metres by which the number of a zone moves eastings.
const NUMBER: f64 = 1e6;

/// Numbers of zones of six degrees within China, and of three.
const SIX_DEGREES: std::ops::RangeInclusive<u32> = 13..=23;
const THREE_DEGREES: std::ops::RangeInclusive<u32> = 25..=45;

/// The Chinese datums, by words of their names, with the codes of EPSG for zone 25 and for 75° E of three degrees, and for zone 13 and for
/// 75° E of six degrees. The codes of the others follow.
const DATUMS: [(&[&str], [u32; 4]); 3] = [
    (
        &["CGCS2000", "CGCS_2000", "China_2000", "China Geodetic"],
        [4513, 4534, 4491, 4502],
    ),
    (&["Xian", "Xi'an"], [2349, 2370, 2327, 2338]),
    (&["Beijing"], [2401, 2422, 21413, 21453]),
];

/// Refuses coordinates whose eastings have the number of a zone before them if the false easting of their CRS has none, and the reverse:
/// they lie tens of thousands of kilometres from where they should.
///
/// # Errors
/// They do.
pub(super) fn verify(crs: &Crs, extent: ExtentGuess) -> Result<(), BoundaryProblem> {
    if !crs.wkt().contains("PROJECTION[\"Transverse_Mercator\"]") {
        return Ok(());
    }
    let (Some(easting), Some(meridian)) = (
        parameter(crs, "false_easting"),
        parameter(crs, "central_meridian"),
    ) else {
        return Ok(());
    };
    let number = |x: f64| (x / NUMBER).floor();
    let (west, east) = extent.x();
    let (found, expected) = (number(west), number(easting));
    if found != number(east) || found == expected {
        return Ok(());
    }
    let is_zone = |number: f64| {
        let mut numbers = SIX_DEGREES.chain(THREE_DEGREES);
        numbers.find(|zone| f64::from(*zone) == number)
    };
    let right = match (is_zone(found), is_zone(expected)) {
        (Some(zone), None) if expected == 0.0 => of_zone(crs, zone),
        (None, Some(zone)) if found == 0.0 => of_meridian(crs, zone, meridian),
        _ => return Ok(()),
    };
    Err(BoundaryProblem::ZoneNumber {
        crs: crs.name().to_owned(),
        extent,
        easting,
        right,
    })
}

/// A parameter of a projection, as WKT says it.
fn parameter(crs: &Crs, name: &str) -> Option<f64> {
    let (_, rest) = crs.wkt().split_once(&format!("PARAMETER[\"{name}\","))?;
    rest.split([',', ']']).next()?.trim().parse().ok()
}

/// What names the CRS with the number of a zone before its eastings.
fn of_zone(crs: &Crs, zone: u32) -> String {
    let meridian = match SIX_DEGREES.contains(&zone) {
        true => 6 * zone - 3,
        false => 3 * zone,
    };
    let code = codes(crs).map(|[three, _, six, _]| match SIX_DEGREES.contains(&zone) {
        true => six + zone - SIX_DEGREES.start(),
        false => three + zone - THREE_DEGREES.start(),
    });
    match code {
        Some(code) => format!("EPSG:{code} (zone {zone}, central meridian {meridian}° E)"),
        None => format!(
            "the one of zone {zone} (central meridian {meridian}° E, false easting {zone}500000 m)"
        ),
    }
}

/// What names the CRS without the number of a zone.
fn of_meridian(crs: &Crs, zone: u32, meridian: f64) -> String {
    let code = codes(crs).and_then(|[_, three, _, six]| {
        let (first, step) = match SIX_DEGREES.contains(&zone) {
            true => (six, 6.0),
            false => (three, 3.0),
        };
        let position = (meridian - 75.0) / step;
        let numbers = (0..=20).find(|number| f64::from(*number) == position)?;
        Some(first + numbers)
    });
    match code {
        Some(code) => format!("EPSG:{code} (central meridian {meridian}° E, no zone number)"),
        None => {
            format!("the one of the central meridian {meridian}° E and a false easting of 500000 m")
        }
    }
}

fn codes(crs: &Crs) -> Option<[u32; 4]> {
    let names = |words: &[&str]| words.iter().any(|word| crs.wkt().contains(word));
    let (_, codes) = DATUMS.iter().find(|(words, _)| names(words))?;
    Some(*codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(definition: &str, west: f64) -> Option<String> {
        let crs = Crs::from_definition(definition).unwrap();
        let extent = ExtentGuess::new((west, 3_000_000.0), (west + 90_000.0, 3_100_000.0));
        match verify(&crs, extent) {
            Err(BoundaryProblem::ZoneNumber { right, .. }) => Some(right),
            Err(other) => panic!("{other}"),
            Ok(()) => None,
        }
    }

    /// PROJ itself names the codes that are advised.
    #[test]
    fn the_code_that_is_advised_is_that_of_the_zone() {
        for (definition, west, code, name) in [
            (
                "EPSG:4547",
                38_412_000.0,
                "EPSG:4526",
                "CGCS2000 / 3-degree Gauss-Kruger zone 38",
            ),
            (
                "EPSG:4526",
                412_000.0,
                "EPSG:4547",
                "CGCS2000 / 3-degree Gauss-Kruger CM 114E",
            ),
            (
                "EPSG:4508",
                20_412_000.0,
                "EPSG:4498",
                "CGCS2000 / Gauss-Kruger zone 20",
            ),
            (
                "EPSG:4498",
                412_000.0,
                "EPSG:4509",
                "CGCS2000 / Gauss-Kruger CM 117E",
            ),
            (
                "EPSG:2383",
                39_412_000.0,
                "EPSG:2363",
                "Xian 1980 / 3-degree Gauss-Kruger zone 39",
            ),
            (
                "EPSG:2363",
                412_000.0,
                "EPSG:2384",
                "Xian 1980 / 3-degree Gauss-Kruger CM 117E",
            ),
            (
                "EPSG:21460",
                20_412_000.0,
                "EPSG:21420",
                "Beijing 1954 / Gauss-Kruger zone 20",
            ),
            (
                "EPSG:2415",
                412_000.0,
                "EPSG:2436",
                "Beijing 1954 / 3-degree Gauss-Kruger CM 117E",
            ),
        ] {
            let right = said(definition, west).unwrap_or_default();
            assert!(right.starts_with(code), "{definition}: {right}");
            assert_eq!(Crs::from_definition(code).unwrap().name(), name);
        }
        let nameless = said(
            "+proj=tmerc +lon_0=114 +x_0=500000 +ellps=GRS80",
            38_412_000.0,
        );
        assert!(nameless.unwrap().contains("zone 38"));
    }

    #[test]
    fn coordinates_that_fit_are_left_alone() {
        for (definition, west) in [
            ("EPSG:4547", 412_000.0),
            ("EPSG:4526", 38_412_000.0),
            ("EPSG:32650", 412_000.0),
            ("EPSG:3857", 13_012_000.0),
            ("EPSG:2326", 812_000.0),
            ("EPSG:4326", 114.0),
        ] {
            assert_eq!(said(definition, west), None, "{definition}");
        }
    }
}
