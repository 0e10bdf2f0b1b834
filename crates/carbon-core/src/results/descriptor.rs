//! The table of quantities: names, labels, unit, decimals, and where the value is found.

use self::Getter::{AbsorptionLand, Area, Contribution, Coverage, Flow, Land, Payment, Text, Year};
use self::Key::Plain;
use super::quantity::Quantity;
use crate::accounts::Account;
use crate::assessment::{Assessment, ZoneYear};
use crate::compensation::{CompensationClass, ZoneCompensation};
use crate::formulas::kernel::{self, Flows};
use crate::region::LandClass;
use crate::units::{CarbonBasis, Tonnes};

/// The description of a quantity. In texts, `{}` stands for the land class.
pub(crate) struct Descriptor {
    pub(super) key: Key,
    pub(super) field_name: &'static str,
    /// The name without unit; empty where the field's name is used.
    short_name: &'static str,
    pub(super) label_en: &'static str,
    pub(super) label_zh: &'static str,
    pub(super) unit: Unit,
    /// The basis of tonnes: carbon or CO₂.
    pub(super) basis: Basis,
    pub(super) decimals: usize,
    pub(super) getter: Getter,
}

/// Which quantity a row describes.
pub(super) enum Key {
    Plain(Quantity),
    /// The area of each land class.
    Land,
    /// The absorption of each land class.
    AbsorptionLand,
}

#[derive(Clone, Copy)]
pub(super) enum Unit {
    None,
    Hectares,
    Persons,
    TenThousandYuan,
    CoalEquivalent,
    Tonnes,
    TonnesPerTenThousandYuan,
    Yuan,
}

type Basis = fn(&Assessment, Option<&LandClass>) -> Option<CarbonBasis>;

/// Where the value of a quantity is found.
#[derive(Clone, Copy)]
pub(crate) enum Getter {
    Text(for<'a> fn(&'a ZoneYear) -> Option<&'a str>),
    Year,
    Area,
    /// The share of the area that has a land class.
    Coverage,
    /// The hectares of the land class.
    Land,
    /// The absorption of the land class.
    AbsorptionLand,
    Flow(fn(&Flows) -> f64),
    /// ECC (0) or ESC (1). The region has neither.
    Contribution(usize),
    /// A number of the compensation, which a zone has in the target year.
    Payment(fn(&kernel::Payment) -> f64),
}

impl Descriptor {
    pub(super) fn short_name(&self) -> &'static str {
        match self.short_name {
            "" => self.field_name,
            short_name => short_name,
        }
    }

    /// The quantity, unless there is one for each land class.
    pub(super) fn plain(&self) -> Option<&Quantity> {
        match &self.key {
            Key::Plain(quantity) => Some(quantity),
            Key::Land | Key::AbsorptionLand => None,
        }
    }
}

fn no_basis(_: &Assessment, _: Option<&LandClass>) -> Option<CarbonBasis> {
    None
}

/// The basis of an amount of the region in the first year.
fn region_basis(
    assessment: &Assessment,
    amount: impl Fn(&Account) -> Option<Tonnes>,
) -> Option<CarbonBasis> {
    Some(amount(&assessment.years.first()?.region)?.basis)
}

/// The basis of an amount of the first zone's compensation.
fn scheme_basis(
    assessment: &Assessment,
    amount: fn(&ZoneCompensation) -> Tonnes,
) -> Option<CarbonBasis> {
    let zone = assessment.compensation.as_ref()?.zones.first()?;
    Some(amount(zone).basis)
}

/// A row of the table: key; field name and short name; labels in English and Chinese; unit, what
/// tonnes are of, decimals; where the value is found.
const fn row(
    key: Key,
    [field_name, short_name]: [&'static str; 2],
    [label_en, label_zh]: [&'static str; 2],
    (unit, basis, decimals): (Unit, Basis, usize),
    getter: Getter,
) -> Descriptor {
    Descriptor {
        key,
        field_name,
        short_name,
        label_en,
        label_zh,
        unit,
        basis,
        decimals,
        getter,
    }
}

const PLAIN: (Unit, Basis, usize) = (Unit::None, no_basis, 0);
const HECTARES: (Unit, Basis, usize) = (Unit::Hectares, no_basis, 2);
const RATIO: (Unit, Basis, usize) = (Unit::None, no_basis, 4);

const fn tonnes(basis: Basis) -> (Unit, Basis, usize) {
    (Unit::Tonnes, basis, 0)
}

fn emissions_basis(assessment: &Assessment, _: Option<&LandClass>) -> Option<CarbonBasis> {
    region_basis(assessment, |region| Some(region.emissions))
}

/// All quantities, in the order of columns.
#[rustfmt::skip]
pub(super) static TABLE: [Descriptor; 29] = [
    row(Plain(Quantity::Zone), ["zone", ""], ["Zone id", "区域代码"], PLAIN, Text(|zone| Some(zone.zone.id.as_str()))),
    row(Plain(Quantity::Name), ["name", ""], ["Zone", "区域"], PLAIN, Text(|zone| Some(&zone.zone.name))),
    row(Plain(Quantity::Year), ["year", ""], ["Year", "年份"], PLAIN, Year),
    row(Plain(Quantity::Area), ["area_ha", ""], ["Total area", "总面积"], HECTARES, Area),
    row(Plain(Quantity::Coverage), ["coverage", ""], ["Share with a land class", "有地类面积占比"], RATIO, Coverage),
    row(Key::Land, ["{}_ha", ""], ["{}", "{}"], HECTARES, Land),
    row(Plain(Quantity::Population), ["population", ""], ["Population", "人口"],
        (Unit::Persons, no_basis, 0), Flow(|flows| flows.population)),
    row(Plain(Quantity::Gdp), ["gdp_1e4_yuan", "gdp"], ["GDP at constant prices", "不变价GDP"],
        (Unit::TenThousandYuan, no_basis, 2), Flow(|flows| flows.gdp / 1e4)),
    row(Plain(Quantity::Energy), ["energy_tce", "energy"], ["Energy", "能源消费"],
        (Unit::CoalEquivalent, no_basis, 0), Flow(|flows| flows.energy)),
    row(Plain(Quantity::EmissionsEnergy), ["emissions_energy_t", ""], ["Carbon emissions of energy", "能源碳排放"],
        tonnes(|assessment, _| region_basis(assessment, |region| Some(region.emissions_energy))),
        Flow(|flows| flows.emissions_energy)),
    row(Plain(Quantity::EmissionsRespiration), ["emissions_respiration_t", ""], ["Carbon emissions of respiration", "呼吸碳排放"],
        tonnes(|assessment, _| region_basis(assessment, |region| Some(region.emissions_respiration))),
        Flow(|flows| flows.emissions_respiration)),
    row(Plain(Quantity::EmissionsLand), ["emissions_land_t", ""], ["Carbon emissions of land", "土地碳排放"],
        tonnes(|assessment, _| region_basis(assessment, |region| {
            Tonnes::total(region.emissions_land.iter().map(|(_, amount)| *amount))
        })),
        Flow(|flows| flows.emissions_land)),
    row(Plain(Quantity::Emissions), ["emissions_t", "emissions"], ["Carbon emissions", "碳排放"],
        tonnes(emissions_basis), Flow(|flows| flows.emissions)),
    row(Plain(Quantity::Absorption), ["absorption_t", "absorption"], ["Carbon absorption", "碳吸收"],
        tonnes(|assessment, _| region_basis(assessment, |region| Some(region.absorption))),
        Flow(|flows| flows.absorption)),
    row(Key::AbsorptionLand, ["absorption_{}_t", ""], ["Carbon absorption: {}", "{}碳吸收"],
        tonnes(|assessment, class| region_basis(assessment, |region| region.absorption_of(class?))),
        AbsorptionLand),
    row(Plain(Quantity::Budget), ["budget_t", "budget"], ["Carbon budget", "碳收支"],
        tonnes(|assessment, _| region_basis(assessment, |region| Some(region.budget))),
        Flow(Flows::budget)),
    row(Plain(Quantity::Intensity), ["intensity_t_per_1e4_yuan", "intensity"], ["Carbon intensity", "碳排放强度"],
        (Unit::TonnesPerTenThousandYuan, emissions_basis, 4), Flow(Flows::intensity)),
    row(Plain(Quantity::Ecc), ["ecc", ""], ["Economic contribution coefficient", "经济贡献系数"], RATIO, Contribution(0)),
    row(Plain(Quantity::Esc), ["esc", ""], ["Ecological support coefficient", "生态承载系数"], RATIO, Contribution(1)),
    row(Plain(Quantity::FunctionalZone), ["functional_zone", ""], ["Functional zone", "功能区"],
        PLAIN, Text(|zone| Some(zone.function.as_ref()?.zone.id()))),
    row(Plain(Quantity::BaseValue), ["base_value_t", ""], ["Base value", "补偿基准值"],
        tonnes(|assessment, _| scheme_basis(assessment, |zone| zone.base_value)),
        Payment(|payment| payment.base_value)),
    row(Plain(Quantity::Threshold), ["threshold_t", ""], ["Emission threshold", "碳排放阈值"],
        tonnes(|assessment, _| scheme_basis(assessment, |zone| zone.threshold)),
        Payment(|payment| payment.threshold)),
    row(Plain(Quantity::Tau), ["tau", ""], ["Temporal intensity ratio τ", "时间强度比τ"], RATIO, Payment(|payment| payment.tau)),
    row(Plain(Quantity::S), ["s", ""], ["Spatial intensity ratio s", "空间强度比s"], RATIO, Payment(|payment| payment.s)),
    row(Plain(Quantity::CorrectedEmissions), ["corrected_emissions_t", ""], ["Corrected carbon emissions", "修正碳排放"],
        tonnes(|assessment, _| scheme_basis(assessment, |zone| zone.corrected_emissions)),
        Payment(|payment| payment.corrected_emissions)),
    row(Plain(Quantity::CorrectedBaseValue), ["corrected_base_value_t", ""], ["Corrected base value", "修正基准值"],
        tonnes(|assessment, _| scheme_basis(assessment, |zone| zone.corrected_base_value)),
        Payment(|payment| payment.corrected_base_value)),
    row(Plain(Quantity::Gamma), ["gamma", ""], ["Compensation coefficient γ", "补偿系数γ"],
        (Unit::None, no_basis, 6), Payment(|payment| payment.gamma)),
    row(Plain(Quantity::Compensation), ["compensation_yuan", "compensation"], ["Compensation", "补偿金额"],
        (Unit::Yuan, no_basis, 0), Payment(|payment| payment.compensation)),
    row(Plain(Quantity::CompensationClass), ["compensation_class", ""], ["Compensation class", "补偿类型"],
        PLAIN, Text(|zone| zone.compensation.as_ref()?.class.map(CompensationClass::id))),
];
