//! The names of layers.

use carbon_core::Year;

/// The name of a year's layer.
///
/// ```
/// use carbon_core::Year;
///
/// assert_eq!(zoning_export::layer_name("jiangxi", Year(2020)), "jiangxi_2020");
/// ```
pub fn layer_name(name: &str, year: Year) -> String {
    format!("{name}_{year}")
}

/// The name that layers of a level have before their year.
///
/// ```
/// assert_eq!(zoning_export::set_name("jiangxi", "city"), "jiangxi_city");
/// ```
pub fn set_name(project: &str, level: &str) -> String {
    format!("{project}_{level}")
}
