//! The shifted coordinates of Chinese web maps, and the way back to WGS 84.
//!
//! Maps published in China have their longitudes and latitudes in GCJ-02, which lies 100 to 700 m from WGS 84 by a smooth function, or in
//! BD-09, which Baidu shifts once more. Neither has a code in EPSG, so files label them WGS 84. Nobody has published the functions
//! officially; those here are the ones of the library eviltransform (<https://github.com/googollee/eviltransform>) and its many relatives.

use std::f64::consts::PI;

use geo::Coord;
use serde::{Deserialize, Serialize};

/// What longitudes and latitudes refer to, whatever a file says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Datum {
    /// What the file says, whatever it looks like.
    Wgs84,
    /// GCJ-02, of Amap (DataV), Tencent and other Chinese web maps.
    Gcj02,
    /// BD-09, of Baidu.
    Bd09,
}

/// The semi-major axis of the ellipsoid of Krasovsky in metres, which the published function takes.
const SEMI_MAJOR: f64 = 6_378_245.0;

/// The square of its eccentricity.
const ECCENTRICITY_2: f64 = 0.006_693_421_622_965_943;

/// The angle that BD-09 has instead of π.
const BAIDU_PI: f64 = PI * 3000.0 / 180.0;

/// Degrees of longitude and latitude within which coordinates are shifted.
const SHIFTED: [std::ops::RangeInclusive<f64>; 2] = [72.004..=137.8347, 0.8293..=55.8271];

/// Degrees that the inverse may be off, a tenth of a millimetre. Each step leaves less than a thousandth of the error.
const TOLERANCE: f64 = 1e-9;

/// Steps of the inverse at most.
const STEPS: usize = 20;

/// Fields of the boundaries of DataV.GeoAtlas, by as much of their names as a Shapefile keeps.
const DATAV: [&str; 3] = ["childrenNu", "subFeature", "acroutes"];

/// A warning, if a file has the fields of the boundaries that DataV.GeoAtlas hands out in GCJ-02.
pub(super) fn doubt(fields: &[String]) -> Option<String> {
    let is_of_datav = |field: &&String| DATAV.iter().any(|begin| field.starts_with(begin));
    let found: Vec<&str> = fields
        .iter()
        .filter(is_of_datav)
        .map(String::as_str)
        .collect();
    (!found.is_empty() && fields.iter().any(|field| field == "adcode")).then(|| {
        format!(
            "its fields (adcode, {}) are those of DataV.GeoAtlas, whose coordinates are in GCJ-02, 100 to 700 m from WGS 84, whatever the file says; set the datum to gcj02, or to wgs84 if they are right",
            found.join(", ")
        )
    })
}

impl Datum {
    /// A longitude and latitude in WGS 84, in degrees.
    pub(crate) fn to_wgs84(self, place: Coord<f64>) -> Coord<f64> {
        match self {
            Self::Wgs84 => place,
            Self::Gcj02 => from_gcj02(place),
            Self::Bd09 => from_gcj02(from_bd09(place)),
        }
    }
}

/// GCJ-02 of a place in WGS 84.
fn to_gcj02(place: Coord<f64>) -> Coord<f64> {
    let [longitudes, latitudes] = SHIFTED;
    if !longitudes.contains(&place.x) || !latitudes.contains(&place.y) {
        return place;
    }
    let (x, y) = (place.x - 105.0, place.y - 35.0);
    let root = x.abs().sqrt();
    let wave = |angle: f64, parts: [(f64, f64); 2]| {
        let sum: f64 = parts
            .iter()
            .map(|(size, rate)| size * (rate * angle).sin())
            .sum();
        sum * 2.0 / 3.0
    };
    let common = wave(x * PI, [(20.0, 6.0), (20.0, 2.0)]);
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + common
        + wave(y * PI, [(20.0, 1.0), (40.0, 1.0 / 3.0)])
        + wave(y * PI, [(160.0, 1.0 / 12.0), (320.0, 1.0 / 30.0)]);
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + common
        + wave(x * PI, [(20.0, 1.0), (40.0, 1.0 / 3.0)])
        + wave(x * PI, [(150.0, 1.0 / 12.0), (300.0, 1.0 / 30.0)]);
    let (sine, cosine) = place.y.to_radians().sin_cos();
    let curvature = 1.0 - ECCENTRICITY_2 * sine * sine;
    let meridian = SEMI_MAJOR * (1.0 - ECCENTRICITY_2) / (curvature * curvature.sqrt());
    Coord {
        x: place.x + (east / (SEMI_MAJOR / curvature.sqrt() * cosine)).to_degrees(),
        y: place.y + (north / meridian).to_degrees(),
    }
}

/// The place whose GCJ-02 this is: the shift varies so slowly that the error of a guess is nearly the step to the place.
fn from_gcj02(shifted: Coord<f64>) -> Coord<f64> {
    let mut place = shifted;
    for _ in 0..STEPS {
        let off = to_gcj02(place) - shifted;
        place = place - off;
        if off.x.abs().max(off.y.abs()) < TOLERANCE {
            break;
        }
    }
    place
}

/// GCJ-02 of BD-09: the published inverse, and one step that removes what it leaves.
fn from_bd09(baidu: Coord<f64>) -> Coord<f64> {
    let (x, y) = (baidu.x - 0.0065, baidu.y - 0.006);
    let distance = x.hypot(y) - 0.00002 * (y * BAIDU_PI).sin();
    let angle = y.atan2(x) - 0.000_003 * (x * BAIDU_PI).cos();
    let mut place = Coord {
        x: distance * angle.cos(),
        y: distance * angle.sin(),
    };
    for _ in 0..STEPS {
        let off = to_bd09(place) - baidu;
        place = place - off;
        if off.x.abs().max(off.y.abs()) < TOLERANCE {
            break;
        }
    }
    place
}

/// BD-09 of GCJ-02.
fn to_bd09(Coord { x, y }: Coord<f64>) -> Coord<f64> {
    let distance = x.hypot(y) + 0.00002 * (y * BAIDU_PI).sin();
    let angle = y.atan2(x) + 0.000_003 * (x * BAIDU_PI).cos();
    Coord {
        x: distance * angle.cos() + 0.0065,
        y: distance * angle.sin() + 0.006,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::coord;

    fn assert_near(found: Coord<f64>, expected: [f64; 2], tolerance: f64) {
        let [latitude, longitude] = expected;
        let off = found - coord! { x: longitude, y: latitude };
        assert!(off.x.abs().max(off.y.abs()) < tolerance, "{found:?}");
    }

    /// The places of eviltransform's own tests: Shanghai, Shenzhen, Beijing; and one of the page of coordtransform, in BD-09.
    #[test]
    fn published_places_are_met() {
        for (wgs84, gcj02) in [
            (
                [31.177_427_6, 121.527_210_6],
                [31.175_303_983_645_97, 121.531_541_859_215],
            ),
            (
                [22.543_847, 113.912_316],
                [22.540_796_131_694_766, 113.917_176_480_836_3],
            ),
            (
                [39.911_954, 116.377_817],
                [39.913_345_455_360_69, 116.384_047_224_556_57],
            ),
        ] {
            let [place, shifted] = [wgs84, gcj02].map(|[y, x]| coord! { x: x, y: y });
            assert_near(to_gcj02(place), gcj02, 1e-12);
            assert_near(Datum::Gcj02.to_wgs84(shifted), wgs84, 1e-9);
        }
        let baidu = to_bd09(coord! { x: 116.404, y: 39.915 });
        assert_near(
            baidu,
            [39.921_336_993_510_21, 116.410_369_493_710_29],
            1e-12,
        );
        assert_near(from_bd09(baidu), [39.915, 116.404], 1e-9);
    }

    #[test]
    fn the_way_back_ends_where_it_began() {
        for column in 0..60 {
            for row in 0..40 {
                let place = coord! { x: 73.0 + f64::from(column), y: 3.0 + 1.3 * f64::from(row) };
                let shifted = to_gcj02(place);
                let meant = Datum::Gcj02.to_wgs84(shifted);
                let off = meant - place;
                assert!(off.x.abs().max(off.y.abs()) < 1e-8, "{place:?} {meant:?}");
                let metres = (shifted - place).x.hypot((shifted - place).y) * 111_000.0;
                assert!(metres < 2_000.0, "{metres} m");
                let off = Datum::Bd09.to_wgs84(to_bd09(shifted)) - place;
                assert!(off.x.abs().max(off.y.abs()) < 1e-8, "{place:?}");
            }
        }
        let london = coord! { x: -0.1, y: 51.5 };
        assert_eq!(Datum::Gcj02.to_wgs84(london), london);
    }
}
