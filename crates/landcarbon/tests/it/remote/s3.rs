//! Buckets, as GDAL's own variables say how to reach them.

use crate::remote::land::{bytes, expected, refusal, stdout, tally, touched};
use crate::remote::server::{Fault, Server};

#[test]
fn a_bucket_is_read_by_blocks() {
    let server = Server::start().file("/bucket/2020/land.tif", bytes());
    let output = tally("s3://bucket/2020/land.tif")
        .env("AWS_S3_ENDPOINT", server.address())
        .envs([("AWS_VIRTUAL_HOSTING", "FALSE"), ("AWS_HTTPS", "NO")])
        .env("AWS_NO_SIGN_REQUEST", "YES")
        .output()
        .unwrap();
    assert_eq!(stdout(&output), expected());
    assert!(server.sent() <= touched() * 12 / 10, "{}", server.sent());
    let signed = |name: &str| name == "authorization";
    assert!(
        !server
            .requests()
            .iter()
            .any(|request| request.headers.keys().any(|name| signed(name)))
    );
}

#[test]
fn requests_are_signed_with_the_users_keys() {
    let server = Server::start()
        .file("/bucket/land.tif", bytes())
        .fails(|request, _| {
            let signed = request.headers.get("authorization");
            let signed = signed.is_some_and(|header| header.contains("Credential=KEY/"));
            (!signed).then_some(Fault::Status(403))
        });
    let in_bucket = |key: &str| {
        tally("s3://bucket/land.tif")
            .env("AWS_S3_ENDPOINT", server.address())
            .envs([("AWS_VIRTUAL_HOSTING", "FALSE"), ("AWS_HTTPS", "NO")])
            .envs([
                ("AWS_ACCESS_KEY_ID", key),
                ("AWS_SECRET_ACCESS_KEY", "SECRET"),
            ])
            .output()
            .unwrap()
    };
    assert_eq!(stdout(&in_bucket("KEY")), expected());
    let said = refusal(&in_bucket("OTHER"));
    for word in ["s3://bucket/land.tif", "403 Forbidden", "AWS_ACCESS_KEY_ID"] {
        assert!(said.contains(word), "{said}");
    }
}
