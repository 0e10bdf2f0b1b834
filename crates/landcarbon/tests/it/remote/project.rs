//! Projects whose rasters lie behind URLs.

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use tempfile::TempDir;
use testkit::fixtures::copy_fixture;
use testkit::program::stderr;

use crate::remote::land::{landcarbon_online, refusal, stdout};
use crate::remote::server::{Fault, Server};

fn fixture(file: &str) -> PathBuf {
    testkit::fixtures::fixture("jiangxi").join(file)
}

/// The example, with the rasters of 2010 and 2015 on a server: one by its URL, one by an item.
struct Example {
    folder: TempDir,
    server: Server,
}

impl Example {
    fn new(server: Server) -> Self {
        let item = r#"{"type": "Feature", "properties": {}, "assets": {"map": {"href": "landuse-2015.tif", "roles": ["data"]}}}"#;
        let tif = |year: &str| fs::read(fixture(&format!("landuse-{year}.tif"))).unwrap();
        let server = server
            .file("/landuse-2010.tif", tif("2010"))
            .file("/landuse-2015.tif", tif("2015"))
            .file("/item.json", item);
        let folder = copy_fixture("jiangxi");
        Self { folder, server }
    }

    fn with_urls(self) -> Self {
        let path = self.folder.path().join("project.toml");
        let text = fs::read_to_string(&path).unwrap();
        let text = text
            .replace("landuse-2010.tif", &self.server.url("/landuse-2010.tif"))
            .replace(
                "landuse-2015.tif",
                &format!("{}#map", self.server.url("/item.json")),
            );
        fs::write(path, format!("{text}\n[export]\nfigures = false\n")).unwrap();
        self
    }

    fn run(&self, command: &str) -> Output {
        landcarbon_online(self.folder.path())
            .args([command, "project.toml"])
            .output()
            .unwrap()
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.path().join(file)).unwrap()
    }
}

#[test]
fn a_run_has_the_same_results_and_says_what_it_read() {
    let here = Example::new(Server::start());
    stdout(&here.run("run"));
    let there = Example::new(Server::start()).with_urls();
    stdout(&there.run("run"));
    assert_eq!(
        there.read("out/hectares.csv"),
        here.read("out/hectares.csv")
    );
    assert_eq!(
        there.read("out/tables/table-1.csv"),
        here.read("out/tables/table-1.csv")
    );

    let manifest: serde_json::Value =
        serde_json::from_str(&there.read("out/manifest.json")).unwrap();
    let inputs = &manifest["inputs"];
    for year in ["2010", "2015"] {
        let raster = &inputs[there.server.url(&format!("/landuse-{year}.tif"))];
        let size = fs::metadata(fixture(&format!("landuse-{year}.tif")))
            .unwrap()
            .len();
        assert_eq!(raster["bytes"], size);
        assert_eq!(raster["etag"], "\"v1\"");
        assert_eq!(raster["last_modified"], "Tue, 01 Oct 2024 07:28:00 GMT");
        assert!(raster["sha256"].is_null());
    }
    assert_eq!(
        inputs[there.server.url("/item.json")]["sha256"]
            .as_str()
            .unwrap()
            .len(),
        64
    );
    assert_eq!(
        inputs["landuse-2020.tif"]["sha256"].as_str().unwrap().len(),
        64
    );
    assert!(
        there
            .read("out/report.html")
            .contains("not digested, read in part")
    );
}

#[test]
fn a_check_reads_heads_and_says_which_versions() {
    let example = Example::new(Server::start()).with_urls();
    let output = example.run("check");
    let said = stdout(&output) + &stderr(&output);
    for word in [
        &*example.server.url("/landuse-2015.tif"),
        "ETag \"v1\"",
        "All inputs fit together",
    ] {
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn a_server_that_fails_leaves_no_results() {
    let failing = Server::start()
        .fails(|request, _| (request.path == "/landuse-2015.tif").then_some(Fault::Status(503)));
    let example = Example::new(failing).with_urls();
    let said = refusal(&example.run("run"));
    assert!(
        said.contains("503") && said.contains("landuse-2015.tif"),
        "{said}"
    );
    assert!(!example.folder.path().join("out").exists());
}
