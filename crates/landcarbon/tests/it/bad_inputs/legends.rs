//! Legend files.

use crate::bad_inputs::cases::Cases;
use crate::bad_inputs::small_study::{gbk, utf16};

const MINE: &str = r##"name = "mine"
title = "Mine"
source = "made up"
classes = ["forest", "other"]

[[code]]
value = 1
label = "Woods"
class = "forest"
color = "#005500"

[[code]]
value = 2
class = "other"
"##;

#[test]
fn mistakes() {
    let mut print = Cases::new(&["legend", "mine.toml"]);
    for [case, from, to] in [
        ["a code twice", "value = 2", "value = 1"],
        [
            "a class that is not declared",
            "class = \"other\"",
            "class = \"others\"",
        ],
        [
            "a class declared twice",
            "\"other\"]",
            "\"other\", \"forest\"]",
        ],
        ["a class with a blank", "\"other\"", "\"other land\""],
        ["a class in Chinese", "\"other\"", "\"其他\""],
        ["a class in capitals", "\"forest\"", "\"Forest\""],
        ["a class of the ledger", "\"other\"", "\"outside\""],
        ["a colour by name", "#005500", "green"],
        ["a colour of three digits", "#005500", "#050"],
        ["a colour that is none", "#005500", "#00550g"],
        ["a code that is a text", "value = 2", "value = \"2\""],
        ["a code with a fraction", "value = 2", "value = 2.5"],
        [
            "a code beyond 64 bits",
            "value = 2",
            "value = 99999999999999999999",
        ],
        ["a range of codes", "value = 2", "value = 2-5"],
        ["an unknown key", "label", "lable"],
        ["no class for a code", "class = \"other\"\n", ""],
        ["no title", "title = \"Mine\"\n", ""],
    ] {
        assert!(MINE.contains(from), "{from}");
        print.refuses(case, &[], |b| b.write("mine.toml", MINE.replace(from, to)));
    }
    insta::assert_snapshot!(print.told());
}

#[test]
fn files() {
    let mut print = Cases::new(&["legend", "mine.toml"]);
    print.accepts("a legend", &[], |b| b.write("mine.toml", MINE));
    print.refuses("no such file", &[], |_| {});
    print.refuses("a folder", &[], |b| b.folder("mine.toml"));
    print.refuses("an empty file", &[], |b| b.write("mine.toml", ""));
    print.refuses("no codes", &[], |b| {
        b.write("mine.toml", MINE.split("[[").next().unwrap())
    });
    print.refuses("a table", &[], |b| {
        b.write("mine.toml", "code,class\n1,forest\n")
    });
    print.refuses("GBK", &[], |b| {
        b.write("mine.toml", gbk(&MINE.replace("Woods", "林地")))
    });
    print.refuses("UTF-16", &[], |b| b.write("mine.toml", utf16(MINE)));
    print.accepts("a byte order mark", &[], |b| {
        b.write("mine.toml", format!("\u{feff}{MINE}"))
    });
    print.accepts("codes below zero and of ten digits", &[], |b| {
        let codes = MINE.replace("= 1", "= -1").replace("= 2", "= 4294967295");
        b.write("mine.toml", codes);
    });
    print.accepts("a formula of a spreadsheet for a label", &[], |b| {
        b.write("mine.toml", MINE.replace("Woods", "=1+1"));
    });
    insta::assert_snapshot!(print.told());
}
