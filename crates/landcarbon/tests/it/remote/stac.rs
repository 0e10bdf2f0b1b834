//! STAC items: here or on a server, with assets here or on a server.

use std::fs;

use tempfile::TempDir;

use testkit::program::stderr;

use crate::remote::land::{bytes, expected, file, refusal, stdout, tally};
use crate::remote::server::Server;

/// An item with this asset as its data, a picture, and what it says of the grid.
fn item(href: &str, properties: &str) -> String {
    format!(
        r#"{{"type": "Feature", "stac_version": "1.0.0", "id": "land", "geometry": null, "properties": {properties}, "links": [],
        "assets": {{"map": {{"href": "{href}", "roles": ["data"]}}, "look": {{"href": "look.png", "roles": ["thumbnail"]}}}}}}"#
    )
}

#[test]
fn an_item_leads_to_a_file_beside_it() {
    let folder = TempDir::new().unwrap();
    fs::copy(file(), folder.path().join("land.tif")).unwrap();
    let path = folder.path().join("item.json");
    fs::write(&path, item("./land.tif", "{}")).unwrap();
    for asset in ["", "#map", "#data"] {
        let output = tally(&format!("{}{asset}", path.display()))
            .output()
            .unwrap();
        assert_eq!(stdout(&output), expected());
    }
}

#[test]
fn an_item_leads_to_a_server() {
    let server = Server::start().file("/land.tif", bytes());
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("item.json");
    fs::write(&path, item(&server.url("/land.tif"), "{}")).unwrap();
    let output = tally(path.to_str().unwrap()).output().unwrap();
    assert_eq!(stdout(&output), expected());
}

#[test]
fn an_item_on_a_server_leads_on_from_where_it_lies() {
    let server = Server::start()
        .file("/2020/item.json", item("../data/land.tif", "{}"))
        .file("/items/land", item("../data/land.tif", "{}"))
        .file("/data/land.tif", bytes())
        .fails(|_, before| (before == 0).then_some(crate::remote::server::Fault::Status(503)));
    for named in [
        server.url("/2020/item.json"),
        format!("{}#map", server.url("/2020/item.json")),
        format!("stac+{}#map", server.url("/items/land")),
    ] {
        assert_eq!(
            stdout(&tally(&named).output().unwrap()),
            expected(),
            "{named}"
        );
    }
}

/// The values of `Authorization` that a server got.
fn authorizations(server: &Server) -> Vec<String> {
    let requests = server.requests().into_iter();
    let headers = requests.flat_map(|request| request.headers);
    let authorizations = headers.filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    authorizations.map(|(_, value)| value).collect()
}

#[test]
fn credentials_go_to_no_server_that_only_an_item_names() {
    let other = Server::start().file("/land.tif", bytes());
    let server = Server::start()
        .file("/here.json", item("land.tif", "{}"))
        .file("/there.json", item(&other.url("/land.tif"), "{}"))
        .file("/land.tif", bytes());
    let folder = TempDir::new().unwrap();
    let local = folder.path().join("item.json");
    fs::write(&local, item(&other.url("/land.tif"), "{}")).unwrap();
    let tallied = |named: &str| {
        let mut tally = tally(named);
        tally.env("GDAL_HTTP_HEADERS", "Authorization: Bearer secret");
        let output = tally.output().unwrap();
        assert_eq!(stdout(&output), expected());
        stderr(&output)
    };
    for named in [server.url("/there.json"), local.display().to_string()] {
        let said = tallied(&named);
        assert!(!other.requests().is_empty());
        assert_eq!(authorizations(&other), [] as [&str; 0]);
        assert!(
            said.contains("GDAL_HTTP_HEADERS is not sent to the server of"),
            "{said}"
        );
    }
    for named in [server.url("/here.json"), server.url("/land.tif")] {
        let said = tallied(&named);
        assert!(
            authorizations(&server)
                .iter()
                .any(|value| value.contains("secret"))
        );
        assert!(!said.contains("is not sent"), "{said}");
    }
}

#[test]
fn an_item_on_a_server_leads_to_no_file_of_this_machine() {
    for href in [
        format!("file://{}", file().display()),
        file().display().to_string(),
    ] {
        let server = Server::start().file("/item.json", item(&href, "{}"));
        let said = refusal(&tally(&server.url("/item.json")).output().unwrap());
        assert!(
            said.contains("is not read") || said.contains("404 Not Found"),
            "{said}"
        );
    }
}

#[test]
fn what_an_item_says_of_the_grid_is_not_trusted() {
    let folder = TempDir::new().unwrap();
    fs::copy(file(), folder.path().join("land.tif")).unwrap();
    let path = folder.path().join("item.json");
    let wrong =
        r#"{"proj:epsg": 32649, "proj:shape": [10, 10], "proj:transform": [1, 0, 0, 0, -1, 0]}"#;
    fs::write(&path, item("land.tif", wrong)).unwrap();
    let output = tally(path.to_str().unwrap()).output().unwrap();
    assert_eq!(stdout(&output), expected());
    let warned = stderr(&output);
    assert!(
        warned.contains("EPSG:32649") && warned.contains("10 × 10"),
        "{warned}"
    );
}

#[test]
fn an_asset_must_be_plain() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("item.json");
    let two = item("land.tif", "{}").replace("thumbnail", "data");
    for (text, asset, words) in [
        (
            &two,
            "",
            [
                "several assets in the role \"data\"",
                "\"map\" (data), \"look\" (data)",
            ],
        ),
        (
            &two,
            "#other",
            [
                "no asset named \"other\"",
                "\"map\" (data), \"look\" (data)",
            ],
        ),
        (
            &item("ftp://a.b/c.tif", "{}"),
            "",
            ["\"ftp://a.b/c.tif\"", "must be https://"],
        ),
        (
            &"{}".to_owned(),
            "",
            ["JSON without a `type`", "the JSON of one item"],
        ),
    ] {
        fs::write(&path, text).unwrap();
        let output = tally(&format!("{}{asset}", path.display()))
            .output()
            .unwrap();
        let said = refusal(&output);
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
        assert!(said.contains("item.json"), "{said}");
    }
    fs::remove_file(&path).unwrap();
    let said = refusal(&tally(path.to_str().unwrap()).output().unwrap());
    assert!(said.contains("no such file"), "{said}");
}

#[test]
fn an_item_sends_nothing_to_another_server() {
    let other = Server::start();
    let url = other.url("/x.prj").replace(':', "%3A").replace('/', "%2F");
    for code in [
        other.url("/x.prj"),
        format!("/vsicurl/{}", other.url("/x.prj")),
        format!("/vsicurl?list_dir=no&header_file=/etc/hostname&url={url}"),
        format!(
            "+proj=longlat +ellps=krass +nadgrids={}",
            other.url("/x.gsb")
        ),
    ] {
        let properties = format!(r#"{{"proj:code": "{code}"}}"#);
        let server = Server::start()
            .file("/item.json", item("land.tif", &properties))
            .file("/land.tif", bytes());
        let output = tally(&server.url("/item.json")).output().unwrap();
        assert_eq!(stdout(&output), expected());
        assert!(
            stderr(&output).contains("is not compared"),
            "{}",
            stderr(&output)
        );
    }
    assert!(other.requests().is_empty());
}
