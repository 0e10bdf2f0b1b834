//! Colours of the classes of a map, as readers see them: with all cones, without red, green or blue
//! ones, and in grey.

use zoning_export::palette::{
    BG_BR, BU_PU, Color, FUNCTIONAL_ZONES, LAND, NEIGHBOURS, NO_DATA, PAYMENTS, QUALITATIVE_8,
    Sequential, YL_GN, YL_GN_BU, YL_OR_BR, YL_OR_RD,
};

/// The least difference of two classes in CAM02-UCS.
const LEAST: f64 = 15.0;

type Matrix = [[f64; 3]; 3];

/// Machado, Oliveira and Fernandes 2009, table 1: severity 1.0, of linear sRGB.
const WITHOUT_CONES: [Matrix; 3] = [
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
];

/// Linear sRGB to CIE XYZ (IEC 61966-2-1), white at 1.
const XYZ: Matrix = [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
];

/// XYZ to the sharpened cones of CAT02.
const CAT02: Matrix = [
    [0.7328, 0.4296, -0.1624],
    [-0.7036, 1.6975, 0.0061],
    [0.0030, 0.0136, 0.9834],
];

/// CAT02 to the cones of Hunt, Pointer and Estevez, by way of XYZ.
const HPE: Matrix = [
    [0.740_979, 0.218_025, 0.041_006],
    [0.285_353, 0.624_202, 0.090_445],
    [-0.009_628, -0.005_698, 1.015_326],
];

fn product(matrix: &Matrix, [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

fn linear(color: Color) -> [f64; 3] {
    [color.red, color.green, color.blue].map(|byte| match f64::from(byte) / 255.0 {
        share if share <= 0.04045 => share / 12.92,
        share => ((share + 0.055) / 1.055).powf(2.4),
    })
}

/// J′, a′, b′ of CAM02-UCS (Luo, Cui and Li 2006) of linear sRGB, under the conditions of its
/// standard: 64 lx, a fifth of it adapted to, an average surround, a ground of 20 %.
fn cam02_ucs(rgb: [f64; 3]) -> [f64; 3] {
    const ADAPTING: f64 = 64.0 / std::f64::consts::PI / 5.0;
    let cones = |rgb| product(&CAT02, product(&XYZ, rgb).map(|x| 100.0 * x));
    let white = cones([1.0; 3]);
    let adapted_share = 1.0 - (1.0 / 3.6) * ((-ADAPTING - 42.0) / 92.0).exp();
    let k = 1.0 / (5.0 * ADAPTING + 1.0);
    let luminance = 0.2 * k.powi(4) * 5.0 * ADAPTING
        + 0.1 * (1.0 - k.powi(4)).powi(2) * (5.0 * ADAPTING).cbrt();
    let ground: f64 = 20.0 / 100.0;
    let (induction, exponent) = (0.725 * ground.powf(-0.2), 1.48 + ground.sqrt());
    let response = |cones: [f64; 3]| {
        let mut adapted = [0.0; 3];
        for (i, place) in adapted.iter_mut().enumerate() {
            *place = (adapted_share * 100.0 / white[i] + 1.0 - adapted_share) * cones[i];
        }
        product(&HPE, adapted).map(|x| {
            let power = (luminance * x.abs() / 100.0).powf(0.42);
            x.signum() * 400.0 * power / (power + 27.13) + 0.1
        })
    };
    let achromatic = |[r, g, b]: [f64; 3]| (2.0 * r + g + b / 20.0 - 0.305) * induction;
    let seen = response(cones(rgb));
    let [r, g, b] = seen;
    let (red_green, yellow_blue) = (r - 12.0 * g / 11.0 + b / 11.0, (r + g - 2.0 * b) / 9.0);
    let hue = yellow_blue.atan2(red_green);
    let eccentricity = 0.25 * ((hue + 2.0).cos() + 3.8);
    let lightness = 100.0 * (achromatic(seen) / achromatic(response(white))).powf(0.69 * exponent);
    let t = 50_000.0 / 13.0 * induction * eccentricity * red_green.hypot(yellow_blue)
        / (r + g + 21.0 * b / 20.0);
    let chroma =
        t.powf(0.9) * (lightness / 100.0).sqrt() * (1.64 - 0.29_f64.powf(ground)).powf(0.73);
    let colorfulness = (1.0 + 0.0228 * chroma * luminance.powf(0.25)).ln() / 0.0228;
    [
        1.7 * lightness / (1.0 + 0.007 * lightness),
        colorfulness * hue.cos(),
        colorfulness * hue.sin(),
    ]
}

/// The smallest difference of two of the colours: to readers with and without cones of a kind, and
/// in grey.
fn closest(colors: &[Color]) -> [f64; 2] {
    let sights = |color: &Color| {
        let rgb = linear(*color);
        let lacking = WITHOUT_CONES.iter();
        let lacking = lacking.map(|matrix| product(matrix, rgb).map(|x| x.clamp(0.0, 1.0)));
        let [_, grey, _] = product(&XYZ, rgb);
        let seen = [rgb].into_iter().chain(lacking).chain([[grey; 3]]);
        seen.map(cam02_ucs).collect::<Vec<_>>()
    };
    let seen: Vec<Vec<[f64; 3]>> = colors.iter().map(sights).collect();
    let mut closest = [f64::INFINITY; 2];
    for (first, sights) in seen.iter().enumerate() {
        for other in &seen[..first] {
            for (sight, (a, b)) in sights.iter().zip(other).enumerate() {
                let squares = a.iter().zip(b).map(|(a, b)| (a - b).powi(2));
                let place = &mut closest[usize::from(sight == WITHOUT_CONES.len() + 1)];
                *place = place.min(squares.sum::<f64>().sqrt());
            }
        }
    }
    closest
}

#[test]
fn cam02_ucs_has_the_values_of_colorspacious() {
    // cspace_convert(…, "sRGB1", "CAM02-UCS") of colorspacious 1.1.2.
    for (color, expected) in [
        (PAYMENTS[2], [33.540, 9.159, 19.158]),
        (NO_DATA, [84.223, -1.672, -1.007]),
        (FUNCTIONAL_ZONES[2], [31.185, -7.928, -26.824]),
    ] {
        let found = cam02_ucs(linear(color));
        for (found, expected) in found.iter().zip(expected) {
            assert!(
                (found - expected).abs() < 0.05,
                "{color}: {found} {expected}"
            );
        }
    }
}

#[test]
fn classes_of_a_map_differ_for_every_reader_and_in_grey() {
    let ramps: [(&str, Sequential); 5] = [
        ("YlOrRd", YL_OR_RD),
        ("YlOrBr", YL_OR_BR),
        ("YlGnBu", YL_GN_BU),
        ("YlGn", YL_GN),
        ("BuPu", BU_PU),
    ];
    let mut cases: Vec<(String, Vec<Color>, f64)> = Vec::new();
    for (name, ramp) in ramps {
        for classes in 2..=6 {
            let grey = if classes < 6 { LEAST } else { 13.9 };
            let colors = ramp.colors(classes).collect();
            cases.push((format!("{name} {classes}"), colors, grey));
        }
    }
    for side in 1..=3 {
        // Seven classes about zero part greys of 41 to 97 and 23 to 87 at best.
        let colors = BG_BR.colors(side, true, side).collect();
        cases.push((format!("BgBr {side}"), colors, [12.0, 10.0, 8.0][side - 1]));
    }
    let fixed: [(&str, &[Color], f64); 5] = [
        ("functional zones", &FUNCTIONAL_ZONES, LEAST),
        ("payments", &PAYMENTS, LEAST),
        ("land", &LAND, 12.0),
        ("neighbours", &NEIGHBOURS, 14.0),
        ("qualitative", &QUALITATIVE_8, 9.0),
    ];
    let fixed = fixed.map(|(name, colors, grey)| (name.to_owned(), colors.to_vec(), grey));
    for (name, colors, least_grey) in cases.into_iter().chain(fixed) {
        let [seen, grey] = closest(&colors);
        assert!(seen >= LEAST, "{name}: {seen:.1}");
        assert!(grey >= least_grey, "{name} in grey: {grey:.1}");
    }
}

#[test]
fn the_report_pays_and_receives_in_the_colours_of_the_maps() {
    let style = include_str!("../../assets/report/report.css");
    let [receive, _, pay] = PAYMENTS;
    for rule in [format!("--pay: {pay};"), format!("--receive: {receive};")] {
        // On the screen and in print.
        assert_eq!(style.matches(&rule).count(), 2, "{rule}");
    }
}
