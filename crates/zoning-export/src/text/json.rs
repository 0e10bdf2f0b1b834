//! JSON text whose bytes are fixed: members in the order in which they are added, numbers in
//! plain decimals.

use std::fmt::Display;

/// An object under construction.
pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Self {
        Self("{".to_owned())
    }

    /// Adds a member whose value is JSON already.
    pub(crate) fn member(mut self, key: &str, json: impl Display) -> Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&format!("{}:{json}", text(key)));
        self
    }

    /// Adds a text.
    pub(crate) fn text(self, key: &str, value: &str) -> Self {
        self.member(key, text(value))
    }

    /// Adds a number of at most so many decimals.
    pub(crate) fn number(self, key: &str, value: f64, decimals: usize) -> Self {
        self.member(key, number(value, decimals))
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A JSON string.
pub(crate) fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

/// A number of at most so many decimals, without trailing zeros; `null` if it is not finite.
pub(crate) fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    let digits = format!("{value:.decimals$}");
    let trimmed = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => &digits,
    };
    match trimmed {
        "-0" => "0".to_owned(),
        _ => trimmed.to_owned(),
    }
}

/// An array of values that are JSON already.
pub(crate) fn array(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<_> = items.into_iter().collect();
    format!("[{}]", items.join(","))
}

#[cfg(test)]
mod tests {
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
            assert_eq!(number(value, decimals), expected);
        }
    }

    #[test]
    fn members_keep_their_order_and_text_is_escaped() {
        let object = Object::new()
            .text("z", "a \"b\"\n南昌")
            .member("list", array(["1".to_owned(), "null".to_owned()]))
            .number("a", 0.25, 6)
            .finish();
        assert_eq!(object, r#"{"z":"a \"b\"\n南昌","list":[1,null],"a":0.25}"#);
        assert_eq!(Object::new().finish(), "{}");
    }
}
