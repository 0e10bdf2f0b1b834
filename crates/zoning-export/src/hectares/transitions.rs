//! Land-use transitions as a long table: CSV, JSON or Parquet.
//!
//! The columns are `zone`, `name`, `from_label`, `to_label`, `from_class`, `to_class`, `hectares`.

use std::borrow::{Borrow, Cow};
use std::io::Write;

use carbon_core::{Hectares, TransitionRow};

use super::error::HectaresError;
use super::ledger::HectaresFormat;
use super::rows::{AreaRow, write_rows};

impl AreaRow<6> for TransitionRow {
    const COLUMNS: [&'static str; 6] = [
        "zone",
        "name",
        "from_label",
        "to_label",
        "from_class",
        "to_class",
    ];

    fn texts(&self) -> [Cow<'_, str>; 6] {
        [
            self.zone.as_str().into(),
            (&*self.name).into(),
            (&*self.from_label).into(),
            (&*self.to_label).into(),
            self.from.id(),
            self.to.id(),
        ]
    }

    fn hectares(&self) -> Hectares {
        self.hectares
    }
}

/// Writes a table of transitions.
///
/// # Errors
///
/// [`HectaresError::Write`] or [`HectaresError::Parquet`] if the stream takes no more bytes.
pub fn write_transitions(
    rows: impl IntoIterator<Item = impl Borrow<TransitionRow>>,
    format: HectaresFormat,
    out: impl Write + Send,
) -> Result<(), HectaresError> {
    write_rows(rows, format, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_from_what_to_what() {
        let row = TransitionRow {
            zone: "360100".into(),
            name: "南昌市".to_owned(),
            from_label: "2010".to_owned(),
            to_label: "2020".to_owned(),
            from: "forest".parse().unwrap(),
            to: "unmapped:7".parse().unwrap(),
            hectares: Hectares(12.5),
        };
        let mut bytes = Vec::new();
        write_transitions(&[row], HectaresFormat::Csv, &mut bytes).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "zone,name,from_label,to_label,from_class,to_class,hectares\n\
             360100,南昌市,2010,2020,forest,unmapped:7,12.500000\n"
        );
    }
}
