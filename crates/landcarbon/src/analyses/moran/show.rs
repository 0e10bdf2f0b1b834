//! Hot and cold spots, as fields with maps.

use carbon_core::Assessment;
use carbon_core::moran::{LocalMoran, Quadrant};
use zoning_export::Bilingual;
use zoning_export::content::{Group, ZoneField};
use zoning_export::palette::NEIGHBOURS;

use super::compute::MoranOf;
use crate::analyses::signed_bars::{field_label, key};

/// The class of zones whose likeness to their neighbours may be chance.
const BY_CHANCE: &str = "not-significant";

/// Hot and cold spots of a field, and zones unlike their neighbours.
pub(super) fn spot_field(years: &[MoranOf], assessment: &Assessment) -> ZoneField {
    let field = &years[0].field;
    let label = field_label(field, assessment);
    let rows = years.iter().map(|found| {
        let spots = found
            .local
            .iter()
            .map(|zone| spot(zone, found.significant_up_to));
        (found.year, spots.map(|id| id.map(str::to_owned)).collect())
    });
    let ids = Quadrant::ALL
        .map(Quadrant::id)
        .into_iter()
        .chain([BY_CHANCE]);
    let classes = ids.zip(spot_labels()).zip(NEIGHBOURS);
    let classes = classes.map(|((id, label), color)| key(id, label, color));
    ZoneField::categories(
        format!("local_moran_{field}"),
        Bilingual::new(
            format!("Local Moran's I ({})", label.en),
            format!("局部莫兰指数（{}）", label.zh),
        ),
        Group::Analysis,
        classes.collect(),
        rows.collect(),
    )
    .known(Bilingual::new(
        "by random sets of neighbours; a twentieth of the zones called significant may be so by chance (Benjamini and Hochberg 1995)",
        "基于邻区的随机置换；显著的区中约二十分之一可能出于偶然（Benjamini 与 Hochberg，1995）",
    ))
}

/// What a zone is to its neighbours; `None` for an island.
fn spot(zone: &LocalMoran, significant_up_to: Option<f64>) -> Option<&'static str> {
    let local = zone.local?;
    let is_significant = significant_up_to.is_some_and(|limit| local.p <= limit);
    Some(if is_significant {
        local.quadrant.id()
    } else {
        BY_CHANCE
    })
}

/// The names of [`Quadrant::ALL`], and of what is by chance.
fn spot_labels() -> [Bilingual; 5] {
    [
        ("High among high", "高—高"),
        ("Low among low", "低—低"),
        ("High among low", "高—低"),
        ("Low among high", "低—高"),
        ("Not significant", "不显著"),
    ]
    .map(|(en, zh)| Bilingual::new(en, zh))
}
