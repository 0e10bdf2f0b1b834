//! What people read of a quantity: labels in English and Chinese, with and without unit.

use std::borrow::Cow;

use super::quantity::Quantity;
use crate::assessment::Assessment;

impl Quantity {
    /// A label for people in English, without unit.
    pub fn label_en(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Zone => "Zone id",
            Self::Name => "Zone",
            Self::Year => "Year",
            Self::Area => "Total area",
            Self::Land(class) => return class.label_en().to_owned().into(),
            Self::Population => "Population",
            Self::Gdp => "GDP at constant prices",
            Self::Energy => "Energy",
            Self::EmissionsEnergy => "Carbon emissions of energy",
            Self::EmissionsRespiration => "Carbon emissions of respiration",
            Self::EmissionsLand => "Carbon emissions of land",
            Self::Emissions => "Carbon emissions",
            Self::Absorption => "Carbon absorption",
            Self::AbsorptionLand(class) => {
                return format!("Carbon absorption: {}", class.label_en()).into();
            }
            Self::Budget => "Carbon budget",
            Self::Intensity => "Carbon intensity",
            Self::Ecc => "Economic contribution coefficient",
            Self::Esc => "Ecological support coefficient",
            Self::FunctionalZone => "Functional zone",
            Self::BaseValue => "Base value",
            Self::Threshold => "Emission threshold",
            Self::Tau => "Temporal intensity ratio τ",
            Self::S => "Spatial intensity ratio s",
            Self::CorrectedEmissions => "Corrected carbon emissions",
            Self::CorrectedBaseValue => "Corrected base value",
            Self::Gamma => "Compensation coefficient γ",
            Self::Compensation => "Compensation",
            Self::CompensationClass => "Compensation class",
        })
    }

    /// A label for people in Chinese, without unit.
    pub fn label_zh(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Zone => "区域代码",
            Self::Name => "区域",
            Self::Year => "年份",
            Self::Area => "总面积",
            Self::Land(class) => return class.label_zh().to_owned().into(),
            Self::Population => "人口",
            Self::Gdp => "不变价GDP",
            Self::Energy => "能源消费",
            Self::EmissionsEnergy => "能源碳排放",
            Self::EmissionsRespiration => "呼吸碳排放",
            Self::EmissionsLand => "土地碳排放",
            Self::Emissions => "碳排放",
            Self::Absorption => "碳吸收",
            Self::AbsorptionLand(class) => return format!("{}碳吸收", class.label_zh()).into(),
            Self::Budget => "碳收支",
            Self::Intensity => "碳排放强度",
            Self::Ecc => "经济贡献系数",
            Self::Esc => "生态承载系数",
            Self::FunctionalZone => "功能区",
            Self::BaseValue => "补偿基准值",
            Self::Threshold => "碳排放阈值",
            Self::Tau => "时间强度比τ",
            Self::S => "空间强度比s",
            Self::CorrectedEmissions => "修正碳排放",
            Self::CorrectedBaseValue => "修正基准值",
            Self::Gamma => "补偿系数γ",
            Self::Compensation => "补偿金额",
            Self::CompensationClass => "补偿类型",
        })
    }

    /// The English label with its unit, as layers show it: `GDP at constant prices (10⁴ yuan,
    /// 2010 prices)`.
    pub fn alias_en(&self, assessment: &Assessment) -> String {
        with_unit(&self.label_en(), &self.unit_in(assessment))
    }

    /// The Chinese label with its unit.
    pub fn alias_zh(&self, assessment: &Assessment) -> String {
        let (tonnes, year) = (self.tonnes_in(assessment), assessment.price_year);
        let unit = match self {
            Self::Area | Self::Land(_) => "公顷".to_owned(),
            Self::Population => "人".to_owned(),
            Self::Gdp => format!("万元，{year}年价"),
            Self::Intensity => format!("{tonnes}/万元，{year}年价"),
            Self::Compensation => match &assessment.compensation {
                Some(compensation) => format!("{}年元", compensation.target),
                None => "元".to_owned(),
            },
            _ => self.unit_in(assessment),
        };
        with_unit(&self.label_zh(), &unit)
    }
}

fn with_unit(label: &str, unit: &str) -> String {
    if unit.is_empty() {
        label.to_owned()
    } else {
        format!("{label} ({unit})")
    }
}
