//! What a table of statistics leaves open, or cannot be read.

use bilingual::Bilingual;

use super::grid::Place;
use super::words::Question;

/// Why a workbook, or a table in a layout of its own, cannot be read as it is. Where a project can answer, the message says how.
#[derive(Debug, thiserror::Error, Bilingual)]
pub(super) enum TableProblem {
    /// A workbook that nothing can open.
    #[en("it is no workbook that can be read; save it as .xlsx, without a password")]
    #[zh("这不是可以读取的工作簿；请另存为 .xlsx，不要加密码")]
    NoWorkbook,
    /// A cell far from all others.
    #[en(
        "sheet {sheet} has a cell in row {row} and column {column}, beyond the {most_rows} rows and {most_columns} columns that are read; delete what stands there"
    )]
    #[zh(
        "工作表 {sheet} 的第 {row} 行第 {column} 列有内容，超出可读取的 {most_rows} 行、{most_columns} 列；请删除该处内容"
    )]
    Far {
        sheet: String,
        row: u32,
        column: u32,
        most_rows: u32,
        most_columns: u32,
    },
    /// More bytes than any yearbook has.
    #[en(
        "it unpacks to {bytes} bytes, more than the {most} that are read of a workbook; keep the sheets with statistics only"
    )]
    #[zh("解压后为 {bytes} 字节，超过工作簿可读取的 {most} 字节；请只保留有统计数据的工作表")]
    Large { bytes: u64, most: u64 },
    /// A sheet that the project names.
    #[en("there is no sheet \"{sheet}\"; it has {sheets}")]
    #[zh("没有工作表“{sheet}”；现有：{sheets}")]
    NoSheet { sheet: String, sheets: String },
    /// Nothing that is called by a variable.
    #[en(
        "no statistics are found in it: no column, title or sheet is called by a variable (常住人口, 地区生产总值, 能源消费总量 …, or population, gdp, energy …); it has {found}"
    )]
    #[zh(
        "未找到统计数据：没有以变量（常住人口、地区生产总值、能源消费总量……或 population、gdp、energy……）命名的列、标题或工作表；现有：{found}"
    )]
    Nothing { found: String },
    /// A word with two meanings.
    #[en(
        "{place}: \"{word}\" is not clear: {question} Say it with `read = {{ \"{word}\" = \"population\" }}` under [statistics], or with \"none\" to leave it out"
    )]
    #[zh(
        "{place}：“{word}”含义不明：{question} 请在 [statistics] 下写明，例如 `read = {{ \"{word}\" = \"population\" }}`；不读取则写 \"none\""
    )]
    Unclear {
        place: Place,
        word: String,
        question: Question,
    },
    /// A value of nowhere.
    #[en(
        "{place}: it is not said of which zone this {word} is; name the column of the zones 地区 or zone"
    )]
    #[zh("{place}：无法确定该{word}属于哪个区域；请将区域所在列命名为“地区”")]
    NoZone { place: Place, word: String },
    /// A value of no time.
    #[en(
        "{place}: it is not said of which year this {word} is; write the year into a heading, the title or the name of the sheet"
    )]
    #[zh("{place}：无法确定该{word}属于哪一年；请在表头、标题或工作表名称中写明年份")]
    NoYear { place: Place, word: String },
    /// GDP at the prices of another year.
    #[en(
        "{place}: it is GDP at the prices of {found}, and the project counts at those of {wanted}; write `price_year = {found}` under [statistics]"
    )]
    #[zh(
        "{place}：这是 {found} 年价格的地区生产总值，而项目采用 {wanted} 年价格；请在 [statistics] 下写 `price_year = {found}`"
    )]
    OtherPrices {
        place: Place,
        found: i32,
        wanted: i32,
    },
    /// A variable without a unit.
    #[en(
        "{place}: no unit is given for {word}; write `units = {{ {variable} = \"…\" }}` under [statistics]"
    )]
    #[zh("{place}：{word}没有单位；请在 [statistics] 下写 `units = {{ {variable} = \"…\" }}`")]
    NoUnit {
        place: Place,
        word: String,
        variable: String,
    },
    /// A unit of something else.
    #[en(
        "{place}: the unit \"{unit}\" is none for {word}; write `units = {{ {variable} = \"…\" }}` under [statistics]"
    )]
    #[zh(
        "{place}：“{unit}”不是{word}的单位；请在 [statistics] 下写 `units = {{ {variable} = \"…\" }}`"
    )]
    OtherUnit {
        place: Place,
        unit: String,
        word: String,
        variable: String,
    },
    /// Headings that say two things.
    #[en("{place}: its headings say two years or two variables that differ; which is meant?")]
    #[zh("{place}：行、列表头给出了两个不同的年份或变量；应以哪一个为准？")]
    TwoReadings { place: Place },
    /// A text in a column of years.
    #[en("{place}: \"{text}\" is no year")]
    #[zh("{place}：“{text}”不是年份")]
    NoYearThere { place: Place, text: String },
    /// A comma that may be two things.
    #[en(
        "{place}: the value \"{value}\" has a comma, and its column does not tell whether it parts thousands or decimals; write it without"
    )]
    #[zh("{place}：数值“{value}”含逗号，该列无法判断它是千分位还是小数点；请去掉逗号")]
    Comma { place: Place, value: String },
    /// A name of several zones.
    #[en("the zone \"{label}\" of the statistics may be {zones}; write the code or the whole name")]
    #[zh("统计表中的区域“{label}”可能是 {zones}；请写代码或全称")]
    TwoZones { label: String, zones: String },
}
