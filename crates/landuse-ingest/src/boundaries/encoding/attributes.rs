//! The encoding of a Shapefile's attributes.

use std::io::Read;
use std::path::Path;

use encoding_rs::Encoding;
use gdal::vector::{Layer, LayerAccess, OGRFieldType};

use super::text::{Claims, Finding, RawTable, RawValue, Reason, latin1_bytes};
use crate::boundaries::error::BoundaryProblem;
use crate::boundaries::formats::companions::part;
use crate::files;

/// The encoding of a layer that was opened as Latin-1, of which some fields are read, and what the user should know if it is not the one
/// that the file claims.
///
/// # Errors
/// No encoding fits the names of all fields and the values of those that are read.
pub(crate) fn find(
    path: &Path,
    layer: &mut Layer<'_>,
    wanted: &[&str],
) -> Result<(&'static Encoding, Option<String>), BoundaryProblem> {
    let table = read(layer)?;
    let cpg = part(path, "cpg").and_then(|cpg| files::read_text(&cpg).ok());
    let claims = Claims {
        cpg: cpg.as_deref(),
        ldid: language_driver(path).unwrap_or(0),
    };
    let finding = table.find_encoding(claims, wanted);
    let Finding { encoding, reason } = finding.ok_or(BoundaryProblem::Encoding)?;
    let claim = match (&cpg, claims.encoding()) {
        (Some(cpg), _) => format!("its .cpg claims {}", cpg.trim()),
        (None, Some(claimed)) => format!("its header claims {}", claimed.name()),
        (None, None) => "nothing says in which encoding they are".to_owned(),
    };
    let doubt = match reason {
        Reason::Contradicts => format!("{claim}, but every text is whole in UTF-8"),
        Reason::Fits if cpg.is_some() => format!("{claim}, which does not fit"),
        Reason::Fits => claim,
        Reason::Cpg | Reason::Ldid => return Ok((encoding, None)),
    };
    let name = encoding.name();
    let doubt = (!table.is_ascii(encoding, wanted))
        .then(|| format!("attributes are read as {name}: {doubt}"));
    Ok((encoding, doubt))
}

/// The attributes of a layer that was opened as Latin-1.
fn read(layer: &mut Layer<'_>) -> Result<RawTable, BoundaryProblem> {
    let fields = layer.defn().fields();
    let fields = fields.map(|field| {
        let is_text = field.field_type() == OGRFieldType::OFTString;
        (latin1_bytes(&field.name()), is_text.then(|| field.width()))
    });
    let (names, widths): (Vec<_>, Vec<_>) = fields.unzip();
    let mut columns = vec![Vec::new(); names.len()];
    for feature in layer.features() {
        for (index, (column, width)) in columns.iter_mut().zip(&widths).enumerate() {
            let Some(width) = width else { continue };
            let text = feature.field_as_string(index)?;
            column.extend(text.map(|text| {
                let bytes = latin1_bytes(&text);
                RawValue {
                    fills: usize::try_from(*width).is_ok_and(|width| bytes.len() >= width),
                    bytes,
                }
            }));
        }
    }
    Ok(RawTable { names, columns })
}

/// The language driver id in the header of the `.dbf`.
fn language_driver(path: &Path) -> Option<u8> {
    let mut header = [0; 30];
    let mut table = files::open(&part(path, "dbf")?).ok()?;
    table.read_exact(&mut header).ok()?;
    Some(header[29])
}
