//! What a file names must not be fetched; what the user names may be.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use testkit::program::succeed;

use crate::faults::study::{edit, landcarbon, refusal, run, short_example, stderr, tally};

/// A server that has nothing, but counts who asks.
struct Server {
    url: String,
    asked: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/x.tif", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                count.fetch_add(1, Ordering::SeqCst);
                let mut connection = connection.unwrap();
                let _ = connection.read(&mut [0; 1024]);
                let _ =
                    connection.write_all(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
        });
        Self { url, asked }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// How a file may name what lies on the network.
fn names(url: &str) -> Vec<String> {
    let prefixes = [
        "/vsicurl/",
        "/vsicurl_streaming/",
        "/vsicurl?url=",
        "/vsigzip//vsicurl/",
        "/vsiwebhdfs/",
        "",
        "WMS:",
        "WCS:",
    ];
    prefixes.map(|prefix| format!("{prefix}{url}")).into()
}

fn vrt(source: &str) -> String {
    format!(
        r#"<VRTDataset rasterXSize="600" rasterYSize="600"><SRS>EPSG:4326</SRS><GeoTransform>113,0.01,0,31,0,-0.01</GeoTransform>
        <VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename>{source}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"#
    )
}

#[test]
fn a_file_cannot_send_the_program_to_the_network() {
    let server = Server::start();
    let folder = short_example();
    let raster = folder.path().join("landuse-2010.tif");
    for name in names(&server.url) {
        fs::write(&raster, vrt(&name)).unwrap();
        refusal(&tally(folder.path(), "t.csv").output().unwrap());
        refusal(&run(folder.path(), &[]));
    }
    let service = format!(
        "<GDAL_WMS><Service name=\"TMS\"><ServerUrl>{}/${{z}}/${{x}}/${{y}}</ServerUrl></Service><DataWindow><UpperLeftX>113</UpperLeftX><UpperLeftY>31</UpperLeftY><LowerRightX>119</LowerRightX><LowerRightY>24</LowerRightY><SizeX>600</SizeX><SizeY>700</SizeY></DataWindow><Projection>EPSG:4326</Projection><BandsCount>1</BandsCount></GDAL_WMS>",
        server.url
    );
    fs::write(&raster, service).unwrap();
    refusal(&tally(folder.path(), "t.csv").output().unwrap());
    let boundaries = format!(
        "<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>/vsicurl/{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
        server.url
    );
    fs::write(folder.path().join("boundaries.geojson"), boundaries).unwrap();
    refusal(&tally(folder.path(), "t.csv").output().unwrap());
    assert_eq!(server.asked(), 0);
}

#[test]
fn only_the_rasters_of_a_project_may_lie_elsewhere_and_only_behind_urls() {
    let server = Server::start();
    let refuses = |file: &str, name: &str| {
        let folder = short_example();
        edit(&folder, "project.toml", |text| {
            assert!(text.contains(file));
            text.replace(file, name)
        });
        let said = refusal(&run(folder.path(), &[]));
        assert!(said.contains("is not a file of this machine"), "{said}");
        assert!(!folder.path().join("out").exists());
    };
    for name in names(&server.url)
        .iter()
        .filter(|name| !name.starts_with("http"))
    {
        refuses("landuse-2015.tif", name);
    }
    refuses("boundaries.geojson", &server.url);
    refuses("statistics.csv", &server.url);
    assert_eq!(server.asked(), 0);
}

/// How a text that should be a reference system may name the server, or a file of this machine that is sent there.
fn definitions(url: &str) -> Vec<String> {
    let escaped = url.replace(':', "%3A").replace('/', "%2F");
    let header = format!("list_dir=no&proxy=&header_file=/etc/hostname&url={escaped}");
    let grid = "+proj=longlat +ellps=krass +nadgrids";
    let mut definitions = names(url);
    definitions.extend([
        format!("/vsicurl?{header}"),
        format!("/VSICURL?{header}"),
        format!("%2Fvsicurl%3F{header}"),
        format!("/vsigzip//vsicurl?{header}"),
        format!("ESRI::/vsicurl?{header}"),
        format!("{grid}={url}"),
        format!("{grid}=@{url},null"),
        format!("{grid} = /vsicurl/{url}"),
        format!("+init={url}:1"),
        format!("+proj=pipeline +step +proj=vgridshift +grids={url}"),
        format!("+proj=pipeline +step +proj=tinshift +file={url}"),
        format!("GEOGCS[\"a\",DATUM[\"b\",SPHEROID[\"c\",6378245,298.3],EXTENSION[\"PROJ4\",\"{grid}={url}\"]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]"),
    ]);
    definitions
}

#[test]
fn a_reference_system_is_text_and_never_fetched() {
    let server = Server::start();
    let folder = short_example();
    let project = fs::read_to_string(folder.path().join("project.toml")).unwrap();
    for definition in definitions(&server.url) {
        for table in ["[boundaries]", "[landuse]"] {
            let crs = toml::Value::from(definition.as_str());
            let text = project.replace(table, &format!("{table}\ncrs = {crs}"));
            fs::write(folder.path().join("project.toml"), text).unwrap();
            let check = ["check", "project.toml"];
            let said = refusal(&landcarbon(folder.path()).args(check).output().unwrap());
            assert!(said.contains(&format!("{table} crs")), "{said}");
        }
        for option in ["--zones-crs", "--raster-crs"] {
            let mut command = tally(folder.path(), "t.csv");
            let said = refusal(&command.args([option, &definition]).output().unwrap());
            assert!(said.contains(option), "{said}");
        }
    }
    assert_eq!(server.asked(), 0);
}

#[test]
fn a_reference_system_in_a_file_is_text_and_never_fetched() {
    let server = Server::start();
    let folder = short_example();
    let boundaries = folder.path().join("boundaries.geojson");
    let own = fs::read_to_string(&boundaries).unwrap();
    for definition in definitions(&server.url) {
        let quoted = serde_json::Value::from(definition.as_str());
        for crs in [
            format!(r#"{{"type":"name","properties":{{"name":{quoted}}}}}"#),
            format!(r#"{{"type":"link","properties":{{"href":{quoted}}}}}"#),
            format!(r#"{{"type":"url","properties":{{"url":{quoted}}}}}"#),
        ] {
            let text = own.replacen('{', &format!("{{\"crs\":{crs},"), 1);
            fs::write(&boundaries, text).unwrap();
            let _ = tally(folder.path(), "t.csv").output().unwrap();
            let _ = fs::remove_file(folder.path().join("t.csv"));
        }
        let item = format!(
            r#"{{"type":"Feature","stac_version":"1.0.0","id":"a","geometry":null,"properties":{{"proj:code":{quoted}}},"assets":{{"a":{{"href":"landuse-2010.tif","roles":["data"]}}}}}}"#
        );
        fs::write(folder.path().join("item.json"), item).unwrap();
        fs::write(&boundaries, &own).unwrap();
        let mut command = landcarbon(folder.path());
        command.args([
            "tally",
            "--zones",
            "boundaries.geojson",
            "--zone-id",
            "adcode",
        ]);
        command.args(["--legend", "cnlucc", "--raster", "2010=item.json"]);
        let said = stderr(&succeed(&mut command));
        assert!(said.contains("is not compared"), "{said}");
    }
    assert_eq!(server.asked(), 0);
}

#[test]
fn names_of_gdal_are_no_files_even_on_the_command_line() {
    let server = Server::start();
    let folder = short_example();
    let others = [
        "/vsizip/a.zip/x.tif",
        "/VSITAR/a.tar/x.tif",
        "//vsistdin/",
        "/vsizip//vsicurl/x",
    ];
    let others = others.map(str::to_owned);
    for name in names(&server.url).iter().chain(&others) {
        let nested = [
            name.clone(),
            name.replace('/', "%2F"),
            name.replace("vsi", "VSI"),
            format!("vrt://{name}"),
            format!("NETCDF:\"{name}\":a"),
            format!("GTIFF_DIR:1:{name}"),
        ];
        for name in nested.iter().filter(|name| !name.starts_with("http")) {
            let command = |zones: &str, raster: &str| {
                let mut command = landcarbon(folder.path());
                command.args(["tally", "--zone-id", "adcode", "--zones", zones]);
                let output = command
                    .args(["--raster", &format!("2010={raster}")])
                    .output();
                refusal(&output.unwrap())
            };
            let said = command("boundaries.geojson", name);
            assert!(said.contains("no file of this machine"), "{said}");
            let said = command(name, "landuse-2010.tif");
            assert!(said.contains("files of this machine only"), "{said}");
        }
    }
    assert_eq!(server.asked(), 0);
}

#[test]
fn what_the_user_names_on_the_command_line_is_fetched() {
    let server = Server::start();
    let folder = short_example();
    let output = landcarbon(folder.path())
        .args([
            "tally",
            "--zones",
            "boundaries.geojson",
            "--zone-id",
            "adcode",
            "--raster",
        ])
        .arg(format!("2010={}", server.url))
        .output()
        .unwrap();
    refusal(&output);
    assert!(server.asked() > 0, "{}", stderr(&output));
}

#[test]
fn a_vrt_fetches_nothing_where_another_raster_may_be_fetched() {
    let (named, hidden) = (Server::start(), Server::start());
    let folder = short_example();
    for name in names(&hidden.url) {
        fs::write(folder.path().join("landuse-2010.tif"), vrt(&name)).unwrap();
        for rasters in [
            ["2010=landuse-2010.tif", &format!("2020={}", named.url)],
            [&format!("2010={}", named.url), "2020=landuse-2010.tif"],
        ] {
            let output = landcarbon(folder.path())
                .args([
                    "tally",
                    "--zones",
                    "boundaries.geojson",
                    "--zone-id",
                    "adcode",
                ])
                .arg("--raster")
                .args(rasters)
                .env("GDAL_HTTP_MAX_RETRY", "0")
                .output()
                .unwrap();
            refusal(&output);
        }
    }
    assert_eq!(hidden.asked(), 0);
}

#[test]
fn boundaries_lead_to_no_server_where_a_raster_may_be_fetched() {
    let (named, hidden) = (Server::start(), Server::start());
    let folder = short_example();
    let boundaries = folder.path().join("boundaries.geojson");
    let own = fs::read_to_string(&boundaries).unwrap();
    let raster = format!("2010={}", named.url);
    for (kind, key) in [("link", "href"), ("URL", "Url")] {
        let crs = format!(
            r#"{{"crs":{{"type":"{kind}","properties":{{"{key}":"{}"}}}},"#,
            hidden.url
        );
        let linked = own.replacen('{', &crs, 1);
        // No JSON but to GDAL, which forgives a comma.
        let forgiven = linked.trim_end().trim_end_matches('}').to_owned() + ",}";
        let marked = format!("\u{feff}{linked}");
        for (text, no_proxy) in [(&linked, "*"), (&marked, "*"), (&forgiven, "")] {
            fs::write(&boundaries, text).unwrap();
            let mut command = landcarbon(folder.path());
            command.args(["tally", "--zones", "boundaries.geojson"]);
            command.args(["--zone-id", "adcode", "--raster", &raster]);
            let said = refusal(&command.env("NO_PROXY", no_proxy).output().unwrap());
            assert!(no_proxy.is_empty() || said.contains("is a link"), "{said}");
            assert_eq!(hidden.asked(), 0, "{said}");
        }
    }
}
