//! Which statistics may be shared out below, and in proportion to what.

use bilingual::Bilingual;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::inputs::{Fuel, Variable};
use crate::region::ZoneId;
use crate::units::Year;

/// A group of variables that measure the same thing. A zone that has one of them does not take another from its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// `population`.
    Population,
    /// `gdp`, `gdp_constant`.
    Gdp,
    /// `energy`, fuels, `energy_intensity`.
    Energy,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 3] = [Self::Population, Self::Gdp, Self::Energy];

    /// The name in project files and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::Gdp => "gdp",
            Self::Energy => "energy",
        }
    }

    /// The label in English.
    pub const fn label_en(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::Gdp => "GDP",
            Self::Energy => "energy",
        }
    }

    /// The label in Chinese.
    pub const fn label_zh(self) -> &'static str {
        match self {
            Self::Population => "人口",
            Self::Gdp => "GDP",
            Self::Energy => "能源",
        }
    }

    /// The topic of a variable. The region's absorption has none, because it is never shared out.
    pub const fn from_variable(variable: Variable) -> Option<Self> {
        match variable {
            Variable::Population => Some(Self::Population),
            Variable::Gdp | Variable::GdpConstant => Some(Self::Gdp),
            Variable::Energy | Variable::Fuel(_) | Variable::EnergyIntensity => Some(Self::Energy),
            Variable::Absorption => None,
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// In proportion to what something is shared out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A statistic; for GDP, at whichever prices it is given.
    Variable(Variable),
    /// A column of the user's: another variable of the table of statistics, which adds up over zones.
    Column(String),
}

/// A variable that cannot be shared out by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en(
    "nothing can be shared out by {0}, which does not add up over zones; legal are population, gdp, energy, fuels, and variables of your own in the statistics"
)]
#[zh(
    "不能按 {0} 分摊，因为它不能按区域加总；可用 population、gdp、energy、燃料，以及统计数据中自定义的变量"
)]
pub struct WeightError(String);

impl Weight {
    /// The weight of a name.
    ///
    /// # Errors
    ///
    /// [`WeightError`] for a variable that does not add up over zones.
    pub fn named(name: &str) -> Result<Self, WeightError> {
        match name {
            "population" => Ok(Self::Variable(Variable::Population)),
            "gdp" | "gdp_constant" => Ok(Self::Variable(Variable::Gdp)),
            "energy" => Ok(Self::Variable(Variable::Energy)),
            "energy_intensity" | "absorption" | "" => Err(WeightError(name.to_owned())),
            _ => Ok(match name.parse::<Fuel>() {
                Ok(fuel) => Self::Variable(Variable::Fuel(fuel)),
                Err(_) => Self::Column(name.to_owned()),
            }),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Variable(variable) => variable.name(),
            Self::Column(name) => name,
        }
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Which topics zones may take from their parents, and by what each is shared out. One that is left out is never shared out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Downscaling {
    /// The weight of population: its own values of another year, or something else.
    pub population: Option<Weight>,
    /// The weight of GDP.
    pub gdp: Option<Weight>,
    /// The weight of energy and fuels.
    pub energy: Option<Weight>,
}

impl Downscaling {
    /// The weight by which a topic is shared out, if it may be.
    pub fn by(&self, topic: Topic) -> Option<&Weight> {
        match topic {
            Topic::Population => self.population.as_ref(),
            Topic::Gdp => self.gdp.as_ref(),
            Topic::Energy => self.energy.as_ref(),
        }
    }
}

/// A value of a column of the user's.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnValue {
    pub column: String,
    pub zone: ZoneId,
    pub year: Year,
    /// How much, in whichever unit: only proportions count.
    pub value: f64,
}
