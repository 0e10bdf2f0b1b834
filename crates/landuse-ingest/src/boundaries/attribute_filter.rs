//! Which features are wanted, by their attributes.

use bilingual::Bilingual;
use std::str::FromStr;

/// A condition on the attributes of features, in the words of SQL: `province = '江西省' AND level IN (1, 2)`.
///
/// It compares fields with values, and can do nothing else: functions and queries, which some formats would run, are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeFilter {
    text: String,
    /// The same with all fields in quotation marks, which GDAL wants around a name in Chinese.
    sql: String,
    fields: Vec<String>,
}

/// What is wrong with a filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
pub enum FilterError {
    /// A quotation mark that is not closed.
    #[en("a quotation mark is not closed; texts stand in '…', fields in \"…\" if need be")]
    #[zh("引号没有成对；文本写在 '…' 里，字段名必要时写在 \"…\" 里")]
    Unclosed,
    /// A character that has no place in a condition.
    #[en("`{0}` has no place in it; write for instance `province = '江西省' AND code >= 360000`")]
    #[zh("`{0}` 不应出现在条件中；请写成 `province = '江西省' AND code >= 360000` 这样的形式")]
    Strange(char),
    /// A function or a query.
    #[en("`{0}` is a function or a query; a filter compares fields with values alone")]
    #[zh("`{0}` 是函数或查询；条件只能比较字段与值")]
    Function(String),
    /// No field at all.
    #[en("it names no field; write for instance `province = '江西省'`")]
    #[zh("条件中没有字段；请写成 `province = '江西省'` 这样的形式")]
    NoField,
}

/// Words of SQL that are no fields.
const KEYWORDS: [&str; 11] = [
    "AND", "OR", "NOT", "IN", "LIKE", "ILIKE", "BETWEEN", "IS", "NULL", "TRUE", "FALSE",
];

/// Words of SQL that begin or join queries.
const QUERIES: [&str; 6] = ["SELECT", "UNION", "EXISTS", "CASE", "CAST", "COLLATE"];

/// Characters of numbers, comparisons, lists and brackets.
const SIGNS: &str = "=<>!(), \t\n+-.";

impl AttributeFilter {
    /// The condition.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The condition as GDAL reads it.
    pub(crate) fn sql(&self) -> &str {
        &self.sql
    }

    /// The fields that it names.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(String::as_str)
    }
}

impl FromStr for AttributeFilter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        let (mut sql, mut fields) = (String::new(), Vec::new());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if first == '\'' || first == '"' {
                let quoted = &rest[1..];
                let end = quoted.find(first).ok_or(FilterError::Unclosed)?;
                // A doubled quotation mark within a text ends one part of it and begins the next.
                if first == '"' {
                    fields.push(quoted[..end].to_owned());
                }
                let length = end + 2;
                sql.push_str(&rest[..length]);
                rest = &rest[length..];
            } else if first.is_alphabetic() || first == '_' {
                let is_end = |c: char| !c.is_alphanumeric() && c != '_';
                let (word, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
                let upper = word.to_uppercase();
                let is_keyword = KEYWORDS.contains(&upper.as_str());
                let is_called = after.trim_start().starts_with('(');
                if QUERIES.contains(&upper.as_str()) || is_called && !is_keyword {
                    return Err(FilterError::Function(word.to_owned()));
                }
                if is_keyword {
                    sql.push_str(word);
                } else {
                    sql.push_str(&format!("\"{word}\""));
                    fields.push(word.to_owned());
                }
                rest = after;
            } else if rest.starts_with("--") || !first.is_ascii_digit() && !SIGNS.contains(first) {
                return Err(FilterError::Strange(first));
            } else {
                sql.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        if fields.is_empty() {
            return Err(FilterError::NoField);
        }
        Ok(Self {
            text: text.to_owned(),
            sql,
            fields,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_taken_with_the_fields_that_they_name() {
        for (text, fields) in [
            ("province = '江西省'", &["province"][..]),
            ("省 = '江西省' OR \"省 名\" LIKE '江%'", &["省", "省 名"]),
            ("code BETWEEN 360000 AND 369999", &["code"]),
            (
                "NOT (code IN ('a', 'it''s') AND level_2 <> -1.5)",
                &["code", "level_2"],
            ),
            ("name IS NOT NULL", &["name"]),
        ] {
            let filter: AttributeFilter = text.parse().unwrap();
            assert_eq!(filter.fields().collect::<Vec<_>>(), fields, "{text}");
            assert_eq!(filter.text(), text);
        }
        let filter: AttributeFilter = "省='a b' AND \"x y\" <> 'it''s'".parse().unwrap();
        assert_eq!(filter.sql(), "\"省\"='a b' AND \"x y\" <> 'it''s'");
    }

    #[test]
    fn functions_and_queries_are_refused() {
        use FilterError::{Function, NoField, Strange, Unclosed};
        for (text, error) in [
            ("load_extension('x')", Function("load_extension".into())),
            ("a = ogr_geocode ('x')", Function("ogr_geocode".into())),
            ("a IN (SELECT b FROM c)", Function("SELECT".into())),
            ("a = 1; DROP TABLE x", Strange(';')),
            ("a = 1 -- b", Strange('-')),
            ("a = 1 /* b */", Strange('/')),
            ("a = ‘b’", Strange('‘')),
            ("a = 'b", Unclosed),
            ("1 = 1", NoField),
            ("", NoField),
        ] {
            assert_eq!(text.parse::<AttributeFilter>(), Err(error), "{text}");
        }
    }
}
