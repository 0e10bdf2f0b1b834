//! JSON of what serde serialises, in which bytes are numbers in plain decimals.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Writes JSON without spaces. Members are in the order of the fields, and [`Decimals`](super::Decimals) are numbers.
pub(crate) fn write_json(value: &impl Serialize, out: impl Write) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, PlainNumbers))?)
}

/// Writes bytes as the number that they spell.
struct PlainNumbers;

impl Formatter for PlainNumbers {
    fn write_byte_array<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        value: &[u8],
    ) -> io::Result<()> {
        writer.write_all(shortest(value))
    }
}

/// The digits without zeros at the end of the fraction; `null` for what is not finite.
fn shortest(digits: &[u8]) -> &[u8] {
    if !digits.last().is_some_and(u8::is_ascii_digit) {
        return b"null";
    }
    if !digits.contains(&b'.') {
        return digits;
    }
    let end = digits
        .iter()
        .rposition(|digit| *digit != b'0')
        .map_or(0, |last| last + 1);
    let trimmed = &digits[..end];
    trimmed.strip_suffix(b".").unwrap_or(trimmed)
}

#[cfg(test)]
mod tests {
    use super::super::Decimals;
    use super::*;

    #[test]
    fn numbers_are_plain_and_short() {
        for (value, decimals, expected) in [
            (1.5, 4, "1.5"),
            (100.0, 4, "100"),
            (100.0, 0, "100"),
            (1e21, 0, "1000000000000000000000"),
            (-0.0, 0, "0"),
            (-0.00004, 4, "0"),
            (0.00006, 4, "0.0001"),
            (-2.25, 1, "-2.2"),
            (f64::NAN, 2, "null"),
            (f64::NEG_INFINITY, 2, "null"),
        ] {
            let mut json = Vec::new();
            write_json(&[Some(Decimals(value, decimals)), None], &mut json).unwrap();
            assert_eq!(
                String::from_utf8(json).unwrap(),
                format!("[{expected},null]")
            );
        }
    }
}
