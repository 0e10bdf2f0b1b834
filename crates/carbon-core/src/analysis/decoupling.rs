//! Decoupling of emissions from GDP: whether one grows with the other (Tapio 2005).

use std::fmt;

use serde::Serialize;

/// Elasticities between these two count as coupled: emissions change about as much as GDP.
const COUPLED_FROM: f64 = 0.8;
const COUPLED_TO: f64 = 1.2;

/// How the changes of emissions and of GDP over a period go together: the eight states of Tapio
/// 2005, from the most to the least wished for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecouplingState {
    /// GDP grows, emissions fall: β < 0.
    StrongDecoupling,
    /// GDP grows, emissions grow less: 0 ≤ β < 0.8.
    WeakDecoupling,
    /// GDP falls, emissions fall more: β > 1.2.
    RecessiveDecoupling,
    /// Both grow alike: 0.8 ≤ β ≤ 1.2.
    ExpansiveCoupling,
    /// Both fall alike: 0.8 ≤ β ≤ 1.2.
    RecessiveCoupling,
    /// GDP falls, emissions fall less or stay: 0 ≤ β < 0.8.
    WeakNegativeDecoupling,
    /// GDP grows, emissions grow more: β > 1.2.
    ExpansiveNegativeDecoupling,
    /// GDP falls, emissions grow: β < 0.
    StrongNegativeDecoupling,
}

impl DecouplingState {
    /// All states, from the most to the least wished for.
    pub const ALL: [Self; 8] = [
        Self::StrongDecoupling,
        Self::WeakDecoupling,
        Self::RecessiveDecoupling,
        Self::ExpansiveCoupling,
        Self::RecessiveCoupling,
        Self::WeakNegativeDecoupling,
        Self::ExpansiveNegativeDecoupling,
        Self::StrongNegativeDecoupling,
    ];

    /// The id in tables and layers.
    pub fn id(self) -> &'static str {
        match self {
            Self::StrongDecoupling => "strong-decoupling",
            Self::WeakDecoupling => "weak-decoupling",
            Self::RecessiveDecoupling => "recessive-decoupling",
            Self::ExpansiveCoupling => "expansive-coupling",
            Self::RecessiveCoupling => "recessive-coupling",
            Self::WeakNegativeDecoupling => "weak-negative-decoupling",
            Self::ExpansiveNegativeDecoupling => "expansive-negative-decoupling",
            Self::StrongNegativeDecoupling => "strong-negative-decoupling",
        }
    }

    /// The state of an elasticity, for GDP that grows or falls.
    fn classify(elasticity: f64, gdp_grows: bool) -> Self {
        let (below, weak, coupled, strong) = if gdp_grows {
            (
                Self::StrongDecoupling,
                Self::WeakDecoupling,
                Self::ExpansiveCoupling,
                Self::ExpansiveNegativeDecoupling,
            )
        } else {
            (
                Self::StrongNegativeDecoupling,
                Self::WeakNegativeDecoupling,
                Self::RecessiveCoupling,
                Self::RecessiveDecoupling,
            )
        };
        match elasticity {
            beta if beta < 0.0 => below,
            beta if beta < COUPLED_FROM => weak,
            beta if beta <= COUPLED_TO => coupled,
            _ => strong,
        }
    }
}

impl fmt::Display for DecouplingState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.id())
    }
}

/// The elasticity of emissions to GDP over a period, and its state.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Decoupling {
    /// ΔC / C₀, a share of the emissions at the start.
    pub emissions_change: f64,
    /// ΔG / G₀, a share of the GDP at the start, at constant prices.
    pub gdp_change: f64,
    /// β, the first by the second.
    pub elasticity: f64,
    /// What β and the direction of GDP mean.
    pub state: DecouplingState,
}

/// β = (ΔC / C₀) / (ΔG / G₀), where `emissions` are C at the start and at the end of a period, in
/// tonnes of one basis, and `gdp` is G at both, in yuan of one year's prices.
///
/// `None` where β does not exist: GDP stays as it is, or emissions or GDP start from zero.
///
/// Source: Tapio 2005, Transport Policy 12, 137–151. The states part at 0, 0.8 and 1.2.
///
/// ```
/// use carbon_core::decoupling::{DecouplingState, decouple};
///
/// // Emissions of 100 t rise by 9.14 %, GDP rises by 12.97 %.
/// let found = decouple([100.0, 109.14], [1000.0, 1129.7]).unwrap();
/// assert_eq!(format!("{:.3}", found.elasticity), "0.705");
/// assert_eq!(found.state, DecouplingState::WeakDecoupling);
/// ```
pub fn decouple(emissions: [f64; 2], gdp: [f64; 2]) -> Option<Decoupling> {
    let change = |[start, end]: [f64; 2]| (end - start) / start;
    let (emissions_change, gdp_change) = (change(emissions), change(gdp));
    let elasticity = emissions_change / gdp_change;
    (gdp_change.is_finite() && elasticity.is_finite()).then_some(Decoupling {
        emissions_change,
        gdp_change,
        elasticity,
        state: DecouplingState::classify(elasticity, gdp_change > 0.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both as shares of what they were.
    fn state(emissions_change: f64, gdp_change: f64) -> Option<DecouplingState> {
        let found = decouple([1.0, 1.0 + emissions_change], [1.0, 1.0 + gdp_change])?;
        Some(found.state)
    }

    #[test]
    fn rows_of_a_printed_table_come_out() {
        // Journal of Arid Land 2019, doi 10.1007/s40333-019-0063-0: changes and elasticities.
        let rows = [
            (-0.1162, -0.0762, "1.525", "recessive-decoupling"),
            (0.0914, 0.1297, "0.705", "weak-decoupling"),
        ];
        for (emissions, gdp, elasticity, state) in rows {
            let found = decouple([1.0, 1.0 + emissions], [1.0, 1.0 + gdp]).unwrap();
            assert_eq!(format!("{:.3}", found.elasticity), elasticity);
            assert_eq!(found.state.to_string(), state);
        }
    }

    #[test]
    fn each_of_the_eight_states_has_its_side_of_the_breaks() {
        use DecouplingState as State;
        // GDP doubles or halves, so that the elasticities are exact.
        let rows = [
            (-0.5, 1.0, State::StrongDecoupling),
            (0.0, 1.0, State::WeakDecoupling),
            (0.75, 1.0, State::WeakDecoupling),
            (1.0, 1.0, State::ExpansiveCoupling),
            (1.25, 1.0, State::ExpansiveNegativeDecoupling),
            (0.25, -0.5, State::StrongNegativeDecoupling),
            (0.0, -0.5, State::WeakNegativeDecoupling),
            (-0.25, -0.5, State::WeakNegativeDecoupling),
            (-0.5, -0.5, State::RecessiveCoupling),
            (-0.75, -0.5, State::RecessiveDecoupling),
        ];
        for (emissions, gdp, expected) in rows {
            assert_eq!(state(emissions, gdp), Some(expected), "{emissions}, {gdp}");
        }
        let found: Vec<_> = rows.iter().map(|row| row.2).collect();
        assert!(State::ALL.iter().all(|state| found.contains(state)));
    }

    #[test]
    fn the_breaks_themselves_are_coupled() {
        let at = |elasticity| DecouplingState::classify(elasticity, true);
        assert_eq!(at(0.8), DecouplingState::ExpansiveCoupling);
        assert_eq!(at(1.2), DecouplingState::ExpansiveCoupling);
    }

    #[test]
    fn nothing_is_said_where_there_is_no_elasticity() {
        assert_eq!(state(0.5, 0.0), None);
        assert_eq!(state(0.0, 0.0), None);
        assert_eq!(decouple([0.0, 1.0], [1.0, 2.0]), None);
        assert_eq!(decouple([1.0, 2.0], [0.0, 1.0]), None);
    }
}
