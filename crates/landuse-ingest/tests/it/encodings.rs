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

/// A table with the fields `code`, `name` and `remark`, of these widths, as GIS programs write it.
fn table(widths: [usize; 3], rows: [[&[u8]; 3]; 3], ldid: u8) -> Vec<u8> {
    let row_width = 1 + widths.iter().sum::<usize>();
    let mut bytes = vec![3, 120, 1, 1];
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend((33 + 32 * 3_u16).to_le_bytes());
    bytes.extend((row_width as u16).to_le_bytes());
    bytes.extend([0; 17]);
    bytes.extend([ldid, 0, 0]);
    for (name, width) in ["code", "name", "remark"].iter().zip(widths) {
        let mut field = name.as_bytes().to_vec();
        field.resize(11, 0);
        field.extend([b'C', 0, 0, 0, 0, width as u8, 0]);
        field.resize(32, 0);
        bytes.extend(field);
    }
    bytes.push(b'\r');
    for row in rows {
        bytes.push(b' ');
        for (value, width) in row.iter().zip(widths) {
            let mut value = value[..value.len().min(width)].to_vec();
            value.resize(width, b' ');
            bytes.extend(value);
        }
    }
    bytes.push(0x1a);
    bytes
}

fn gbk_bytes(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

#[test]
fn a_value_cut_within_a_character_loses_that_and_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let names = ["南昌市红谷滩新区", "景德镇市", "萍乡"].map(gbk_bytes);
    let rows = [
        [&b"1"[..], &names[0], b""],
        [b"2", &names[1], b""],
        [b"3", &names[2], b""],
    ];
    for (cpg, ldid) in [
        (Some("GBK"), 0x4d),
        (None, 0x4d),
        (Some("GBK"), 0x57),
        (None, 0),
    ] {
        let path = copy(dir.path(), "ldid-00", |bytes| {
            *bytes = table([10, 9, 20], rows, ldid)
        });
        let _ = std::fs::remove_file(path.with_extension("cpg"));
        if let Some(cpg) = cpg {
            std::fs::write(path.with_extension("cpg"), cpg).unwrap();
        }
        let zones = read(&path, "code", "name").unwrap();
        let found: Vec<&str> = zones.zones.iter().map(|zone| zone.name.as_str()).collect();
        assert_eq!(found, ["南昌市红", "景德镇市", "萍乡"], "{cpg:?} {ldid}");
        let cut = zones.warnings.last().unwrap();
        assert_says(
            cut,
            &["1 value cut", "within the last character", "\"南昌市红\""],
        );
        assert_eq!(
            zones.warnings.len(),
            if ldid == 0 { 2 } else { 1 },
            "{:?}",
            zones.warnings
        );
    }
}

#[test]
fn a_field_that_is_not_read_spoils_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let remark = "省会，数据来自统计年鉴";
    let rows = [
        [&b"1"[..], "南昌市".as_bytes(), remark.as_bytes()],
        [b"2", "景德镇市".as_bytes(), "景德镇".as_bytes()],
        [b"3", "萍乡市".as_bytes(), &[0xff, 0xfe]],
    ];
    let path = copy(dir.path(), "ldid-00", |bytes| {
        *bytes = table([10, 30, 20], rows, 0)
    });
    std::fs::write(path.with_extension("cpg"), "UTF-8").unwrap();
    let zones = read(&path, "code", "name").unwrap();
    assert_eq!(zones.zones[0].name, "南昌市");
    assert_eq!(zones.warnings, [] as [&str; 0]);
    let error = read(&path, "code", "remark").unwrap_err();
    assert!(matches!(error.problem, BoundaryProblem::Encoding));
}

#[test]
fn chinese_in_utf_8_under_a_claim_of_gbk_is_read_with_a_warning() {
    let dir = tempfile::tempdir().unwrap();
    let rows = [
        [&b"1"[..], "南昌".as_bytes(), b""],
        [b"2", "景德镇市".as_bytes(), b""],
        [b"3", "萍乡".as_bytes(), b""],
    ];
    for (cpg, ldid, said) in [
        (
            Some("GBK"),
            0,
            "its .cpg claims GBK, but every text is whole in UTF-8",
        ),
        (
            None,
            0x4d,
            "its header claims GBK, but every text is whole in UTF-8",
        ),
    ] {
        let path = copy(dir.path(), "ldid-00", |bytes| {
            *bytes = table([10, 30, 20], rows, ldid)
        });
        let _ = std::fs::remove_file(path.with_extension("cpg"));
        if let Some(cpg) = cpg {
            std::fs::write(path.with_extension("cpg"), cpg).unwrap();
        }
        let zones = read(&path, "code", "name").unwrap();
        assert_eq!(zones.zones[0].name, "南昌");
        assert_eq!(zones.warnings.len(), 1);
        assert_says(&zones.warnings[0], &["read as UTF-8", said]);
    }
}
