//! Which encoding the attributes of a Shapefile are in.
//!
//! A `.dbf` may say so in a `.cpg` file beside it or in its own header (LDID), may say nothing, or may be wrong. Every candidate is
//! tried strictly, on the names of all fields and on the values of those that are read: an encoding that would replace a character is no
//! candidate. Only at the end of a value that fills its field may a character be cut.

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// The LDID of a file that claims the "ANSI" code page of its author's computer, whichever that was.
const LDID_ANSI: u8 = 0x57;

/// Bytes of a field's name at most.
const NAME_BYTES: usize = 10;

const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// Ideographs, and the marks that stand between them.
const CHINESE: [std::ops::RangeInclusive<char>; 6] = [
    '\u{3000}'..='\u{303f}',
    '\u{3400}'..='\u{4dbf}',
    '\u{4e00}'..='\u{9fff}',
    '\u{f900}'..='\u{faff}',
    '\u{ff00}'..='\u{ffef}',
    '\u{b7}'..='\u{b7}',
];

/// The attributes of a table as bytes.
#[derive(Debug, Default)]
pub(crate) struct RawTable {
    /// The names of all fields.
    pub(crate) names: Vec<Vec<u8>>,
    /// The values of each field; none of a field that holds no text.
    pub(crate) columns: Vec<Vec<RawValue>>,
}

/// A value as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawValue {
    pub(crate) bytes: Vec<u8>,
    /// Whether it fills its field, which may then have cut it.
    pub(crate) fills: bool,
}

/// What a table says of its encoding.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Claims<'a> {
    /// The text of the `.cpg` file.
    pub(crate) cpg: Option<&'a str>,
    /// The language driver id in the header of the `.dbf`.
    pub(crate) ldid: u8,
}

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
    /// Another encoding was claimed, but every text is Chinese in UTF-8, which hardly happens by chance.
    Contradicts,
}

impl Claims<'_> {
    /// The encoding that is claimed.
    pub(crate) fn encoding(self) -> Option<&'static Encoding> {
        self.cpg.and_then(of_cpg).or_else(|| of_ldid(self.ldid))
    }
}

impl RawTable {
    /// The first encoding that fits: that of the `.cpg`, of the LDID, UTF-8, GB18030; the same with values that are cut; and for LDID
    /// 0x57 Windows-1252. One in which all `wanted` fields are there goes before one in which they are not.
    pub(crate) fn find_encoding(&self, claims: Claims<'_>, wanted: &[&str]) -> Option<Finding> {
        let claimed = claims.encoding();
        if claimed.is_some_and(|claimed| claimed != UTF_8) && self.is_chinese_utf8(wanted) {
            return Some(Finding {
                encoding: UTF_8,
                reason: Reason::Contradicts,
            });
        }
        let said = [
            (claims.cpg.and_then(of_cpg), Reason::Cpg),
            (of_ldid(claims.ldid), Reason::Ldid),
            (Some(UTF_8), Reason::Fits),
            (Some(GB18030), Reason::Fits),
        ];
        let is_ansi = claims.ldid == LDID_ANSI;
        let ansi = (is_ansi.then_some(WINDOWS_1252), Reason::Ldid, false);
        let [whole, cut] =
            [false, true].map(|cut| said.map(|(found, reason)| (found, reason, cut)));
        let fitting: Vec<(Finding, bool)> = [&whole[..], &cut, &[ansi]]
            .concat()
            .into_iter()
            .filter_map(|(encoding, reason, cut)| {
                let encoding = encoding?;
                let has_all = self.judge(encoding, wanted, cut)?;
                Some((Finding { encoding, reason }, has_all))
            })
            .collect();
        let best = fitting.iter().find(|(_, has_all)| *has_all);
        best.or(fitting.first()).map(|(finding, _)| *finding)
    }

    /// Whether the table has all wanted fields in an encoding; nothing if the encoding does not fit.
    fn judge(&self, encoding: &'static Encoding, wanted: &[&str], cut: bool) -> Option<bool> {
        let names = self.names.iter().map(|name| field_name(encoding, name));
        let names: Vec<String> = names.collect();
        let fits = |value: &RawValue| match decode(encoding, &value.bytes) {
            Some((_, is_cut)) => !is_cut || cut && value.fills,
            None => false,
        };
        let fitting = !names.iter().any(|name| name.contains(REPLACEMENT))
            && self
                .columns_of(&names, wanted)
                .all(|column| column.iter().all(fits));
        let has = |field: &&str| names.iter().any(|name| name == field);
        fitting.then(|| wanted.iter().all(has))
    }

    fn is_chinese_utf8(&self, wanted: &[&str]) -> bool {
        if self.judge(UTF_8, wanted, true).is_none() {
            return false;
        }
        let names: Vec<String> = self
            .names
            .iter()
            .map(|name| field_name(UTF_8, name))
            .collect();
        let values = self.columns_of(&names, wanted).flatten();
        let values = values.filter_map(|value| decode(UTF_8, &value.bytes));
        let texts: String = values
            .map(|(text, _)| text)
            .chain(names.iter().cloned())
            .collect();
        let mut foreign = texts.chars().filter(|c| !c.is_ascii()).peekable();
        foreign.peek().is_some() && foreign.all(|c| CHINESE.iter().any(|range| range.contains(&c)))
    }

    /// The values of the wanted fields.
    fn columns_of<'a>(
        &'a self,
        names: &'a [String],
        wanted: &'a [&str],
    ) -> impl Iterator<Item = &'a Vec<RawValue>> {
        let named = names.iter().zip(&self.columns);
        named
            .filter(|(name, _)| wanted.contains(&name.as_str()))
            .map(|(_, column)| column)
    }

    /// Whether the bytes that are read are the same in all encodings.
    pub(crate) fn is_ascii(&self, encoding: &'static Encoding, wanted: &[&str]) -> bool {
        let names = self.names.iter().map(|name| field_name(encoding, name));
        let names: Vec<String> = names.collect();
        let mut values = self.columns_of(&names, wanted).flatten();
        self.names.iter().all(|name| name.is_ascii()) && values.all(|value| value.bytes.is_ascii())
    }
}

/// The text of some bytes, without a character at their end that is cut, and whether there is one. Nothing if they are none of the
/// encoding.
pub(crate) fn decode(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, bool)> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len())?;
    let mut text = String::with_capacity(room);
    let mut is_read = |bytes: &[u8], last: bool| {
        let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, last);
        result == DecoderResult::InputEmpty
    };
    if !is_read(bytes, false) {
        return None;
    }
    let is_cut = !is_read(&[], true);
    Some((text, is_cut))
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

    /// The encoding of a table with a field `name` of these values, which may or may not fill it.
    fn found(cpg: Option<&str>, ldid: u8, values: &[Vec<u8>], fills: bool) -> Option<Finding> {
        let value = |bytes: &Vec<u8>| RawValue {
            bytes: bytes.clone(),
            fills,
        };
        let table = RawTable {
            names: vec![b"name".to_vec()],
            columns: vec![values.iter().map(value).collect()],
        };
        table.find_encoding(Claims { cpg, ldid }, &["name"])
    }

    fn find(cpg: Option<&str>, ldid: u8, values: &[Vec<u8>]) -> Option<Finding> {
        found(cpg, ldid, values, false)
    }

    #[test]
    fn a_true_cpg_is_followed() {
        let finding = find(Some("GBK\n"), 0x57, &[gbk("南昌市")]).unwrap();
        assert_eq!((finding.encoding, finding.reason), (GBK, Reason::Cpg));
        assert_eq!(
            find(Some("CP936"), 0, &[gbk("南昌市")]).unwrap().encoding,
            GBK
        );
    }

    #[test]
    fn a_cpg_that_claims_utf_8_over_gbk_is_overruled() {
        let finding = find(Some("UTF-8"), 0, &[gbk("南昌市")]).unwrap();
        assert_eq!((finding.encoding, finding.reason), (GB18030, Reason::Fits));
    }

    #[test]
    fn the_header_is_followed_where_there_is_no_cpg() {
        let finding = find(None, 0x4d, &[gbk("景德镇市")]).unwrap();
        assert_eq!((finding.encoding, finding.reason), (GBK, Reason::Ldid));
    }

    #[test]
    fn ansi_is_no_answer_where_the_bytes_are_chinese() {
        assert_eq!(
            find(None, LDID_ANSI, &[gbk("萍乡市")]).unwrap().encoding,
            GB18030
        );
        assert_eq!(
            find(None, LDID_ANSI, &["萍乡市".into()]).unwrap().encoding,
            UTF_8
        );
        assert_eq!(
            find(None, LDID_ANSI, &[b"N\xeemes\xe9".to_vec()])
                .unwrap()
                .encoding,
            WINDOWS_1252
        );
    }

    #[test]
    fn bytes_of_no_encoding_are_refused() {
        assert_eq!(find(None, 0, &[vec![0xff, 0xff]]), None);
    }

    #[test]
    fn a_cut_character_is_no_fault_where_the_value_fills_its_field() {
        let mut cut = gbk("南昌市红谷滩新区");
        cut.truncate(9);
        let names = [cut, gbk("景德镇市")];
        let finding = found(Some("GBK"), 0x57, &names, true).unwrap();
        assert_eq!((finding.encoding, finding.reason), (GBK, Reason::Cpg));
        assert_eq!(found(None, 0, &names, true).unwrap().encoding, GB18030);
        assert_eq!(find(Some("GBK"), 0, &names), None);
        assert_eq!(decode(GBK, &names[0]), Some(("南昌市红".to_owned(), true)));
        let utf8 = "省会，数据来自".as_bytes();
        assert_eq!(
            decode(UTF_8, &utf8[..20]),
            Some(("省会，数据来".to_owned(), true))
        );
        assert_eq!(
            decode(UTF_8, &utf8[..18]),
            Some(("省会，数据来".to_owned(), false))
        );
    }

    #[test]
    fn chinese_in_utf_8_is_known_whatever_is_claimed() {
        let names = ["南昌市".into(), "赣江 Nanchang".into(), "市中".into()];
        for (cpg, ldid) in [(Some("GBK"), 0), (None, 0x4d), (Some("936"), 0x57)] {
            let finding = find(cpg, ldid, &names).unwrap();
            assert_eq!(
                (finding.encoding, finding.reason),
                (UTF_8, Reason::Contradicts)
            );
        }
        // These two are letters of Cyrillic and Greek in UTF-8.
        let short = [vec![0xd0, 0xb0, 0xce, 0xb1]];
        assert_eq!(find(Some("GBK"), 0, &short).unwrap().encoding, GBK);
    }

    #[test]
    fn a_field_that_is_not_read_spoils_nothing() {
        let whole = |bytes: Vec<u8>| {
            vec![RawValue {
                bytes,
                fills: false,
            }]
        };
        let table = RawTable {
            names: vec![b"name".to_vec(), b"remark".to_vec()],
            columns: vec![whole("南昌".into()), whole(vec![0xff, 0xff])],
        };
        let claims = Claims::default();
        let found = |wanted: &[&str]| table.find_encoding(claims, wanted);
        assert_eq!(found(&["name"]).map(|f| f.encoding), Some(UTF_8));
        assert_eq!(found(&["name", "remark"]), None);
    }
}
