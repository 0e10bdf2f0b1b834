//! What docs/zoo.md and its picture must be. `ZOO=write cargo test -p landuse-ingest --test it zoo` makes them.

use std::fmt::Write as _;
use std::path::PathBuf;

use geo::LineString;

use super::{ZooCase, zoo};

const INTRODUCTION: &str = "# The zoo

Small geometries, and the share of each cell that they cover, worked out by hand:
[`fixtures/oracle/zoo.toml`](../fixtures/oracle/zoo.toml). `crates/landuse-ingest/tests/it/zoo` compares the program
with them, from polygons and from files, and makes this page from the same file.

x is the column, y the row, downwards. The grey of a cell is its share; the polygon is red.

![Each polygon on its grid, with the shares of cells](images/zoo.svg)

| situation | shares, row by row | |
|---|---|---|
";

/// Panels side by side, and the size of one.
const ACROSS: usize = 4;
const WIDTH: usize = 200;
const HEIGHT: usize = 190;

/// Units of the picture's inner coordinates in a cell.
const CELL: f64 = 100.0;

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for ZooCase {
        situation,
        why,
        shares,
        ..
    } in zoo()
    {
        let shares = shares.iter().map(|row| format!("`{row}`"));
        let shares = shares.collect::<Vec<_>>().join("<br>");
        writeln!(page, "| {situation} | {shares} | {why} |").unwrap();
    }
    page
}

fn picture() -> String {
    let zoo = zoo();
    let (width, height) = (ACROSS * WIDTH, zoo.len().div_ceil(ACROSS) * HEIGHT);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" text-anchor=\"middle\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for (number, case) in zoo.iter().enumerate() {
        let (x, y) = (number % ACROSS * WIDTH, number / ACROSS * HEIGHT);
        writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" font-size=\"10\">{}</text>",
            x + WIDTH / 2,
            y + 16,
            case.situation
        )
        .unwrap();
        panel(&mut svg, case, (x, y));
    }
    svg + "</svg>\n"
}

fn panel(svg: &mut String, case: &ZooCase, (x, y): (usize, usize)) {
    let (columns, rows) = case.size();
    // Half a cell around the grid is shown.
    let (w, h) = (
        (f64::from(columns) + 1.0) * CELL,
        (f64::from(rows) + 1.0) * CELL,
    );
    writeln!(
        svg,
        "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"{} {} {w} {h}\">",
        x + 10,
        y + 22,
        WIDTH - 20,
        HEIGHT - 28,
        -CELL / 2.0,
        -CELL / 2.0
    )
    .unwrap();
    let shares = case.rows().flatten().zip(case.by_hand());
    for (index, (text, share)) in (0..).zip(shares) {
        let (left, top) = (
            f64::from(index % columns) * CELL,
            f64::from(index / columns) * CELL,
        );
        let grey = 255.0 - 110.0 * super::fraction(share);
        writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{CELL}\" height=\"{CELL}\" fill=\"rgb({0:.0},{0:.0},{0:.0})\" stroke=\"#888\"/>\
             <text x=\"{1}\" y=\"{2}\" font-size=\"26\">{text}</text>",
            grey,
            left + CELL / 2.0,
            top + CELL / 2.0 + 9.0
        )
        .unwrap();
    }
    let polygons = case.polygons();
    let rings = polygons
        .iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let path: String = rings.map(outline).collect();
    writeln!(
        svg,
        "<path d=\"{path}\" fill=\"none\" stroke=\"#c00\" stroke-width=\"4\"/>\n</svg>"
    )
    .unwrap();
}

fn outline(ring: &LineString<f64>) -> String {
    let places = ring
        .0
        .iter()
        .map(|c| format!("{} {}", c.x * CELL, c.y * CELL));
    format!("M{}Z", places.collect::<Vec<_>>().join("L"))
}

#[test]
fn the_page_is_made_of_the_fixture() {
    let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (name, content) in [("zoo.md", page()), ("images/zoo.svg", picture())] {
        let path = docs.join(name);
        if std::env::var("ZOO").is_ok_and(|to_do| to_do == "write") {
            std::fs::write(&path, &content).unwrap();
        }
        let there = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            there == content,
            "docs/{name} is not what fixtures/oracle/zoo.toml says; \
             `ZOO=write cargo test -p landuse-ingest --test it zoo` makes it anew"
        );
    }
}
