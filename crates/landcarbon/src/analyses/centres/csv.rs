//! Centres of gravity, as rows of a long table.

use zoning_export::long_tables::CentreRow;

use super::Centrography;

/// The centre of each quantity and year.
pub fn centre_rows(centres: &Centrography) -> impl Iterator<Item = CentreRow<'_>> {
    centres.fields.iter().flat_map(|field| {
        field.years.iter().map(|centre| {
            let moved = centre.moved.as_ref();
            let (ellipse, [longitude, latitude]) = (&centre.ellipse, centre.place);
            CentreRow {
                quantity: &field.field,
                year: centre.year.0,
                longitude,
                latitude,
                east_m: ellipse.centre.east_m,
                north_m: ellipse.centre.north_m,
                major_m: ellipse.major_m,
                minor_m: ellipse.minor_m,
                bearing: ellipse.bearing,
                area_ha: ellipse.area().0,
                moved_m: moved.map(|step| step.distance_m),
                moved_bearing: moved.and_then(|step| step.bearing),
            }
        })
    })
}
