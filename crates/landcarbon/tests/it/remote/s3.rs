//! Buckets, as GDAL's own variables say how to reach them.

use std::process::Output;

use testkit::program::stderr;

use crate::remote::land::{bytes, expected, refusal, stdout, tally, touched};
use crate::remote::server::{Fault, Server};

/// A tally of what lies in a bucket of `server`, without keys on this machine, where `metadata` answers for the service that gives them.
fn tally_by_role(server: &Server, metadata: &Server) -> Output {
    let mut command = tally("s3://bucket/land.tif");
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"] {
        command.env_remove(name);
    }
    command
        .env("AWS_S3_ENDPOINT", server.address())
        .envs([("AWS_VIRTUAL_HOSTING", "FALSE"), ("AWS_HTTPS", "NO")])
        .envs(["CPL_AWS_CREDENTIALS_FILE", "AWS_CONFIG_FILE"].map(|name| (name, "/dev/null")))
        .env(
            "CPL_AWS_EC2_API_ROOT_URL",
            format!("http://{}", metadata.address()),
        )
        .output()
        .unwrap()
}

#[test]
fn a_role_of_the_machine_gives_the_keys_and_nothing_of_them_is_printed() {
    let server = Server::start()
        .file("/bucket/land.tif", bytes())
        .fails(|request, _| {
            let signed = request.headers.get("authorization");
            let signed = signed.is_some_and(|header| header.contains("Credential=KEY/"));
            (!signed).then_some(Fault::Status(403))
        });
    let roles = "/latest/meta-data/iam/security-credentials/";
    let metadata = Server::start()
        .file("/latest/api/token", "METADATA-TOKEN")
        .file(roles, "role")
        .file(
            &format!("{roles}role"),
            r#"{"AccessKeyId":"KEY","SecretAccessKey":"SECRET","Token":"SESSION","Expiration":"2099-01-01T00:00:00Z"}"#,
        );
    let output = tally_by_role(&server, &metadata);
    assert_eq!(stdout(&output), expected());
    assert!(!metadata.requests().is_empty());
    assert_eq!(stderr(&output), "");
}

#[test]
fn where_nobody_gives_keys_it_says_so() {
    let server = Server::start().file("/bucket/land.tif", bytes());
    let output = tally_by_role(&server, &Server::start());
    let said = refusal(&output);
    assert!(said.contains("no credentials were found"), "{said}");
    assert!(!said.contains("CURL_INFO"), "{said}");
    assert!(server.requests().is_empty());
}

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
