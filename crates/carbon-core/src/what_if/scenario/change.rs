//! One change of the inputs.

use bilingual::Bilingual;

use crate::text::phrase;
use serde::{Deserialize, Serialize};

use crate::region::{LandClass, ZoneId};
use crate::units::Year;

/// One input changed by an amount.
///
/// In a project file a change is flat. The amount is `relative` (0.1: a tenth more), `absolute` (so
/// much more, in the input's unit) or `value` (that instead).
///
/// ```
/// use carbon_core::scenario::{Amount, Change, Changed};
///
/// let change: Change = toml::from_str("input = 'energy'\nrelative = -0.1\nzones = ['360100']")?;
/// assert_eq!((change.changed, change.amount), (Changed::Energy, Amount::Relative(-0.1)));
///
/// // 5,000 ha of each zone's cultivated land become forest.
/// let land: Change = toml::from_str(
///     "input = 'land'\nfrom = 'cultivated'\nto = 'forest'\nabsolute = 5000\nyears = [2020]",
/// )?;
/// assert!(toml::from_str::<Change>("input = 'land'\nabsolute = 5000").is_err());
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawChange")]
pub struct Change {
    pub changed: Changed,
    pub amount: Amount,
    /// The zones that change, each by the whole amount; all zones if the list is empty.
    pub zones: Vec<ZoneId>,
    /// The years that change; all years if the list is empty.
    pub years: Vec<Year>,
}

/// An input that can be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Changed {
    /// Energy in tce.
    Energy,
    /// Residents.
    Population,
    /// GDP at constant prices in 10⁴ yuan.
    Gdp,
    /// Hectares of one class become those of another. Relative amounts are shares of what there is
    /// of `from`, a value is what there is to be of `to`, and an amount below zero moves land back.
    Land { from: LandClass, to: LandClass },
    /// σ.
    Sigma,
    /// θ.
    Theta,
    /// The λ of a class, with its sign.
    Lambda(LandClass),
    /// α of formula 13 in yuan per tonne; the price rule becomes a fixed price.
    Price,
    /// The Engel coefficient of formula 14.
    Engel,
}

/// By how much an input is changed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Amount {
    /// By a share of itself: 0.1 is a tenth more.
    Relative(f64),
    /// By an amount in its unit.
    Absolute(f64),
    /// To this value, in its unit.
    Value(f64),
}

/// A change with too many or too few keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum ChangeError {
    /// Not one amount.
    #[en("a change of {input} needs one of `relative`, `absolute` and `value`")]
    #[zh("对 {input} 的改变需要 `relative`、`absolute`、`value` 三者之一")]
    Amount { input: &'static str },
    /// Classes that are missing or that the input does not have.
    #[en("a change of {input} needs {needs}")]
    #[zh("对 {input} 的改变需要 {}", phrase(needs))]
    Classes {
        input: &'static str,
        /// Which classes it needs.
        needs: &'static str,
    },
    /// Zones or years for an input that is one number for all.
    #[en("{input} is one number for all zones and years; leave `zones` and `years` out")]
    #[zh("{input} 对所有区域和年份是同一个数；请去掉 `zones` 和 `years`")]
    Everywhere { input: &'static str },
}

/// The name of an input.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Input {
    Energy,
    Population,
    Gdp,
    Land,
    Sigma,
    Theta,
    Lambda,
    Price,
    Engel,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChange {
    input: Input,
    class: Option<LandClass>,
    from: Option<LandClass>,
    to: Option<LandClass>,
    relative: Option<f64>,
    absolute: Option<f64>,
    value: Option<f64>,
    #[serde(default)]
    zones: Vec<ZoneId>,
    #[serde(default)]
    years: Vec<Year>,
}

impl Input {
    /// The input, with the classes `class`, `from` and `to`.
    fn changed(
        self,
        classes: (Option<LandClass>, Option<LandClass>, Option<LandClass>),
    ) -> Result<Changed, ChangeError> {
        let plain = match self {
            Self::Land => {
                return match classes {
                    (None, Some(from), Some(to)) if from != to => Ok(Changed::Land { from, to }),
                    _ => Err(needs("land", "two classes, `from` and `to`")),
                };
            }
            Self::Lambda => {
                return match classes {
                    (Some(class), None, None) => Ok(Changed::Lambda(class)),
                    _ => Err(needs("lambda", "one class, `class`")),
                };
            }
            Self::Energy => Changed::Energy,
            Self::Population => Changed::Population,
            Self::Gdp => Changed::Gdp,
            Self::Sigma => Changed::Sigma,
            Self::Theta => Changed::Theta,
            Self::Price => Changed::Price,
            Self::Engel => Changed::Engel,
        };
        match classes {
            (None, None, None) => Ok(plain),
            _ => Err(needs(plain.id(), "no class")),
        }
    }
}

fn needs(input: &'static str, needs: &'static str) -> ChangeError {
    ChangeError::Classes { input, needs }
}

impl Changed {
    /// The name in a project file.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Energy => "energy",
            Self::Population => "population",
            Self::Gdp => "gdp",
            Self::Land { .. } => "land",
            Self::Sigma => "sigma",
            Self::Theta => "theta",
            Self::Lambda(_) => "lambda",
            Self::Price => "price",
            Self::Engel => "engel",
        }
    }

    /// Whether there is one number for each zone and year.
    pub(crate) fn is_of_zones(&self) -> bool {
        matches!(
            self,
            Self::Energy | Self::Population | Self::Gdp | Self::Land { .. }
        )
    }
}

impl Amount {
    /// The key in a project file: `relative`, `absolute`, `value`.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Relative(_) => "relative",
            Self::Absolute(_) => "absolute",
            Self::Value(_) => "value",
        }
    }

    /// The number after the change.
    pub(crate) fn apply(self, to: f64) -> f64 {
        match self {
            Self::Relative(share) => to * (1.0 + share),
            Self::Absolute(amount) => to + amount,
            Self::Value(value) => value,
        }
    }

    /// The same kind of amount with another number.
    pub(crate) fn with(self, number: f64) -> Self {
        match self {
            Self::Relative(_) => Self::Relative(number),
            Self::Absolute(_) => Self::Absolute(number),
            Self::Value(_) => Self::Value(number),
        }
    }
}

impl TryFrom<RawChange> for Change {
    type Error = ChangeError;

    fn try_from(raw: RawChange) -> Result<Self, ChangeError> {
        let amount = match (raw.relative, raw.absolute, raw.value) {
            (Some(share), None, None) => Some(Amount::Relative(share)),
            (None, Some(amount), None) => Some(Amount::Absolute(amount)),
            (None, None, Some(value)) => Some(Amount::Value(value)),
            _ => None,
        };
        let classes = (raw.class, raw.from, raw.to);
        Self::new(raw.input, classes, amount, raw.zones, raw.years)
    }
}

impl Change {
    /// A change of an input, with the classes `class`, `from` and `to`.
    pub(crate) fn new(
        input: Input,
        classes: (Option<LandClass>, Option<LandClass>, Option<LandClass>),
        amount: Option<Amount>,
        zones: Vec<ZoneId>,
        years: Vec<Year>,
    ) -> Result<Self, ChangeError> {
        let changed = input.changed(classes)?;
        let input = changed.id();
        let is_everywhere = zones.is_empty() && years.is_empty();
        if !(is_everywhere || changed.is_of_zones()) {
            return Err(ChangeError::Everywhere { input });
        }
        Ok(Self {
            amount: amount.ok_or(ChangeError::Amount { input })?,
            changed,
            zones,
            years,
        })
    }
}
