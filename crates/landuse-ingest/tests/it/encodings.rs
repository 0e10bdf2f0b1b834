//! Attributes of Shapefiles in GBK, whatever their headers claim: see `fixtures/gbk-shapefile`.

use std::path::{Path, PathBuf};

use crate::support::{assert_says, fixture};
use landuse_ingest::boundaries::{BoundaryError, BoundaryOptions, BoundaryProblem};
use landuse_ingest::zones::Zones;

const NAMES: [&str; 3] = ["南昌市", "新建区", "进贤县"];
const CHINESE_FIELD: [&str; 3] = ["一", "赣江以西", "軍山湖"];

fn read(path: &Path, id: &str, name: &str) -> Result<Zones, BoundaryError> {
    let options = BoundaryOptions {
        id: id.to_owned(),
        name: Some(name.to_owned()),
        ..BoundaryOptions::default()
    };
    Zones::read(path, &options)
}

/// Names and warnings of one of the four files; its ids are the same in all.
fn gbk(stem: &str, name: &str) -> (Vec<String>, Vec<String>) {
    let path = fixture(&format!("gbk-shapefile/{stem}.shp"));
    let zones = read(&path, "ZONE_ID", name).unwrap();
    let ids: Vec<_> = zones.zones.iter().map(|z| z.id.to_string()).collect();
    assert_eq!(ids, ["360100", "360112", "360124"]);
    let names = zones.zones.into_iter().map(|z| z.name).collect();
    (names, zones.warnings)
}

#[test]
fn a_header_that_says_gbk_is_believed_silently() {
    assert_eq!(
        gbk("ldid-4d", "NAME"),
        (NAMES.map(str::to_owned).to_vec(), vec![])
    );
}

#[test]
fn without_a_true_claim_the_encoding_is_found_and_told() {
    for (stem, words) in [
        ("ldid-00", ["gb18030", "nothing says"]),
        ("ldid-57", ["gb18030", "nothing says"]),
        (
            "cpg-utf8",
            ["gb18030", ".cpg claims UTF-8, which does not fit"],
        ),
    ] {
        let (names, warnings) = gbk(stem, "NAME");
        assert_eq!(names, NAMES, "{stem}");
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert_says(&warnings[0], &[&format!("{stem}.shp")]);
        assert_says(
            &warnings[0].to_lowercase(),
            &words.map(str::to_lowercase).each_ref().map(String::as_str),
        );
    }
}

#[test]
fn a_chinese_field_can_hold_names_or_ids() {
    for stem in ["ldid-4d", "ldid-00", "ldid-57", "cpg-utf8"] {
        assert_eq!(gbk(stem, "名称").0, CHINESE_FIELD, "{stem}");
        let path = fixture(&format!("gbk-shapefile/{stem}.shp"));
        let zones = read(&path, "名称", "NAME").unwrap();
        let ids: Vec<_> = zones.zones.iter().map(|z| z.id.to_string()).collect();
        assert_eq!(ids, CHINESE_FIELD, "{stem}");
    }
}

#[test]
fn a_missing_field_is_listed_among_readable_names() {
    for stem in ["ldid-00", "ldid-57", "cpg-utf8"] {
        let path = fixture(&format!("gbk-shapefile/{stem}.shp"));
        let error = read(&path, "名", "NAME").unwrap_err().to_string();
        assert_says(
            &error,
            &["\"名\"", "ZONE_ID, NAME, 名称", "did you mean \"名称\"?"],
        );
    }
}

/// A copy of a file's parts in a directory of a name with spaces and Chinese, its table changed.
fn copy(dir: &Path, stem: &str, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let home = dir.join("行政 区划");
    std::fs::create_dir_all(&home).unwrap();
    for part in ["shp", "shx", "prj", "dbf"] {
        let from = fixture(&format!("gbk-shapefile/{stem}.{part}"));
        std::fs::copy(from, home.join(format!("界线.{part}"))).unwrap();
    }
    let table = home.join("界线.dbf");
    let mut bytes = std::fs::read(&table).unwrap();
    change(&mut bytes);
    std::fs::write(table, bytes).unwrap();
    home.join("界线.shp")
}

#[test]
fn paths_may_be_chinese_and_have_spaces() {
    let dir = tempfile::tempdir().unwrap();
    let path = copy(dir.path(), "ldid-00", |_| {});
    let zones = read(&path, "ZONE_ID", "NAME").unwrap();
    assert_eq!(zones.zones[0].name, NAMES[0]);
}

#[test]
fn a_true_cpg_is_believed_silently() {
    let dir = tempfile::tempdir().unwrap();
    let path = copy(dir.path(), "ldid-00", |_| {});
    for claim in ["GBK", "936", "CP936\r\n", "GB18030", "gb2312"] {
        std::fs::write(path.with_extension("cpg"), claim).unwrap();
        let zones = read(&path, "ZONE_ID", "名称").unwrap();
        assert_eq!(zones.zones[2].name, CHINESE_FIELD[2], "{claim}");
        assert_eq!(zones.warnings, [] as [&str; 0], "{claim}");
    }
}

#[test]
fn bytes_of_no_encoding_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = copy(dir.path(), "ldid-00", |table| {
        let gbk = [0xc4, 0xcf, 0xb2, 0xfd]; // 南昌
        let place = table.windows(4).position(|w| w == gbk).unwrap();
        table[place..place + 2].copy_from_slice(&[0xff, 0xff]);
    });
    let error = read(&path, "ZONE_ID", "NAME").unwrap_err();
    assert!(matches!(error.problem, BoundaryProblem::Encoding));
    assert_says(
        &error.to_string(),
        &["界线.shp", "no encoding", ".cpg", "UTF-8", "GB18030"],
    );
}

#[test]
fn a_name_cut_within_a_character_does_not_hide_the_encoding() {
    let dir = tempfile::tempdir().unwrap();
    // The format cuts field names at 10 bytes: here a letter and five characters of GBK, the last by half.
    let path = copy(dir.path(), "ldid-00", |table| {
        let field = table
            .windows(4)
            .position(|w| w == [0xc3, 0xfb, 0xb3, 0xc6])
            .unwrap();
        let name = [b'A', 0xc3, 0xfb, 0xb3, 0xc6, 0xc3, 0xfb, 0xb3, 0xc6, 0xc3];
        table[field..field + 10].copy_from_slice(&name);
    });
    let zones = read(&path, "ZONE_ID", "NAME").unwrap();
    assert_eq!(zones.zones[0].name, NAMES[0]);
    assert_eq!(
        read(&path, "ZONE_ID", "A名称名称").unwrap().zones[0].name,
        CHINESE_FIELD[0]
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_shapefile_whose_own_name_is_gbk_is_the_same() {
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::TempDir::new().unwrap();
    // 县界 in GBK.
    let name = std::ffi::OsStr::from_bytes(b"\xcf\xd8\xbd\xe7");
    for extension in ["shp", "shx", "dbf", "prj"] {
        let part = fixture(&format!("gbk-shapefile/ldid-4d.{extension}"));
        let copy = folder.path().join(name).with_extension(extension);
        std::fs::copy(part, copy).unwrap();
    }
    let copy = folder.path().join(name).with_extension("shp");
    let (copy, original) = (
        read(&copy, "ZONE_ID", "NAME").unwrap(),
        read(&fixture("gbk-shapefile/ldid-4d.shp"), "ZONE_ID", "NAME").unwrap(),
    );
    assert_eq!(copy.zones, original.zones);
    assert_eq!(copy.crs.wkt(), original.crs.wkt());
}
