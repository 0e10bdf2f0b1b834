//! Which encoding the attributes of a Shapefile are in.
//!
//! A `.dbf` may say so in a `.cpg` file beside it or in its own header (LDID), may say nothing, or may be wrong. Every candidate is
//! tried strictly, on all bytes that will be shown: an encoding that would replace a character is no candidate.

use encoding_rs::{BIG5, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// The LDID of a file that claims the "ANSI" code page of its author's computer, whichever that was.
const LDID_ANSI: u8 = 0x57;

/// Bytes of a field's name at most.
const NAME_BYTES: usize = 10;

const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// What was found, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) encoding: &'static Encoding,
    pub(crate) reason: Reason,
}

/// Why an encoding was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The `.cpg` file says so.
    Cpg,
    /// The header of the `.dbf` says so.
    Ldid,
    /// Nothing else (or nothing true) was said, and all bytes fit.
    Fits,
}

/// The first encoding that fits all field names and `texts`: that of the `.cpg`, of the LDID, UTF-8, GB18030, and for LDID 0x57
/// Windows-1252.
pub(crate) fn find(
    cpg: Option<&str>,
    ldid: u8,
    names: &[Vec<u8>],
    texts: &[Vec<u8>],
) -> Option<Finding> {
    let fits = |encoding: &'static Encoding| {
        let fits_text = |bytes: &Vec<u8>| {
            encoding
                .decode_without_bom_handling_and_without_replacement(bytes)
                .is_some()
        };
        let fits_name = |bytes: &Vec<u8>| !field_name(encoding, bytes).contains(REPLACEMENT);
        names.iter().all(fits_name) && texts.iter().all(fits_text)
    };
    let candidates = [
        (cpg.and_then(of_cpg), Reason::Cpg),
        (of_ldid(ldid), Reason::Ldid),
        (Some(UTF_8), Reason::Fits),
        (Some(GB18030), Reason::Fits),
        ((ldid == LDID_ANSI).then_some(WINDOWS_1252), Reason::Ldid),
    ];
    candidates
        .into_iter()
        .filter_map(|(encoding, reason)| {
            Some(Finding {
                encoding: encoding?,
                reason,
            })
        })
        .find(|finding| fits(finding.encoding))
}

/// The bytes of a text that was read as Latin-1.
pub(crate) fn latin1_bytes(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect()
}

/// A field's name. Names are cut at ten bytes, perhaps within a character, which is left out.
pub(crate) fn field_name(encoding: &'static Encoding, bytes: &[u8]) -> String {
    let (name, _) = encoding.decode_without_bom_handling(bytes);
    let cut = bytes.len() >= NAME_BYTES;
    let whole = if cut {
        name.trim_end_matches(REPLACEMENT)
    } else {
        &name
    };
    whole.to_owned()
}

/// The encoding that a `.cpg` file names, in any of the usual spellings.
fn of_cpg(text: &str) -> Option<&'static Encoding> {
    let label = text
        .trim()
        .trim_start_matches('\u{feff}')
        .to_ascii_lowercase();
    let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
    match digits {
        "936" => Some(GBK),
        "54936" => Some(GB18030),
        "950" => Some(BIG5),
        "65001" => Some(UTF_8),
        "1252" | "88591" => Some(WINDOWS_1252),
        _ => Encoding::for_label(label.as_bytes()),
    }
}

/// The encoding of a language driver id of dBASE. The ANSI code page names none.
fn of_ldid(ldid: u8) -> Option<&'static Encoding> {
    match ldid {
        0x4d | 0x7a => Some(GBK),
        0x4f | 0x78 => Some(BIG5),
        0x13 | 0x7b => Some(SHIFT_JIS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbk(text: &str) -> Vec<u8> {
        GBK.encode(text).0.into_owned()
    }

    #[test]
    fn a_true_cpg_is_followed() {
        let finding = find(Some("GBK\n"), 0x57, &[], &[gbk("南昌市")]).unwrap();
        assert_eq!((finding.encoding, finding.reason), (GBK, Reason::Cpg));
        assert_eq!(
            find(Some("CP936"), 0, &[], &[gbk("南昌市")])
                .unwrap()
                .encoding,
            GBK
        );
    }

    #[test]
    fn a_cpg_that_claims_utf_8_over_gbk_is_overruled() {
        let finding = find(Some("UTF-8"), 0, &[], &[gbk("南昌市")]).unwrap();
        assert_eq!((finding.encoding, finding.reason), (GB18030, Reason::Fits));
    }

    #[test]
    fn the_header_is_followed_where_there_is_no_cpg() {
        let finding = find(None, 0x4d, &[], &[gbk("景德镇市")]).unwrap();
        assert_eq!((finding.encoding, finding.reason), (GBK, Reason::Ldid));
    }

    #[test]
    fn ansi_is_no_answer_where_the_bytes_are_chinese() {
        assert_eq!(
            find(None, LDID_ANSI, &[], &[gbk("萍乡市")])
                .unwrap()
                .encoding,
            GB18030
        );
        assert_eq!(
            find(None, LDID_ANSI, &[], &["萍乡市".into()])
                .unwrap()
                .encoding,
            UTF_8
        );
        assert_eq!(
            find(None, LDID_ANSI, &[], &[b"N\xeemes\xe9".to_vec()])
                .unwrap()
                .encoding,
            WINDOWS_1252
        );
    }

    #[test]
    fn bytes_of_no_encoding_are_refused() {
        assert_eq!(find(None, 0, &[], &[vec![0xff, 0xff]]), None);
    }
}
