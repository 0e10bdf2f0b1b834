//! What became of the land and how that changed absorption, as rows of a long table.

use std::collections::BTreeMap;

use carbon_core::Assessment;
use carbon_core::transition_absorption::AbsorptionChange;
use zoning_export::long_tables::{AbsorptionDriverRow, REGION};

/// How much more is absorbed a year by land of one class that became another: of each zone, then of the region.
pub fn absorption_rows<'a>(
    changes: &'a [AbsorptionChange],
    assessment: &'a Assessment,
) -> Vec<AbsorptionDriverRow<'a>> {
    let mut rows = Vec::new();
    for pair in changes.chunk_by(|a, b| labels(a) == labels(b)) {
        let mut region = Terms::new();
        for (zone, change) in assessment.zones.iter().zip(pair) {
            let mut terms = Terms::new();
            add(change, &mut terms);
            for (classes, amounts) in &terms {
                add_amounts(&mut region, classes, *amounts);
            }
            let zone = [zone.id.as_str(), &zone.name];
            push_rows(zone, labels(change), terms, &mut rows);
        }
        if let Some(first) = pair.first() {
            push_rows([REGION, REGION], labels(first), region, &mut rows);
        }
    }
    rows
}

fn labels(change: &AbsorptionChange) -> [&str; 2] {
    [&change.from_label, &change.to_label]
}

/// Hectares and tonnes by the classes from and to which land went.
type Terms = BTreeMap<[String; 2], [f64; 2]>;

fn add(change: &AbsorptionChange, terms: &mut Terms) {
    for term in &change.terms {
        let classes = [&term.from, &term.to].map(ToString::to_string);
        add_amounts(terms, &classes, [term.hectares.0, term.change.amount]);
    }
}

fn add_amounts(terms: &mut Terms, classes: &[String; 2], [hectares, tonnes]: [f64; 2]) {
    let sum = terms.entry(classes.clone()).or_default();
    *sum = [sum[0] + hectares, sum[1] + tonnes];
}

/// A row for each pair of classes that has land, and one for their sum.
fn push_rows<'a>(
    [zone, name]: [&'a str; 2],
    [from, to]: [&'a str; 2],
    terms: Terms,
    rows: &mut Vec<AbsorptionDriverRow<'a>>,
) {
    let row = |classes: Option<[String; 2]>, [hectares, tonnes]: [f64; 2]| {
        let [from_class, to_class] = classes.map_or([None, None], |classes| classes.map(Some));
        AbsorptionDriverRow {
            zone,
            name,
            from,
            to,
            from_class,
            to_class,
            hectares,
            tonnes,
        }
    };
    let mut sum = [0.0, 0.0];
    for (classes, amounts) in terms {
        sum = [sum[0] + amounts[0], sum[1] + amounts[1]];
        if amounts[0] != 0.0 {
            rows.push(row(Some(classes), amounts));
        }
    }
    rows.push(row(None, sum));
}
