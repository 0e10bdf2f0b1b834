//! What became of the land and what that changed, as a table.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use carbon_core::Assessment;
use carbon_core::transition_absorption::AbsorptionChange;

use crate::files::decimal::decimal;
use crate::outputs::csv::scenario_table::REGION;

/// Writes `zone,name,from,to,from_class,to_class,hectares,tonnes`: how much more is absorbed a year by land of one class that became
/// another. The rows without classes are the sums of all transitions.
///
/// # Errors
/// The stream takes no more bytes.
pub fn write_absorption(
    changes: &[AbsorptionChange],
    assessment: &Assessment,
    out: impl Write,
) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "zone",
        "name",
        "from",
        "to",
        "from_class",
        "to_class",
        "hectares",
        "tonnes",
    ])?;
    let same = |a: &AbsorptionChange, b: &AbsorptionChange| labels(a) == labels(b);
    for of_pair in changes.chunk_by(same) {
        let mut region = Terms::default();
        for (zone, change) in assessment.zones.iter().zip(of_pair) {
            let terms = Terms::of(change);
            terms.write([zone.id.as_str(), &zone.name], labels(change), &mut writer)?;
            region.add(&terms);
        }
        if let Some(first) = of_pair.first() {
            region.write([REGION, REGION], labels(first), &mut writer)?;
        }
    }
    Ok(writer.flush()?)
}

fn labels(of: &AbsorptionChange) -> [&str; 2] {
    [&of.from_label, &of.to_label]
}

/// Hectares and tonnes by the classes from and to which land went.
#[derive(Default)]
struct Terms(BTreeMap<[String; 2], [f64; 2]>);

impl Terms {
    fn of(change: &AbsorptionChange) -> Self {
        let mut terms = Self::default();
        for term in &change.terms {
            let classes = [&term.from, &term.to].map(ToString::to_string);
            terms.count(&classes, [term.hectares.0, term.change.amount]);
        }
        terms
    }

    fn add(&mut self, other: &Self) {
        for (classes, amounts) in &other.0 {
            self.count(classes, *amounts);
        }
    }

    fn count(&mut self, classes: &[String; 2], [hectares, tonnes]: [f64; 2]) {
        let sum = self.0.entry(classes.clone()).or_default();
        *sum = [sum[0] + hectares, sum[1] + tonnes];
    }

    fn write(
        &self,
        zone: [&str; 2],
        years: [&str; 2],
        writer: &mut csv::Writer<impl Write>,
    ) -> Result<()> {
        let mut row = |classes: [&str; 2], [hectares, tonnes]: [f64; 2]| {
            let numbers = [decimal(hectares, 6), decimal(tonnes, 3)];
            let texts = [zone, years, classes].into_iter().flatten();
            writer.write_record(texts.chain(numbers.iter().map(|text| &**text)))
        };
        let (mut hectares, mut tonnes) = (0.0, 0.0);
        for ([from, to], amounts) in &self.0 {
            hectares += amounts[0];
            tonnes += amounts[1];
            if amounts[0] != 0.0 {
                row([from, to], *amounts)?;
            }
        }
        Ok(row(["", ""], [hectares, tonnes])?)
    }
}
