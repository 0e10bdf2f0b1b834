//! Which numbers are drawn from what, and one draw of those that all zones share.

use super::region::Region;
use super::sampler::Sampler;
use super::source::{Number, Source, input_error, number};
use super::varied_scheme::VariedScheme;
use super::varying::varying;
use super::{
    ConfusionMatrix, Dependence, Domain, Scale, Uncertain, UncertainInput, UncertainStatistic,
    UncertainStatistics, Uncertainty, UncertaintyError,
};
use crate::compensation::CompensationOptions;
use crate::formulas::kernel::Flows;
use crate::numeric::Stream;
use crate::what_if::Case;

/// The distributions of a case's numbers.
pub(crate) struct Sampling {
    pub(crate) region: Region,
    sigma: Number,
    theta: Number,
    lambda: Vec<Number>,
    statistics: [Option<Varied>; 3],
    scheme: Option<VariedScheme>,
    matrices: Vec<ConfusionMatrix>,
    /// The inputs that vary, in a fixed order.
    pub(crate) inputs: Vec<UncertainInput>,
}

/// A statistic that varies.
struct Varied {
    spread: Variation,
    zones: Dependence,
    years: Dependence,
}

enum Variation {
    /// A factor of the base.
    Factor(Sampler),
    /// The value itself, of each zone and year.
    Values(Vec<Vec<Sampler>>),
}

/// The numbers of a draw that all zones share.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    pub(crate) sigma: f64,
    pub(crate) theta: f64,
    /// The λ of each class; 0 where a class has none.
    pub(crate) lambda: Vec<f64>,
    /// The options of the compensation with the price fixed.
    pub(crate) options: Option<CompensationOptions>,
    /// The shares of each confusion matrix, row by row.
    pub(crate) shares: Vec<Vec<f64>>,
    /// For each statistic whose errors all zones share: its factor, or its place in the distribution, by year.
    statistics: [Vec<f64>; 3],
}

/// The random numbers of the statistics, from a zone on.
pub(crate) struct ZoneStreams([Option<Stream>; 3]);

const STATISTICS: [UncertainInput; 3] = [
    UncertainInput::Energy,
    UncertainInput::Population,
    UncertainInput::Gdp,
];

impl Sampling {
    pub(crate) fn new(
        case: &Case,
        uncertainty: &Uncertainty,
        region: Region,
    ) -> Result<Self, UncertaintyError> {
        let uncertain = &uncertainty.coefficients;
        let base = &case.coefficients;
        let lambda = region.classes.iter().map(|class| {
            let base = base.lambda(class).map(|lambda| lambda.value());
            let (Some(base), uncertain) = (base, uncertain.land.get(class)) else {
                return Ok(Number::Fixed(0.0));
            };
            let input = UncertainInput::Lambda(class.clone());
            Number::new(base, uncertain, Domain::Any, &input)
        });
        let UncertainStatistics {
            energy,
            population,
            gdp,
        } = &uncertainty.statistics;
        let not_negative = |value, uncertain: &Option<Uncertain>, input| {
            Number::new(value, uncertain.as_ref(), Domain::NotNegative, &input)
        };
        let sigma = base.sigma().map_or(0.0, |sigma| sigma.value());
        let theta = base.theta().value();
        let matrices = uncertainty
            .map_accuracy
            .iter()
            .map(|map| map.matrix.clone());
        Ok(Self {
            sigma: not_negative(sigma, &uncertain.sigma, UncertainInput::Sigma)?,
            theta: not_negative(theta, &uncertain.theta, UncertainInput::Theta)?,
            lambda: lambda.collect::<Result<_, _>>()?,
            statistics: [
                varied(case, &region, energy.as_ref(), 0)?,
                varied(case, &region, population.as_ref(), 1)?,
                varied(case, &region, gdp.as_ref(), 2)?,
            ],
            scheme: VariedScheme::new(case, uncertainty)?,
            matrices: matrices.collect(),
            inputs: varying(case, uncertainty, &region)?,
            region,
        })
    }

    /// The numbers of a draw that all zones share.
    pub(crate) fn shared(&self, source: &Source<'_>) -> Shared {
        let classes = self.region.classes.iter().zip(&self.lambda).enumerate();
        let lambda = classes.map(|(place, (class, lambda))| match lambda {
            Number::Fixed(value) => *value,
            drawn => drawn.value(source, &UncertainInput::Lambda(class.clone()), place),
        });
        let shares = self.matrices.iter().enumerate().map(|(entry, matrix)| {
            let input = UncertainInput::MapAccuracy(entry);
            matrix.draw(&mut source.stream(&input, number(&input, 0), 0))
        });
        Shared {
            sigma: self.sigma.value(source, &UncertainInput::Sigma, 0),
            theta: self.theta.value(source, &UncertainInput::Theta, 0),
            lambda: lambda.collect(),
            options: self.scheme.as_ref().map(|scheme| scheme.draw(source)),
            shares: shares.collect(),
            statistics: [0, 1, 2].map(|statistic| self.shared_statistic(source, statistic)),
        }
    }

    /// The errors of a statistic that all zones share, by year.
    fn shared_statistic(&self, source: &Source<'_>, statistic: usize) -> Vec<f64> {
        let Some(varied) = &self.statistics[statistic] else {
            return Vec::new();
        };
        if varied.zones == Dependence::Independent {
            return Vec::new();
        }
        let input = &STATISTICS[statistic];
        let mut stream = source.stream(input, number(input, 0), 0);
        let mut of_year = || varied.spread.of_place(stream.uniform());
        match varied.years {
            Dependence::Together => vec![of_year(); self.region.years()],
            Dependence::Independent => (0..self.region.years()).map(|_| of_year()).collect(),
        }
    }

    /// The random numbers of the zones from one on.
    pub(crate) fn zones_from(&self, source: &Source<'_>, zone: usize) -> ZoneStreams {
        ZoneStreams([0, 1, 2].map(|statistic| {
            let varied = self.statistics[statistic].as_ref()?;
            let numbers = match (varied.zones, varied.years) {
                (Dependence::Together, _) => return None,
                (_, Dependence::Together) => 1,
                (_, Dependence::Independent) => self.region.years(),
            };
            let input = &STATISTICS[statistic];
            Some(source.stream(input, number(input, 0), zone * numbers))
        }))
    }

    /// The statistics of the next zone, year by year.
    pub(crate) fn statistics(
        &self,
        zone: usize,
        shared: &Shared,
        streams: &mut ZoneStreams,
        drawn: &mut [[f64; 3]],
    ) {
        let base = self.region.statistics.row(zone);
        drawn
            .iter_mut()
            .zip(base)
            .for_each(|(drawn, base)| *drawn = *base);
        for (statistic, varied) in self.statistics.iter().enumerate() {
            let Some(varied) = varied else { continue };
            let mut own = None;
            for (year, values) in drawn.iter_mut().enumerate() {
                let at = match &mut streams.0[statistic] {
                    None => shared.statistics[statistic][year],
                    Some(stream) if varied.years == Dependence::Together => {
                        *own.get_or_insert_with(|| varied.spread.of_place(stream.uniform()))
                    }
                    Some(stream) => varied.spread.of_place(stream.uniform()),
                };
                values[statistic] = match &varied.spread {
                    Variation::Factor(_) => values[statistic] * at,
                    Variation::Values(samplers) => samplers[zone][year].value(at),
                };
            }
        }
    }

    /// The hectares that a year's classes have in a draw, of which `mapped` are as mapped.
    pub(crate) fn land<'a>(
        &self,
        year: usize,
        mapped: &'a [f64],
        shared: &Shared,
        room: &'a mut Vec<f64>,
    ) -> &'a [f64] {
        let Some(entry) = self.region.matrices[year] else {
            return mapped;
        };
        room.clear();
        room.extend_from_slice(mapped);
        let (places, shares) = (&self.region.matrix_classes[entry], &shared.shares[entry]);
        for (column, &place) in places.iter().enumerate() {
            let rows = places
                .iter()
                .zip(shares[column..].iter().step_by(places.len()));
            room[place] = rows.map(|(&row, share)| mapped[row] * share).sum();
        }
        room
    }
}

impl Shared {
    /// Formulas 1–4 with the drawn coefficients. Energy of known fuels has the carbon of its mix, in t per tce, in place of σ.
    pub(crate) fn flows(&self, statistics: [f64; 3], carbon: Option<f64>, land: &[f64]) -> Flows {
        let land = land.iter().copied().zip(self.lambda.iter().copied());
        let sigma = carbon.unwrap_or(self.sigma);
        Flows::new(statistics, [sigma, self.theta], land)
    }
}

impl Variation {
    /// The factor at a place of the distribution, or the place where the factor depends on more.
    fn of_place(&self, u: f64) -> f64 {
        match self {
            Self::Factor(sampler) => sampler.value(u),
            Self::Values(_) => u,
        }
    }
}

fn varied(
    case: &Case,
    region: &Region,
    uncertain: Option<&UncertainStatistic>,
    statistic: usize,
) -> Result<Option<Varied>, UncertaintyError> {
    let Some(uncertain) = uncertain else {
        return Ok(None);
    };
    let input = &STATISTICS[statistic];
    let distribution = uncertain.uncertain.distribution;
    let spread = if distribution.scale == Scale::Relative {
        let factor = distribution.about(1.0, Domain::NotNegative);
        Variation::Factor(factor.map_err(input_error(input, String::new()))?)
    } else {
        let sampler = |zone: usize, year: usize| {
            let base = region.statistics[(zone, year)][statistic];
            let (id, label) = (
                &case.inputs.zones()[zone].id,
                case.inputs.annual()[year].year,
            );
            let sampler = distribution.about(base, Domain::NotNegative);
            sampler.map_err(input_error(input, format!(" of {id} in {label}")))
        };
        let years = |zone| {
            (0..region.years())
                .map(|year| sampler(zone, year))
                .collect()
        };
        let samplers = (0..region.zones()).map(years).collect::<Result<_, _>>()?;
        Variation::Values(samplers)
    };
    Ok(Some(Varied {
        spread,
        zones: uncertain.zones,
        years: uncertain.years,
    }))
}
