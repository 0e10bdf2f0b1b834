//! Esri ASCII grids: whether the text holds as many numbers as its header promises.
//!
//! GDAL reads `xx` and `nan` among whole numbers as 0 and lets a row of too many values shift all that follow.

use bilingual::Bilingual;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::files;
use crate::gdal::file_hint;

/// Number words of more bytes are none.
const LONGEST: usize = 64;

/// Text that is no whole grid.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum AsciiGridError {
    /// A word that is no number.
    #[en(
        "the value at column {col}, row {row} is \"{word}\", which is no number; put the nodata value there, or a code"
    )]
    #[zh("第 {col} 列、第 {row} 行的值为 \"{word}\"，不是数；请改为 nodata 值或代码")]
    Word {
        /// Column.
        col: u64,
        /// Row.
        row: u64,
        /// The word.
        word: String,
    },
    /// Too few or too many values.
    #[en("the header promises {columns} × {rows} = {} values, but the file holds {found}{}; it is not whole", columns * rows, if found < &(columns * rows) { "" } else { " or more" })]
    #[zh("文件头写明 {columns} × {rows} = {} 个值，而文件中有 {found} 个{}；文件不完整", columns * rows, if found < &(columns * rows) { "" } else { "或更多" })]
    Count {
        /// Columns, by the header.
        columns: u64,
        /// Rows, by the header.
        rows: u64,
        /// Values found.
        found: u64,
    },
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Verifies a grid of `columns` × `rows` values. Reads the file once from end to end, a piece at a time.
pub(crate) fn verify(path: &Path, columns: u64, rows: u64) -> Result<(), AsciiGridError> {
    verify_text(
        BufReader::with_capacity(1 << 16, files::open(path)?),
        columns,
        rows,
    )
}

fn verify_text(text: impl BufRead, columns: u64, rows: u64) -> Result<(), AsciiGridError> {
    let mut found = 0;
    let mut key = false;
    let mut in_header = true;
    each_word(text, |word| {
        // The header is of pairs: a key that begins with a letter, and its value.
        let is_key = in_header && !key && word[0].is_ascii_alphabetic() && !is_number(word);
        if key || is_key {
            key = is_key;
            return Ok(());
        }
        in_header = false;
        // GDAL takes a first value that begins with a letter for a part of the header.
        if !is_number(word) || found == 0 && word[0].is_ascii_alphabetic() {
            return Err(AsciiGridError::Word {
                col: found % columns.max(1),
                row: found / columns.max(1),
                word: String::from_utf8_lossy(word).into_owned(),
            });
        }
        found += 1;
        if found > columns * rows {
            return Err(AsciiGridError::Count {
                columns,
                rows,
                found,
            });
        }
        Ok(())
    })?;
    if found < columns * rows {
        return Err(AsciiGridError::Count {
            columns,
            rows,
            found,
        });
    }
    Ok(())
}

fn each_word(
    mut text: impl BufRead,
    mut tell: impl FnMut(&[u8]) -> Result<(), AsciiGridError>,
) -> Result<(), AsciiGridError> {
    let mut word: Vec<u8> = Vec::new();
    loop {
        let piece = text.fill_buf()?;
        if piece.is_empty() {
            break;
        }
        for &byte in piece {
            if !byte.is_ascii_whitespace() && byte != 0 {
                if word.len() < LONGEST {
                    word.push(byte);
                }
            } else if !word.is_empty() {
                tell(&word)?;
                word.clear();
            }
        }
        let length = piece.len();
        text.consume(length);
    }
    if word.is_empty() { Ok(()) } else { tell(&word) }
}

/// A decimal number with point or comma, or NaN.
fn is_number(word: &[u8]) -> bool {
    if word.iter().all(u8::is_ascii_digit) {
        return true;
    }
    let Ok(text) = std::str::from_utf8(word) else {
        return false;
    };
    let text = text.replacen(',', ".", 1);
    text.parse::<f64>().is_ok() || text.starts_with("1.#") || text.starts_with("-1.#")
}

/// Why GDAL may not know a text file for an ASCII grid.
pub(crate) fn hint(path: &Path) -> Option<&'static str> {
    if let Some(other) = file_hint(path) {
        return Some(other);
    }
    let mut head = Vec::new();
    files::open(path)
        .ok()?
        .take(4096)
        .read_to_end(&mut head)
        .ok()?;
    match head[..] {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some(
            "the file is text in UTF-16; convert it with `iconv -f UTF-16 -t ASCII FILE > plain.asc`",
        ),
        [0xef, 0xbb, 0xbf, ..] => Some(
            "the file is text with a byte order mark; remove it with `sed -i '1s/^\\xEF\\xBB\\xBF//' FILE`",
        ),
        _ => header_hint(&String::from_utf8_lossy(&head).to_ascii_lowercase()),
    }
}

/// What is wrong with the header of a text that seems to be an ASCII grid.
fn header_hint(head: &str) -> Option<&'static str> {
    if !["ncols", "nrows", "cellsize"]
        .iter()
        .any(|key| head.contains(key))
    {
        return None;
    }
    let words = head.split_ascii_whitespace();
    let value = |key| {
        words
            .clone()
            .position(|word| word == key)
            .and_then(|place| words.clone().nth(place + 1))
    };
    let counts = ["ncols", "nrows"].map(|key| value(key).and_then(|word| word.parse::<u32>().ok()));
    Some(match counts {
        [Some(1..), Some(1..)] => {
            "it seems to be an ASCII grid, but its first value is no number: if it is `nan`, put the nodata value there"
        }
        _ => {
            "it seems to be an ASCII grid, but its header does not begin with `ncols` and `nrows`, each with a blank and a whole number above 0"
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "ncols 3\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 10\nNODATA_value nan\n";

    fn said(values: &str) -> String {
        let text = format!("{HEADER}{values}");
        verify_text(text.as_bytes(), 3, 2).map_or_else(|e| e.to_string(), |()| "whole".to_owned())
    }

    #[test]
    fn whole_grids_may_have_points_commas_and_nan() {
        assert_eq!(said("11 21 43\n51 -9999 11\n"), "whole");
        assert_eq!(said("11.0 nan 1,5e1 -1.#IND\r\n 21 43"), "whole");
    }

    #[test]
    fn words_are_named_with_their_place() {
        assert!(said("11 21 43\n51 x 11\n").contains("column 1, row 1 is \"x\""));
        assert!(said("nan 21 43\n51 x 11\n").contains("column 0, row 0 is \"nan\""));
    }

    #[test]
    fn too_few_and_too_many_values_are_counted() {
        assert!(said("11 21 43\n51 11\n").contains("3 × 2 = 6 values, but the file holds 5;"));
        assert!(said("11 21 43 99\n51 11 21 99\n").contains("holds 7 or more"));
    }
}
