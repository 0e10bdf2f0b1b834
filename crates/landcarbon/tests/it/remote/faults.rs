//! Servers that fail: in passing, for good, slowly, and by what they send.

use std::time::{Duration, Instant};

use crate::remote::land::{bytes, expected, refusal, stdout, tally};
use crate::remote::server::{Fault, Request, Server};

/// Whether a request is for blocks, and not for the head of the file.
fn of_blocks(request: &Request) -> bool {
    request.range.as_ref().is_some_and(|range| range.start > 0)
}

/// A server that does this to every request for blocks.
fn always(fault: Fault) -> Server {
    Server::start()
        .file("/land.tif", bytes())
        .fails(move |request, _| of_blocks(request).then_some(fault))
}

/// What the program says of such a server, having been sure to tally nothing.
fn said_of(server: &Server) -> String {
    let said = refusal(&tally(&server.url("/land.tif")).output().unwrap());
    assert!(said.contains(&server.url("/land.tif")), "{said}");
    said
}

#[track_caller]
fn assert_says(said: &str, words: &[&str]) {
    for word in words {
        assert!(said.contains(word), "\"{word}\" is missing in: {said}");
    }
}

#[test]
fn what_fails_in_passing_is_asked_for_again() {
    let expected = expected();
    for fault in [
        Fault::Status(500),
        Fault::Status(503),
        Fault::Status(429),
        Fault::Reset,
        Fault::CutOff,
    ] {
        let server = Server::start()
            .file("/land.tif", bytes())
            .fails(move |_, before| (before == 0).then_some(fault));
        let output = tally(&server.url("/land.tif")).output().unwrap();
        assert_eq!(stdout(&output), expected, "{fault:?}");
    }
}

#[test]
fn pauses_between_tries_grow() {
    let server = always(Fault::Status(503));
    let output = tally(&server.url("/land.tif"))
        .args(["--threads", "1"])
        .env("GDAL_HTTP_RETRY_DELAY", "0.1")
        .output()
        .unwrap();
    assert_says(
        &refusal(&output),
        &["503 Service Unavailable", "tried 5 times"],
    );
    let requests = server.requests().into_iter().filter(of_blocks);
    let times: Vec<Instant> = requests.map(|request| request.at).collect();
    let pauses: Vec<_> = times
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).as_secs_f64())
        .collect();
    assert_eq!(pauses.len(), 4);
    for (pause, least) in pauses.iter().zip([0.1, 0.2, 0.4, 0.8]) {
        assert!(*pause >= least && *pause < least * 1.25 + 0.5, "{pauses:?}");
    }
}

#[test]
fn what_fails_for_good_is_an_error_and_never_a_zero() {
    let again = ["tried 5 times", "run again later"];
    assert_says(
        &said_of(&always(Fault::Status(500))),
        &["500 Internal Server Error"],
    );
    assert_says(&said_of(&always(Fault::Status(503))), &again);
    assert_says(&said_of(&always(Fault::Reset)), &again);
    let said = said_of(&always(Fault::CutOff));
    assert_says(&said, &["broke off", "remaining to read", "tried 5 times"]);
}

#[test]
fn what_would_fail_again_is_asked_for_once() {
    for (fault, words) in [
        (Fault::Status(404), ["404 Not Found", "verify the URL"]),
        (Fault::Status(403), ["403 Forbidden", "AWS_NO_SIGN_REQUEST"]),
        (
            Fault::WrongRange,
            ["for which it was not asked", "download"],
        ),
        (Fault::Whole, ["the whole file", "download it"]),
        (
            Fault::Newer,
            ["has changed on the server while it was read", "run again"],
        ),
    ] {
        let server = always(fault);
        let output = tally(&server.url("/land.tif"))
            .args(["--threads", "1"])
            .output();
        let said = refusal(&output.unwrap());
        assert_says(&said, &words);
        assert!(!said.contains("tried"), "{said}");
        assert_eq!(server.requests().iter().filter(|r| of_blocks(r)).count(), 1);
    }
}

#[test]
fn a_server_that_sends_no_parts_is_told_at_once() {
    let server = Server::start()
        .file("/land.tif", bytes())
        .fails(|_, _| Some(Fault::Whole));
    let said = said_of(&server);
    assert_says(&said, &["the whole file", "download it"]);
    assert!(!said.contains("tried"), "{said}");
    assert!(server.requests().len() <= 3, "{:?}", server.requests());
}

#[test]
fn a_url_that_is_signed_for_one_method_is_read_by_it() {
    let server = Server::start()
        .file("/land.tif", bytes())
        .fails(|request, _| (request.method == "HEAD").then_some(Fault::Status(403)));
    let output = tally(&server.url("/land.tif")).output().unwrap();
    assert_eq!(stdout(&output), expected());
}

#[test]
fn a_server_that_hangs_is_asked_a_few_times() {
    let server = Server::start()
        .file("/land.tif", bytes())
        .fails(|_, _| Some(Fault::Late(Duration::from_secs(4))));
    let output = tally(&server.url("/land.tif"))
        .env("GDAL_HTTP_TIMEOUT", "0.5")
        .output()
        .unwrap();
    assert_says(&refusal(&output), &["timed out", "tried 5 times"]);
    // To open a file that it was told to forget, GDAL asks for it twice.
    let requests = server.requests().len();
    assert!((5..=9).contains(&requests), "{requests}");
}

#[test]
fn both_versions_of_a_file_that_changes_are_named() {
    let said = said_of(&always(Fault::Newer));
    assert_says(
        &said,
        &["ETag \"v1\"", "ETag \"v2\"", "01 Oct 2024", "02 Oct 2024"],
    );
}

#[test]
fn a_server_that_tells_no_version_is_a_warning() {
    let server = Server::start()
        .file("/land.tif", bytes())
        .without_versions();
    let output = tally(&server.url("/land.tif")).output().unwrap();
    assert_eq!(stdout(&output), expected());
    let warned = String::from_utf8(output.stderr).unwrap();
    assert_says(&warned, &["neither ETag nor date"]);
}

#[test]
fn a_file_that_is_not_there_or_is_no_tiff_is_named() {
    let server = Server::start().file("/land.tif", "<html>Please log in</html>");
    assert_says(&said_of(&server), &["no GeoTIFF", "verify the URL"]);
    assert_says(
        &said_of(&Server::start()),
        &["404 Not Found", "verify the URL"],
    );
}

#[test]
fn a_server_that_cannot_be_reached_is_named() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let output = tally(&format!("http://{gone}/land.tif")).output().unwrap();
    assert_says(
        &refusal(&output),
        &["Failed to connect", "tried 5 times", "verify the name"],
    );
}

#[test]
fn waiting_ends() {
    let second = Duration::from_secs(1);
    let late = always(Fault::Late(4 * second));
    let drip = always(Fault::Drip(second / 4));
    for server in [late, drip] {
        let begin = Instant::now();
        let output = tally(&server.url("/land.tif"))
            .args(["--threads", "1"])
            .env("GDAL_HTTP_TIMEOUT", "1")
            .env("GDAL_HTTP_MAX_RETRY", "1")
            .output()
            .unwrap();
        assert_says(&refusal(&output), &["timed out", "tried 2 times"]);
        assert!(begin.elapsed() < 10 * second, "{:?}", begin.elapsed());
    }
}

#[test]
fn a_slow_answer_is_an_answer() {
    let late = Fault::Late(Duration::from_millis(50));
    let server = Server::start()
        .file("/land.tif", bytes())
        .fails(move |_, _| Some(late));
    let output = tally(&server.url("/land.tif")).output().unwrap();
    assert_eq!(stdout(&output), expected());
}
