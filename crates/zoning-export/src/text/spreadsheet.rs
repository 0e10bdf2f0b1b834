//! Texts that a spreadsheet would take for formulas.

/// How formulas begin, also in full width; a tab or a line break before it does not help.
const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// What a number may consist of.
const OF_NUMBERS: [char; 5] = ['+', '-', '.', 'e', 'E'];

/// The text, preceded by an apostrophe if a spreadsheet would execute it, as OWASP advises. A number is harmless.
pub(crate) fn harmless(text: &str) -> String {
    match text.starts_with(BEGINNINGS) && !is_number(text) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn is_number(text: &str) -> bool {
    let is_legal = |c: char| c.is_ascii_digit() || OF_NUMBERS.contains(&c);
    text.chars().all(is_legal) && text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_execute_is_preceded_by_an_apostrophe() {
        for text in [
            "=1+1", "+1-1", "-a", "--1", "@SUM(A1)", "\t=1", "\r=1", "\n1", "＝1", "-inf", "=",
        ] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in [
            "",
            "Ji'an",
            "a=b",
            "360100",
            "-1",
            "+1.5e-3",
            "-0.00",
            "−1",
            "（注）",
        ] {
            assert_eq!(harmless(text), text);
        }
    }
}
