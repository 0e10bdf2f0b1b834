//! What a heading, a title or the name of a sheet says: a year, a variable, a unit.

use anyhow::Result;
use carbon_core::Fuel;

use super::variables::{VARIABLES, fuel_units};
use super::words::{Question, Words};
use crate::files::half_width;

/// What stands in a column of a table, by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Zone,
    Code,
    Year,
    Variable,
    Unit,
    Value,
    Source,
    Status,
}

const ROLES: [(Role, &[&str]); 8] = [
    (
        Role::Zone,
        &[
            "地区",
            "城市",
            "市",
            "县",
            "区县",
            "县区",
            "市县",
            "县市",
            "县市区",
            "县(市、区)",
            "县(市区)",
            "行政区",
            "区域",
            "名称",
            "地名",
            "设区市",
            "地级市",
            "单位名称",
            "地区名称",
            "zone",
            "name",
            "city",
            "region",
            "county",
            "area",
            "prefecture",
        ],
    ),
    (
        Role::Code,
        &[
            "代码",
            "区划代码",
            "行政区划代码",
            "行政代码",
            "编码",
            "code",
            "adcode",
            "id",
            "zoneid",
            "gbcode",
        ],
    ),
    (Role::Year, &["年份", "年度", "年", "时间", "year"]),
    (
        Role::Variable,
        &["指标", "指标名称", "变量", "项目", "variable", "indicator"],
    ),
    (Role::Unit, &["单位", "计量单位", "unit"]),
    (Role::Value, &["数值", "值", "数据", "指标值", "value"]),
    (Role::Source, &["来源", "资料来源", "数据来源", "source"]),
    (Role::Status, &["状态", "数据状态", "status"]),
];

/// Words before the name of a variable in titles, which say of what it is.
const BEFORE: [&str; 16] = [
    "县(市、区)",
    "各设区市",
    "各县市区",
    "各市县",
    "设区市",
    "地级市",
    "县市区",
    "主要年份",
    "分地区",
    "各地区",
    "历年",
    "各县",
    "各市",
    "全省",
    "全市",
    "年",
];

/// A variable of a table: the word for it and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) word: String,
    pub(super) variable: String,
}

/// What a text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) year: Option<i32>,
    pub(super) variable: Option<Named>,
    pub(super) units: Vec<String>,
    /// The word with two meanings that it has, with the question.
    pub(super) question: Option<(String, Option<Question>)>,
    /// The year at whose prices it counts GDP.
    pub(super) price_year: Option<i32>,
}

impl Heading {
    /// Reads a text; empty if it says nothing that is known.
    pub(super) fn parse(text: &str, words: &Words) -> Result<Self> {
        let mut heading = Self::default();
        let text = plain(text);
        let (mut rest, brackets) = take_brackets(&text);
        for inside in brackets {
            if !heading.take_units(&inside) {
                heading.year = heading.year.or(year(&inside));
                rest.push_str(&if is_constant(&inside) {
                    inside
                } else {
                    String::new()
                });
            }
        }
        if let Some(units) = rest.strip_prefix("单位:").or(rest.strip_prefix("unit:")) {
            heading.take_units(units);
            return Ok(heading);
        }
        if heading.units.is_empty() && heading.take_units(&rest) {
            return Ok(heading);
        }
        if let Some((before, unit)) = rest.rsplit_once(['/', ',', '、'])
            && heading.units.is_empty()
            && heading.take_units(unit)
        {
            rest = before.to_owned();
        }
        let found = take_year(&mut rest);
        if is_constant(&rest) {
            heading.price_year = found.or(heading.year.take());
        } else {
            heading.year = found.or(heading.year);
        }
        let word = name_of_variable(&rest, words);
        match words.find(word) {
            Some(Ok(variable)) => {
                let word = word.to_owned();
                heading.variable = Some(Named { word, variable });
            }
            Some(Err(question)) => heading.question = Some((word.to_owned(), question)),
            None => {}
        }
        Ok(heading)
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes a unit, or several with 、 between them. Returns whether the text is that.
    fn take_units(&mut self, text: &str) -> bool {
        let units: Vec<Option<&str>> = text.split(['、', ',']).map(unit).collect();
        let all: Option<Vec<_>> = units.into_iter().collect();
        let found = all.unwrap_or_default();
        self.units.extend(found.iter().map(|&unit| unit.to_owned()));
        !found.is_empty()
    }
}

/// The role of a column, by its heading.
pub(super) fn role(text: &str) -> Option<Role> {
    let text = plain(text);
    let has = |words: &&[&str]| words.contains(&text.as_str());
    let found = ROLES.iter().find(|(_, words)| has(words));
    found.map(|(role, _)| *role)
}

/// A year: 2010, 2010年, 2010.0.
pub(super) fn year(text: &str) -> Option<i32> {
    let text = plain(text);
    let digits = text
        .trim_end_matches(['末', '底', '度'])
        .trim_end_matches('年');
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    let year = digits.parse().ok().filter(|_| digits.len() == 4)?;
    (1949..=2100).contains(&year).then_some(year)
}

/// The text without blanks, in half-width and lower case.
pub(super) fn plain(text: &str) -> String {
    let narrow = half_width(text);
    let visible = narrow.chars().filter(|c| !c.is_whitespace());
    visible.collect::<String>().to_lowercase()
}

/// The unit that a text is, as the tables of units have it.
fn unit(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let variables = VARIABLES.iter().map(|kind| kind.units);
    let fuels = Fuel::ALL.map(fuel_units);
    let mut units = variables.chain(fuels).flatten();
    units
        .find(|(unit, _)| plain(unit) == text)
        .map(|(unit, _)| *unit)
}

/// The unit of these that a variable may have, as the tables of units have it.
pub(super) fn legal_units(variable: &str, units: &[String]) -> Vec<&'static str> {
    let kind = VARIABLES.iter().find(|kind| kind.name == variable);
    let legal = match (kind, variable.parse::<Fuel>()) {
        (Some(kind), _) => kind.units,
        (None, Ok(fuel)) => fuel_units(fuel),
        (None, Err(_)) => &[],
    };
    let is_meant = |unit: &&str| units.iter().any(|given| plain(given) == plain(unit));
    let mut legal: Vec<&str> = legal
        .iter()
        .map(|(unit, _)| *unit)
        .filter(is_meant)
        .collect();
    legal.dedup();
    legal
}

fn is_constant(text: &str) -> bool {
    ["不变价", "可比价", "constant"]
        .iter()
        .any(|word| text.contains(word))
}

/// The text without what stands in brackets, and what stands there.
fn take_brackets(text: &str) -> (String, Vec<String>) {
    let (mut rest, mut inside) = (String::new(), Vec::new());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                inside.push(String::new());
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth > 0 => inside.last_mut().into_iter().for_each(|text| text.push(c)),
            c => rest.push(c),
        }
    }
    (rest, inside)
}

/// Takes a year out of a text in which it is the only one.
fn take_year(text: &mut String) -> Option<i32> {
    let digits = |c: char| c.is_ascii_digit();
    let runs: Vec<&str> = text
        .split(|c| !digits(c))
        .filter(|run| run.len() == 4)
        .collect();
    let [run] = runs[..] else {
        return None;
    };
    let found = year(run)?;
    let run = run.to_owned();
    for suffix in ["年末", "年底", "年度", "年", ""] {
        let whole = format!("{run}{suffix}");
        if text.contains(&whole) {
            *text = text.replacen(&whole, if suffix == "年末" { "年末" } else { "" }, 1);
            break;
        }
    }
    Some(found)
}

/// The name of a variable in a heading or a title, without a number before it and without words that say of what it is.
fn name_of_variable<'a>(text: &'a str, words: &Words) -> &'a str {
    let is_number = |c: char| c.is_ascii_digit() || "-–—.、·:表续".contains(c);
    let mut rest = text.trim_matches(|c: char| "-–—.、·:,".contains(c));
    loop {
        if words.find(rest).is_some() {
            return rest;
        }
        let shorter = rest.trim_start_matches(is_number);
        let shorter = BEFORE
            .iter()
            .find_map(|word| shorter.strip_prefix(word))
            .unwrap_or(shorter);
        let shorter = shorter.trim_start_matches(['各', '分', '的']);
        let shorter = match shorter.find(['省', '市']) {
            Some(at) if shorter.len() == rest.len() && at <= 12 => {
                shorter[at..].trim_start_matches(['省', '市'])
            }
            _ => shorter,
        };
        if shorter.len() == rest.len() || shorter.is_empty() {
            return text;
        }
        rest = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Heading {
        Heading::parse(text, &Words::read().unwrap()).unwrap()
    }

    #[test]
    fn headings_say_variable_unit_and_year() {
        for (text, variable, unit, year) in [
            ("地区生产总值（亿元）", Some("gdp"), Some("亿元"), None),
            (
                "2-1 各市年末常住人口（万人）",
                Some("population"),
                Some("万人"),
                None,
            ),
            (
                "江西省各设区市2020年能源消费总量(万吨标准煤)",
                Some("energy"),
                Some("万吨标准煤"),
                Some(2020),
            ),
            ("2015年常住人口", Some("population"), None, Some(2015)),
            (
                "2010年末常住人口/万人",
                Some("population"),
                Some("万人"),
                Some(2010),
            ),
            ("２０１０年", None, None, Some(2010)),
            ("单位：万吨标准煤", None, Some("万吨标准煤"), None),
            ("（万人）", None, Some("万人"), None),
            (
                "Population (1e4 persons)",
                Some("population"),
                Some("1e4 persons"),
                None,
            ),
            ("城镇常住人口（万人）", None, Some("万人"), None),
            ("第二产业增加值", None, None, None),
        ] {
            let found = parse(text);
            let named = found.variable.map(|named| named.variable);
            assert_eq!(named.as_deref(), variable, "{text}");
            assert_eq!(found.units.first().map(String::as_str), unit, "{text}");
            assert_eq!(found.year, year, "{text}");
        }
    }

    #[test]
    fn constant_prices_have_a_year_of_their_own() {
        let found = parse("地区生产总值（2010年不变价）（亿元）");
        assert_eq!((found.year, found.price_year), (None, Some(2010)));
        assert_eq!(found.variable.unwrap().variable, "gdp_constant");
    }

    #[test]
    fn words_with_two_meanings_are_questions() {
        assert!(parse("年末总人口（万人）").question.is_some());
    }
}
