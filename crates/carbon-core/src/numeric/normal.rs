//! The standard normal distribution: quantile, probability, density.

const CENTRE: [[f64; 8]; 2] = [
    [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_545e3,
    ],
];
const SHOULDER: [[f64; 8]; 2] = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
];
const TAIL: [[f64; 8]; 2] = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_7e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];

/// The value below which a standard normal variable lies with probability `p`, for 0 < p < 1;
/// infinite at 0 and 1.
///
/// Source: Wichura, "The percentage points of the normal distribution", Applied Statistics 37
/// (1988), algorithm AS 241, doi 10.2307/2347330: about 16 digits.
pub(crate) fn quantile(p: f64) -> f64 {
    quantile_between(p, 1.0 - p)
}

/// The same from both probabilities, `below` and `above` the value, of which the smaller one counts
/// in the tails: it may hold more digits than 1 less the other.
pub(crate) fn quantile_between(below: f64, above: f64) -> f64 {
    let from_middle = below - 0.5;
    if from_middle.abs() <= 0.425 {
        return from_middle * ratio(&CENTRE, 0.180625 - from_middle * from_middle);
    }
    let outside = below.min(above);
    if outside <= 0.0 {
        return f64::INFINITY.copysign(from_middle);
    }
    let r = (-outside.ln()).sqrt();
    let value = if r <= 5.0 {
        ratio(&SHOULDER, r - 1.6)
    } else {
        ratio(&TAIL, r - 5.0)
    };
    value.copysign(from_middle)
}

/// One polynomial by another, summed up in pairs (Estrin's scheme), which keeps a processor busier
/// than one term after the other.
fn ratio([above, below]: &[[f64; 8]; 2], x: f64) -> f64 {
    let (x2, x4) = (x * x, (x * x) * (x * x));
    let polynomial = |c: &[f64; 8]| {
        let pair = |i: usize| c[i] + c[i + 1] * x;
        (pair(0) + pair(2) * x2) + (pair(4) + pair(6) * x2) * x4
    };
    polynomial(above) / polynomial(below)
}

/// The probability that a standard normal variable lies below `z`: the inverse of [`quantile`],
/// found by halving in the logarithm of the smaller tail, so that it inverts it to the last digits.
pub(crate) fn probability(z: f64) -> f64 {
    if z > 0.0 {
        return 1.0 - probability(-z);
    }
    let (mut low, mut high) = (f64::MIN_POSITIVE.ln(), 0.5f64.ln());
    if z <= quantile(low.exp()) {
        return 0.0;
    }
    for _ in 0..64 {
        let middle = (low + high) / 2.0;
        if quantile(middle.exp()) < z {
            low = middle;
        } else {
            high = middle;
        }
    }
    high.exp()
}

/// The density at `z`.
pub(crate) fn density(z: f64) -> f64 {
    (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabled_quantiles_and_probabilities() {
        for (p, z) in [
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
            (0.05, -1.644_853_626_951_472_7),
            (1e-10, -6.361_340_902_404_056),
            (1e-300, -37.047_096_299_361_2),
        ] {
            assert!(
                (quantile(p) - z).abs() <= 4e-15 * z.abs(),
                "{p}: {}",
                quantile(p)
            );
            let found = probability(z);
            assert!((found - p).abs() <= 1e-12 * p, "{z}: {found}");
        }
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!((probability(-40.0), probability(9.0)), (0.0, 1.0));
    }
}
