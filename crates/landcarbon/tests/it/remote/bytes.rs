//! What is fetched of a raster: the blocks that zones touch, and next to nothing else.

use crate::remote::land::{bytes, expected, stdout, tally, touched};
use crate::remote::server::Server;

#[test]
fn blocks_that_no_zone_touches_are_not_fetched() {
    let expected = expected();
    for threads in ["1", "2", "8"] {
        let server = Server::start().file("/land.tif", bytes());
        let output = tally(&server.url("/land.tif"))
            .args(["--threads", threads])
            .output()
            .unwrap();
        assert_eq!(stdout(&output), expected);
        let (sent, touched) = (server.sent(), touched());
        assert!(
            (touched..=touched * 12 / 10).contains(&sent),
            "{sent} bytes with {threads} threads, of blocks of {touched}"
        );
    }
}

#[test]
fn nothing_is_looked_for_beside_the_file() {
    let server = Server::start().file("/land.tif", bytes());
    stdout(&tally(&server.url("/land.tif")).output().unwrap());
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.path == "/land.tif")
    );
}
