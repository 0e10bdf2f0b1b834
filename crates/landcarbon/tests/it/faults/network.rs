//! What a file names must not be fetched; what the user names may be.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

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
        .arg(format!("2010=/vsicurl/{}", server.url))
        .output()
        .unwrap();
    refusal(&output);
    assert!(server.asked() > 0, "{}", stderr(&output));
}
