//! A run on another region: 40 zones with Chinese names, five years, another legend, longitude and latitude.

use std::fs;

use crate::support::region;
use testkit::program::{landcarbon, stderr, succeed};

#[test]
fn another_region_gives_all_results() {
    let folder = tempfile::TempDir::new().unwrap();
    region::write(folder.path(), 40);
    let output = succeed(landcarbon(folder.path()).args(["run", "project.toml"]));
    let said = stderr(&output);
    assert!(
        !said.contains("overlap") && !said.contains("outside"),
        "{said}"
    );
    let out = folder.path().join("out");
    let rows = fs::read_to_string(out.join("hectares.csv")).unwrap();
    assert_eq!(rows.lines().count(), 1 + 40 * 5 * 8);
    assert!(rows.contains("云山市"));
    for result in [
        "layers/invented.gpkg",
        "layers/zones-2000.geojson",
        "layers/budget-2020.geojson",
        "tables/table-7.csv",
        "tables/tables.xlsx",
        "figures/figure-8-land-use.png",
        "figures/figure-7-compensation.pdf",
        "invented.qgz",
        "report.html",
    ] {
        assert!(out.join(result).is_file(), "{result} is missing");
    }
    let table = fs::read_to_string(out.join("tables/table-2.md")).unwrap();
    assert!(
        table.contains("every number is invented") && table.contains("碳排放"),
        "{table}"
    );
}
