//! Tables in layouts of their own that leave something open, in both languages.

use super::cases::Cases;

const CASES: [(&str, &str); 12] = [
    ("no variable", "地区,2010,2020\na,1,2\nb,1,2\n"),
    (
        "a word with two meanings",
        "总人口（万人）\n地区,2010,2020\na,0.1,0.2\nb,0.1,0.2\n",
    ),
    (
        "no unit",
        "常住人口\n地区,2010,2020\na,0.1,0.2\nb,0.1,0.2\n",
    ),
    (
        "a unit of something else",
        "常住人口（亿元）\n地区,2010,2020\na,0.1,0.2\nb,0.1,0.2\n",
    ),
    ("no year", "地区,常住人口（万人）\na,0.1\nb,0.2\n"),
    (
        "no year, but a text",
        "地区,年份,常住人口（万人）\na,去年,0.1\nb,2020,0.2\n",
    ),
    (
        "a comma in doubt",
        "常住人口（万人）\n地区,2010,2020\na,\"1,234\",\"2,345\"\nb,\"1,234\",\"2,345\"\n",
    ),
    (
        "prices of another year",
        "地区,地区生产总值（2015年不变价）（亿元）\n2020年\na,1\nb,1\n",
    ),
    ("two years", "常住人口（万人）\n地区,年份,2010\na,2020,1\n"),
    (
        "two variables",
        "指标,2010年地区生产总值（亿元）\n常住人口（万人）,1\n",
    ),
    ("no zones", "年份,常住人口（万人）\n2010,1\n"),
    (
        "a value with a mark",
        "常住人口（万人）\n地区,2010,2020\na,0.1①,0.2\nb,0.1,0.2\n",
    ),
];

fn told(command: &'static [&'static str]) -> String {
    let mut check = Cases::new(command);
    for (case, table) in CASES {
        check.refuses(case, &[], |b| b.write("statistics.csv", table));
    }
    check.told()
}

#[test]
fn questions() {
    insta::assert_snapshot!(told(&["check", "project.toml"]));
}

#[test]
fn questions_in_chinese() {
    insta::assert_snapshot!(told(&["check", "project.toml", "--language", "zh"]));
}
