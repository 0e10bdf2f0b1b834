//! Draws summed up: zone by zone, and for the region.

use super::column::{Column, Numbers};
use super::draw::{Draw, RegionYear, Scratch};
use super::propagation::{
    MapChances, PayingChances, QuantityInterval, RegionIntervals, ZoneIntervals, ZoneYearIntervals,
};
use super::request::{MapClasses, MonteCarlo};
use super::sampling::Sampling;
use super::source::Source;
use super::{Interval, UncertaintyError};
use crate::compensation::CompensationClass;
use crate::formulas::kernel::{Flows, Payment};
use crate::results::Quantity;
use crate::text::Listed;
use crate::units::{CarbonBasis, Tonnes};
use crate::what_if::Case;
use crate::zoning::{FunctionRules, FunctionalZone, Indicators};

/// The request together with the inputs and columns that all zones need.
pub(crate) struct Plan<'a> {
    request: &'a MonteCarlo,
    case: &'a Case,
    sampling: &'a Sampling,
    rules: FunctionRules,
    columns: Vec<Column>,
    maps: Vec<(Column, &'a MapClasses)>,
}

/// The numbers of a zone: of each year and quantity, those of all draws.
#[derive(Default)]
pub(crate) struct Storage {
    scratch: Scratch,
    land: Vec<f64>,
    values: Vec<Vec<f64>>,
}

/// How often a zone in a year was what.
#[derive(Clone, Default)]
struct Counts {
    functions: [usize; FunctionalZone::ALL.len()],
    maps: Vec<Vec<usize>>,
    classes: [usize; CompensationClass::ALL.len()],
    paying: usize,
    receiving: usize,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(
        request: &'a MonteCarlo,
        case: &'a Case,
        sampling: &'a Sampling,
    ) -> Result<Self, UncertaintyError> {
        let column = |quantity: &Quantity| {
            let column = Column::new(quantity, &sampling.region.classes)?;
            if column.is_of_compensation() && case.scheme.is_none() {
                return Err(UncertaintyError::NotNumeric(
                    quantity.field_name().into_owned(),
                ));
            }
            Ok(column)
        };
        for map in &request.maps {
            let ascending = map.breaks.windows(2).all(|pair| pair[0] < pair[1]);
            if !(ascending && map.breaks.iter().all(|value| value.is_finite())) {
                return Err(UncertaintyError::Breaks(Listed(map.breaks.clone())));
            }
        }
        let maps = request
            .maps
            .iter()
            .map(|map| Ok((column(&map.quantity)?, map)));
        Ok(Self {
            columns: request
                .quantities
                .iter()
                .map(column)
                .collect::<Result<_, _>>()?,
            maps: maps.collect::<Result<_, UncertaintyError>>()?,
            request,
            rules: case.zoning.rules(),
            case,
            sampling,
        })
    }

    pub(crate) fn source(&self, draw: u64) -> Source<'static> {
        Source {
            seed: self.request.seed,
            draw,
            sample: 0,
            exchanged: None,
        }
    }

    pub(crate) fn zone(&self, zone: usize, draws: &[Draw], storage: &mut Storage) -> ZoneIntervals {
        let (years, columns) = (self.sampling.region.years(), self.columns.len());
        storage.values.resize_with(years * columns, Vec::new);
        storage.values.iter_mut().for_each(Vec::clear);
        let maps = self
            .maps
            .iter()
            .map(|(_, map)| vec![0; map.breaks.len() + 1]);
        let counts = Counts {
            maps: maps.collect(),
            ..Counts::default()
        };
        let mut counts = vec![counts; years];
        for draw in draws {
            self.sampling
                .zone(zone, draw, &self.source(draw.number), &mut storage.scratch);
            for (year, counts) in counts.iter_mut().enumerate() {
                self.zone_year(zone, year, draw, storage, counts);
            }
        }
        let of_year = |(year, counts): (usize, &Counts)| {
            let values = &mut storage.values[year * columns..(year + 1) * columns];
            self.summarised([zone, year], counts, values, draws.len())
        };
        ZoneIntervals {
            zone: self.case.inputs.zones()[zone].id.clone(),
            years: counts.iter().enumerate().map(of_year).collect(),
        }
    }

    /// Summarises a zone in a year of a draw, whose flows are in the scratch buffers.
    fn zone_year(
        &self,
        zone: usize,
        year: usize,
        draw: &Draw,
        storage: &mut Storage,
        counts: &mut Counts,
    ) {
        let flows = &storage.scratch.flows[year];
        let RegionYear {
            region,
            mean_emissions,
        } = &draw.years[year];
        // Draws without coefficients or payments were left out.
        let contributions = flows
            .contributions(region)
            .map(|found| found.unwrap_or(f64::NAN));
        let payment = self.payment([zone, year], draw, &storage.scratch.flows, contributions[0]);
        let takes_part = self.sampling.region.takes_part[zone];
        let payment = payment.map(|payment| payment.if_taking_part(takes_part));
        let mapped = self.sampling.region.zone_land(zone, year);
        let land = self
            .sampling
            .land(year, mapped, &draw.shared, &mut storage.land);
        let numbers = Numbers {
            flows,
            contributions,
            land,
            lambda: &draw.shared.lambda,
            payment,
        };
        let from = year * self.columns.len();
        for (column, values) in self.columns.iter().zip(&mut storage.values[from..]) {
            let number = column.number(&numbers);
            if !number.is_nan() {
                values.push(number);
            }
        }
        if self.sampling.region.covered[(zone, year)] {
            let function = self.rules.function(&Indicators {
                emissions: tonnes(flows.emissions),
                mean_emissions: tonnes(*mean_emissions),
                ecc: contributions[0],
                esc: contributions[1],
            });
            counts.functions[function as usize] += 1;
        }
        for ((column, map), counts) in self.maps.iter().zip(&mut counts.maps) {
            let unit = if map.of_mean_emissions {
                *mean_emissions
            } else {
                1.0
            };
            let number = column.number(&numbers) / unit;
            if !number.is_nan() {
                counts[map.breaks.partition_point(|value| *value <= number)] += 1;
            }
        }
        if let (Some(payment), Some(scheme)) = (payment, &draw.scheme) {
            counts.paying += usize::from(payment.compensation > 0.0);
            counts.receiving += usize::from(payment.compensation < 0.0);
            if let Some(class) = scheme.class(&payment) {
                counts.classes[class as usize] += 1;
            }
        }
    }

    fn payment(
        &self,
        [zone, year]: [usize; 2],
        draw: &Draw,
        flows: &[Flows],
        ecc: f64,
    ) -> Option<Payment> {
        let scheme = draw.scheme.as_ref()?;
        let [base, target] = self.sampling.region.compared?;
        if year != target || !self.sampling.region.covered[(zone, year)] {
            return None;
        }
        scheme.payment(&flows[base], &flows[target], ecc)
    }

    fn summarised(
        &self,
        [zone, year]: [usize; 2],
        counts: &Counts,
        values: &mut [Vec<f64>],
        draws: usize,
    ) -> ZoneYearIntervals {
        let share = |count: usize| count as f64 / draws as f64;
        let region = &self.sampling.region;
        let is_covered = region.covered[(zone, year)];
        let is_target = region.compared.is_some_and(|[_, target]| target == year);
        let is_paid = is_target && is_covered;
        let maps = self.maps.iter().zip(&counts.maps);
        ZoneYearIntervals {
            year: self.case.inputs.annual()[year].year,
            intervals: self.intervals(values),
            functions: is_covered.then(|| counts.functions.map(share)),
            maps: maps
                .filter(|((column, _), _)| is_paid || !column.is_of_compensation())
                .map(|((_, map), counts)| MapChances {
                    quantity: map.quantity.clone(),
                    classes: counts.iter().map(|count| share(*count)).collect(),
                })
                .collect(),
            paying: is_paid.then(|| PayingChances {
                paying: share(counts.paying),
                receiving: share(counts.receiving),
                classes: counts.classes.map(share),
            }),
        }
    }

    /// The intervals of quantities, those without a value left out.
    fn intervals(&self, values: &mut [Vec<f64>]) -> Vec<QuantityInterval> {
        let quantities = self.request.quantities.iter().zip(values);
        let intervals = quantities.filter_map(|(quantity, values)| {
            let interval = Interval::from_values(values)?;
            let quantity = quantity.clone();
            Some(QuantityInterval { quantity, interval })
        });
        intervals.collect()
    }

    pub(crate) fn region(&self, draws: &[Draw]) -> Vec<RegionIntervals> {
        let mut land = Vec::new();
        let annual = self.case.inputs.annual().iter().enumerate();
        let of_years = annual.map(|(year, annual)| {
            let mapped = self.sampling.region.region_land(year);
            let mut values = vec![Vec::new(); self.columns.len()];
            for draw in draws {
                let numbers = Numbers {
                    flows: &draw.years[year].region,
                    contributions: [1.0; 2],
                    land: self.sampling.land(year, mapped, &draw.shared, &mut land),
                    lambda: &draw.shared.lambda,
                    payment: None,
                };
                let columns = self.columns.iter().zip(&mut values);
                for (column, values) in columns.filter(|(column, _)| column.is_of_region()) {
                    values.push(column.number(&numbers));
                }
            }
            RegionIntervals {
                year: annual.year,
                intervals: self.intervals(&mut values),
            }
        });
        of_years.collect()
    }
}

/// An amount on the one basis that the numbers of a draw are taken to share.
fn tonnes(amount: f64) -> Tonnes {
    Tonnes::new(amount, CarbonBasis::Carbon)
}
