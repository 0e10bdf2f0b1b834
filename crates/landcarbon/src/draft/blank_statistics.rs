//! A table of statistics to be filled in.

use anyhow::Result;

/// The variables of the table, each with its unit in English and in Chinese.
const VARIABLES: [(&str, &str, &str); 3] = [
    ("population", "1e4 persons", "万人"),
    ("gdp", "1e8 yuan", "亿元"),
    ("energy", "1e4 tce", "万吨标准煤"),
];

/// A row for each zone, year and variable, without values, for a spreadsheet.
///
/// # Errors
/// None that anyone knows.
pub(super) fn csv(zones: &[(String, String)], years: &[i32], is_chinese: bool) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record([
        "zone", "name", "year", "variable", "value", "unit", "source",
    ])?;
    for (id, name) in zones {
        for year in years {
            for (variable, en, zh) in VARIABLES {
                let unit = if is_chinese { zh } else { en };
                writer.write_record([id, name, &year.to_string(), variable, "", unit, ""])?;
            }
        }
    }
    Ok(writer.into_inner()?)
}
