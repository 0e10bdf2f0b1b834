//! Bars that grow in two directions from zero, and their labels.

use carbon_core::{Assessment, Quantity};
use zoning_export::Bilingual;
use zoning_export::content::{Bar, FieldClass, Part};
use zoning_export::palette::{BG_BR, BORDER, Color};

/// The position of sums among the keys of [`signed_keys`].
const SUM: usize = 2;

/// The key of a part of bars.
pub(super) fn key(id: &str, label: Bilingual, color: Color) -> FieldClass {
    let id = id.to_owned();
    FieldClass { id, label, color }
}

/// The keys of growth, decline and sums, in two colours and grey.
pub(super) fn signed_keys(
    [more_color, less_color]: [Color; 2],
    [more, less]: [Bilingual; 2],
) -> Vec<FieldClass> {
    vec![
        key("more", more, more_color),
        key("less", less, less_color),
        key("sum", Bilingual::new("sum", "合计"), BORDER),
    ]
}

/// Green and brown, as in maps of the budget.
pub(super) fn green_and_brown() -> [Color; 2] {
    let mut colors = BG_BR.colors(1, false, 1);
    [colors.next(), colors.next()].map(|color| color.unwrap_or(BORDER))
}

pub(super) fn signed_bar(value: f64) -> Bar {
    let key = usize::from(value < 0.0);
    Bar(vec![Part { key, value }])
}

pub(super) fn sum_bar(value: f64) -> Bar {
    Bar(vec![Part { key: SUM, value }])
}

pub(super) fn unit(quantity: &Quantity, assessment: &Assessment) -> Bilingual {
    Bilingual::same(quantity.unit_in(assessment))
}

/// Two years, as in 2010–2020.
pub(super) fn period(from: &str, to: &str) -> Bilingual {
    Bilingual::same(format!("{from}–{to}"))
}

/// What a field is called.
pub(super) fn field_label(field: &str, assessment: &Assessment) -> Bilingual {
    let mut quantities = Quantity::all(assessment).into_iter();
    let quantity = quantities.find(|quantity| quantity.field_name() == field);
    quantity.map_or_else(
        || Bilingual::same(field),
        |quantity| Bilingual::new(quantity.label_en(), quantity.label_zh()),
    )
}
