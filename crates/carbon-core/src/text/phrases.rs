//! The few phrases that code hands to messages, as a range that is legal, and their Chinese.

use super::language::speaks_chinese;

/// English and Chinese.
const PHRASES: &[(&str, &str)] = &[
    // What is legal.
    ("a number", "有限数"),
    ("a number above 0", "大于 0 的数"),
    ("a number from 0 up", "不小于 0 的数"),
    ("a number from 0 to 1", "0 至 1 之间的数"),
    (
        "two classes, `from` and `to`",
        "两个地类，即 `from` 和 `to`",
    ),
    ("one class, `class`", "一个地类，即 `class`"),
    ("no class", "不带地类"),
    ("`and`, `or` or the end", "`and`、`or` 或结尾"),
    ("`and`, `or` or `)`", "`and`、`or` 或 `)`"),
    ("a comparison such as >=", "比较符号，例如 >="),
    ("a field or a number", "字段或数"),
    // What was meant.
    ("value", "数值"),
    ("weight", "权重"),
    ("population", "人口"),
    ("energy", "能源消费"),
    ("emissions", "碳排放"),
    ("absorption", "碳吸收"),
    ("emission of energy", "能源碳排放"),
    ("emission of respiration", "呼吸碳排放"),
    ("emission of land", "土地碳排放"),
    ("GDP per person", "人均 GDP"),
    ("energy per GDP", "单位 GDP 能耗"),
    ("carbon per energy", "单位能源碳排放"),
    ("respiration per person", "人均呼吸碳排放"),
    ("statistics", "统计数据"),
    ("land-use table", "土地利用表"),
    ("the standard-coal coefficient", "折标准煤系数"),
    ("the carbon content", "含碳量"),
    ("the oxidized share", "氧化率"),
    ("the emission factor", "排放因子"),
    ("zones", "区域"),
    ("rasters", "栅格"),
    ("settings", "设置"),
    (
        "is no file but one of GDAL's names",
        "它不是文件，而是 GDAL 的内部名称",
    ),
    ("is no regular file", "它不是普通文件"),
    ("is not there", "它不存在"),
    // Units.
    ("persons", "人"),
    ("person and year", "人·年"),
    ("ha and year", "公顷·年"),
    ("1e4 yuan", "万元"),
    ("tce per 1e4 yuan", "tce/万元"),
];

/// A fixed phrase in the language of the thread.
pub fn phrase(en: &str) -> &str {
    let known = PHRASES.iter().find(|(known, _)| *known == en);
    match known {
        Some((_, zh)) if speaks_chinese() => zh,
        _ => en,
    }
}
