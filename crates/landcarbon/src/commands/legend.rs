//! `landcarbon legend`

use std::path::Path;

use anyhow::{Result, bail};
use landuse_ingest::legend::Legend;
use landuse_ingest::raster::RasterOptions;
use zoning_export::Language;

use super::standard_output;
use crate::cli::LegendArgs;
use crate::draft::{LOOKED_AT, Readings, open_anywhere};
use crate::outputs::land_use_style;

pub(super) fn legend(args: &LegendArgs, language: Language) -> Result<()> {
    let Some(legend) = &args.legend else {
        let path = args.raster.as_deref().unwrap_or(Path::new(""));
        let raster = open_anywhere(path, &RasterOptions::default())?;
        let readings = Readings::new(raster.count_codes(LOOKED_AT)?);
        let text = readings.describe(&path.display().to_string(), language);
        return standard_output::print(text.as_bytes());
    };
    let legend = Legend::find(legend)?;
    if legend.is_raw() {
        bail!(
            "the legend \"raw\" takes each code of a raster for a class and lists none; name one with codes, such as cnlucc, or a TOML file"
        );
    }
    let text = if args.qml {
        land_use_style::build(&legend, args.band, language, []).qml()
    } else {
        table(&legend, language)?
    };
    standard_output::print(text.as_bytes())
}

/// The codes as CSV: what the raster holds, what it is called, what it counts for, how it is drawn.
fn table(legend: &Legend, language: Language) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "label", "class", "in_model", "color"])?;
    let style = land_use_style::build(legend, 1, language, []);
    for ((code, entry), drawn) in legend.codes().zip(&style.codes) {
        let in_model = !legend.outside_model.contains(&entry.class);
        writer.write_record([
            &*code.to_string(),
            &drawn.label,
            entry.class.as_str(),
            if in_model { "true" } else { "false" },
            &*drawn.color.to_string(),
        ])?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
