//! A workbook of statistics to be filled in: a row for each zone and year, a column for each variable.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatBorder, IgnoreError, Workbook, Worksheet,
    XlsxError,
};

use crate::error::ExportError;
use crate::text::Language;

/// The headings in English and in Chinese: what a row is of, the variables with their units, and where the values are from. They are
/// words that the reader of statistics knows.
const HEADINGS: [[&str; 2]; 7] = [
    ["code", "代码"],
    ["name", "名称"],
    ["year", "年份"],
    ["population (1e4 persons)", "常住人口（万人）"],
    ["gross regional product (1e8 yuan)", "地区生产总值（亿元）"],
    ["energy (1e4 tce)", "能源消费总量（万吨标准煤）"],
    ["source", "来源"],
];

/// The column of the first variable, and the one behind the last.
const VALUES: [u16; 2] = [3, 6];

/// Widths of the columns, in characters.
const WIDTHS: [f64; 7] = [12.0, 16.0, 8.0, 24.0, 34.0, 28.0, 36.0];

/// What the sheet of explanations says, in English and in Chinese.
const EXPLANATIONS: [[&str; 2]; 8] = [
    [
        "Fill in the yellow cells of the first sheet, as the yearbook prints them.",
        "请在第一张表的黄色单元格中填写统计年鉴的数值。",
    ],
    [
        "The unit stands in brackets in each heading; write another there if your values have it.",
        "单位写在列标题的括号里；数值采用其他单位时，请改写括号中的单位。",
    ],
    [
        "Population is that of residents, not of registered persons.",
        "人口为常住人口，不是户籍人口。",
    ],
    [
        "GDP is at the prices of its year; the project file then needs the price levels of your region (deflator).",
        "地区生产总值为当年价；项目文件还需要本地区的价格水平（deflator）。",
    ],
    [
        "Energy is the total in standard coal. Fuels may stand in columns of their own instead, such as raw coal in tonnes.",
        "能源消费总量按标准煤计；也可改为各种燃料分列，例如原煤（万吨）。",
    ],
    [
        "A cell without a value stays blank; rows of zones and years that you do not need may be deleted.",
        "没有数值的单元格留空；不需要的区域和年份可以删去整行。",
    ],
    [
        "The codes of zones must stay as they are: the project finds the zones by them.",
        "请勿改动代码列：项目按代码查找区域。",
    ],
    [
        "The last column says where values are from; it may stay blank.",
        "最后一列说明数据来源，可以不填。",
    ],
];

/// The workbook. Zones have their ids and names.
///
/// # Errors
/// It has more rows than a sheet holds.
pub fn blank_statistics(
    zones: &[(String, String)],
    years: &[i32],
    language: Language,
) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(1970, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let chosen = usize::from(language == Language::Zh);
    let sheet = workbook.add_worksheet();
    sheet.set_name(["statistics", "统计数据"][chosen])?;
    fill(sheet, zones, years, chosen)?;
    explain(workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

fn fill(
    sheet: &mut Worksheet,
    zones: &[(String, String)],
    years: &[i32],
    chosen: usize,
) -> Result<(), XlsxError> {
    let heading = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0xE7EDF3))
        .set_border_bottom(FormatBorder::Thin);
    let value = Format::new()
        .set_background_color(Color::RGB(0xFFF9DB))
        .set_border(FormatBorder::Hair);
    for ((column, texts), width) in (0..).zip(HEADINGS).zip(WIDTHS) {
        sheet.write_string_with_format(0, column, texts[chosen], &heading)?;
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    for (id, name) in zones {
        for year in years {
            row += 1;
            sheet.write_string(row, 0, id)?;
            sheet.write_string(row, 1, name)?;
            sheet.write_number(row, 2, *year)?;
            for column in VALUES[0]..VALUES[1] {
                sheet.write_blank(row, column, &value)?;
            }
        }
    }
    sheet.ignore_error_range(0, 0, row, 0, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(1, VALUES[0])?;
    Ok(())
}

fn explain(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("notes 说明")?;
    sheet.set_column_width(0, 110)?;
    let [english, chinese] = [0, 1].map(|language| EXPLANATIONS.map(|texts| texts[language]));
    let lines = chinese.iter().chain([&""]).chain(&english);
    for (row, text) in (0..).zip(lines) {
        sheet.write_string(row, 0, *text)?;
    }
    Ok(())
}
