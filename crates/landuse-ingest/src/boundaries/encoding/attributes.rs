//! The encoding of a Shapefile's attributes.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::Encoding;
use gdal::vector::{Layer, LayerAccess, OGRFieldType};

use super::text::{Reason, find as find_encoding, latin1_bytes};
use crate::boundaries::error::BoundaryProblem;
<<<<<<< HEAD
use crate::files;
=======
use crate::boundaries::formats::companions::part;
>>>>>>> 5b25c2d (Keep only the drivers of documented formats; never write to inputs)

/// The encoding of a layer that was opened as Latin-1, and what the user should know if it is not the one that the file claims.
///
/// # Errors
/// No encoding fits all names and texts.
pub(crate) fn find(
    path: &Path,
    layer: &mut Layer<'_>,
) -> Result<(&'static Encoding, Option<String>), BoundaryProblem> {
    let names: Vec<String> = layer.defn().fields().map(|f| f.name()).collect();
    let strings: Vec<usize> = layer
        .defn()
        .fields()
        .enumerate()
        .filter(|(_, field)| field.field_type() == OGRFieldType::OFTString)
        .map(|(index, _)| index)
        .collect();
    let names: Vec<Vec<u8>> = names.iter().map(|name| latin1_bytes(name)).collect();
    let mut texts: Vec<Vec<u8>> = Vec::new();
    for feature in layer.features() {
        for &field in &strings {
            let text = feature.field_as_string(field)?;
            texts.extend(text.map(|text| latin1_bytes(&text)));
        }
    }
<<<<<<< HEAD
    let cpg = files::read_text(&path.with_extension("cpg")).ok();
    let header = files::read(&path.with_extension("dbf")).unwrap_or_default();
    let ldid = header.get(29).copied().unwrap_or(0);
=======
    let cpg = part(path, "cpg").and_then(|cpg| std::fs::read_to_string(cpg).ok());
    let ldid = language_driver(path).unwrap_or(0);
>>>>>>> 5b25c2d (Keep only the drivers of documented formats; never write to inputs)
    let finding = find_encoding(cpg.as_deref(), ldid, &names, &texts);
    let finding = finding.ok_or(BoundaryProblem::Encoding)?;
    let all_ascii = names.iter().chain(&texts).all(|text| text.is_ascii());
    let doubt = (finding.reason == Reason::Fits && !all_ascii).then(|| {
        let claim = match &cpg {
            Some(cpg) => format!("its .cpg claims {}, which does not fit", cpg.trim()),
            None => "nothing says in which encoding they are".to_owned(),
        };
        let encoding = finding.encoding.name();
        format!("attributes are read as {encoding}: {claim}")
    });
    Ok((finding.encoding, doubt))
}

/// The language driver id in the header of the `.dbf`.
fn language_driver(path: &Path) -> Option<u8> {
    let mut header = [0; 30];
    let mut table = File::open(part(path, "dbf")?).ok()?;
    table.read_exact(&mut header).ok()?;
    Some(header[29])
}
