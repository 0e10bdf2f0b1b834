//! What the values of a field look like.

use std::collections::HashSet;

use landuse_ingest::boundaries::SurveyedField;

/// The lengths of the codes of Chinese divisions: county, town, village.
const CODE_LENGTHS: [usize; 3] = [6, 9, 12];

/// Values of a field that are shown.
const SHOWN: usize = 3;

/// What the values of a field look like.
pub(super) trait Values {
    /// The values that are not empty, each once.
    fn distinct(&self) -> HashSet<&str>;
    /// Whether each feature has a value of its own.
    fn is_key(&self) -> bool;
    /// Whether all values are numbers.
    fn is_number(&self) -> bool;
    /// Whether all values are codes of divisions, of one length.
    fn is_code(&self) -> bool;
    /// Whether most values are Chinese.
    fn is_chinese(&self) -> bool;
    /// Whether they are texts of which nearly each feature has one of its own.
    fn may_be_names(&self) -> bool;
    /// Whether the field is called a name.
    fn is_called_name(&self) -> bool;
    /// The first values.
    fn examples(&self) -> String;
    /// The field with its first values.
    fn line(&self) -> String;
}

impl Values for SurveyedField {
    fn distinct(&self) -> HashSet<&str> {
        let values = self.values.iter().map(String::as_str);
        values.filter(|value| !value.is_empty()).collect()
    }

    fn is_key(&self) -> bool {
        self.distinct().len() == self.values.len()
    }

    fn is_number(&self) -> bool {
        self.values
            .iter()
            .all(|value| value.is_empty() || value.parse::<f64>().is_ok())
    }

    fn is_code(&self) -> bool {
        let first = self.values.first().map_or(0, String::len);
        CODE_LENGTHS.contains(&first)
            && self.values.iter().all(|value| {
                value.len() == first && value.bytes().all(|byte| byte.is_ascii_digit())
            })
    }

    fn is_chinese(&self) -> bool {
        let is_ideograph = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
        let chinese = self
            .values
            .iter()
            .filter(|value| value.chars().any(is_ideograph));
        2 * chinese.count() > self.values.len()
    }

    fn may_be_names(&self) -> bool {
        !self.is_number() && 10 * self.distinct().len() >= 9 * self.values.len()
    }

    fn is_called_name(&self) -> bool {
        let name = self.name.to_lowercase();
        ["name", "名"].iter().any(|word| name.contains(word))
    }

    fn examples(&self) -> String {
        let mut values = self.values.iter().filter(|value| !value.is_empty());
        let shown: Vec<_> = values.by_ref().take(SHOWN).cloned().collect();
        let more = if values.next().is_some() { " …" } else { "" };
        format!("{}{more}", shown.join(", "))
    }

    fn line(&self) -> String {
        format!("{}: {}", self.name, self.examples())
    }
}
