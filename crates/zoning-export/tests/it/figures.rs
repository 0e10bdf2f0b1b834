//! Figures as their readers see them: nothing overlaps, nothing is clipped, every zone is named.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use carbon_core::{
    Assessment, CoalEquivalent, Hectares, HectaresRow, Inputs, LandUseTable, Observation, Persons,
    Quantity, RawInputs, Statistic, Value, Year, Yuan, Zone, ZoneId, ZoningRule, assess,
};
use geo::{MultiPolygon, Rect, coord};
use resvg::usvg::{self, Node};
use zoning_export::figures::{
    Figure, FigureFormat, FigureInputs, FigureOptions, Figures, LandUse, LandUsePicture, MapLabels,
    PageWidth, ParentZones,
};
use zoning_export::palette::QUALITATIVE_12;
use zoning_export::{Caption, Language, Topic, ZoneShapes, palette};

use crate::support;
use crate::support::beyond::Beyond;
use crate::support::jiangxi;

const SOURCE: &str = "a table & a <map>";

fn draw(assessment: &Assessment, shapes: &ZoneShapes, language: Language) -> Figures {
    Figures::draw(&FigureInputs {
        themes: &support::themes(assessment),
        shapes,
        caption: &support::caption(language),
        source: SOURCE,
        parents: None,
        options: &FigureOptions::default(),
        land_use: None,
    })
    .expect("figures")
}

fn shapes_of(ids: Vec<ZoneId>, shapes: Vec<MultiPolygon<f64>>) -> ZoneShapes {
    ZoneShapes::new(ids, support::albers(), shapes.clone(), shapes).expect("shapes")
}

fn jiangxi() -> (Assessment, ZoneShapes) {
    let (zones, shapes) = jiangxi::boundaries();
    let ids = zones.iter().map(|zone| zone.id.clone()).collect();
    (
        jiangxi::compensated(&jiangxi::options()),
        shapes_of(ids, shapes),
    )
}

/// A region of rectangles of different sizes, `columns` a row, with names of two to four
/// characters.
fn synthetic(zones: usize, columns: usize, years: usize) -> (Assessment, ZoneShapes) {
    let characters: Vec<char> = "青阳云岭河川安平新丰临江石泉永宁长乐".chars().collect();
    let name = |zone: usize| -> String {
        let length = 2 + zone % 3;
        (0..length)
            .map(|i| characters[(zone * 7 + i * 5) % characters.len()])
            .collect()
    };
    let years: Vec<Year> = (0..years)
        .map(|year| Year(2000 + 2 * year as i32))
        .collect();
    let listed: Vec<Zone> = (0..zones)
        .map(|zone| Zone::new(format!("{zone:04}"), name(zone)))
        .collect();
    let mut observations = Vec::new();
    let mut rows = Vec::new();
    for &year in &years {
        for (index, zone) in listed.iter().enumerate() {
            let size = 1.0 + (index * 13 % 17) as f64 + f64::from(year.0 - 2000) / 10.0;
            let statistics = [
                Statistic::Population(Persons(1e5 * size)),
                Statistic::GdpConstant(Yuan::from_ten_thousands(1e5 * size.sqrt(), years[0])),
                Statistic::Energy(CoalEquivalent(1e5 * size)),
            ];
            let of_zone = |statistic| Observation::of_zone(zone.id.clone(), year, statistic);
            observations.extend(statistics.map(of_zone));
            rows.push(HectaresRow {
                zone: zone.id.clone(),
                name: zone.name.clone(),
                label: year.to_string(),
                class: "forest".parse().expect("a class"),
                hectares: Hectares(1e5 / size),
            });
        }
    }
    let across = |column: usize| 100.0 + column as f64 * 0.3 + (column % 3) as f64 * 0.1;
    let shapes: Vec<_> = (0..zones)
        .map(|zone| {
            let (row, column) = (zone / columns, zone % columns);
            let corner = coord! { x: across(column), y: 30.0 - row as f64 * 0.25 };
            let opposite = coord! { x: across(column + 1), y: 30.25 - row as f64 * 0.25 };
            MultiPolygon::from(Rect::new(corner, opposite).to_polygon())
        })
        .collect();
    let ids = listed.iter().map(|zone| zone.id.clone()).collect();
    let inputs = Inputs::new(RawInputs {
        zones: listed,
        years,
        land_use: LandUseTable::new(rows).expect("a table"),
        observations,
        deflator: None,
        price_year: None,
    });
    let rule = ZoningRule::default();
    let assessment = assess(&inputs.expect("inputs"), &support::coefficients(), &rule);
    (assessment.expect("an assessment"), shapes_of(ids, shapes))
}

/// The tree that viewers draw, with the fonts that ship with the crate.
fn tree(figure: &Figure) -> usvg::Tree {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_fonts_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fonts"));
    let options = usvg::Options {
        fontdb: Arc::new(fonts),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(figure.svg(), &options).expect("well-formed SVG")
}

/// Each text with its box: left, top, right, bottom.
fn texts(group: &usvg::Group, found: &mut Vec<(String, [f32; 4])>) {
    for node in group.children() {
        match node {
            Node::Group(group) => texts(group, found),
            Node::Text(text) => {
                let content = text.chunks().iter().map(usvg::TextChunk::text);
                let rect = text.abs_bounding_box();
                let frame = [rect.left(), rect.top(), rect.right(), rect.bottom()];
                found.push((content.collect(), frame));
            }
            _ => {}
        }
    }
}

/// The figure as PNG and as PDF.
fn encode(figure: &Figure) -> [Vec<u8>; 2] {
    let files = figure.files(&[FigureFormat::Png, FigureFormat::Pdf]);
    let [(_, png), (_, pdf)] = files.expect("pictures").try_into().expect("two");
    [png, pdf]
}

/// No text overlaps another or leaves the page.
fn assert_readable(figure: &Figure) -> Vec<String> {
    let tree = tree(figure);
    let mut found = Vec::new();
    texts(tree.root(), &mut found);
    let page = tree.size();
    for (index, (text, a)) in found.iter().enumerate() {
        let inside = a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= page.width() && a[3] <= page.height();
        assert!(inside, "{figure:?}: {text:?} is clipped: {a:?}");
        for (other, b) in &found[index + 1..] {
            // Boxes of lines reach from ascender to descender and are taller than their letters.
            let slack = 0.2 * (a[3] - a[1]).min(b[3] - b[1]);
            let apart =
                a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] + slack || b[3] <= a[1] + slack;
            assert!(apart, "{figure:?}: {text:?} {a:?} is on {other:?} {b:?}");
        }
    }
    found.into_iter().map(|(text, _)| text).collect()
}

#[test]
fn all_cities_of_jiangxi_are_named_in_every_panel() {
    let (assessment, shapes) = jiangxi();
    for language in [Language::En, Language::Zh, Language::Both] {
        let drawn = draw(&assessment, &shapes, language);
        assert_eq!(drawn.warnings, [""; 0]);
        assert_eq!(drawn.figures.len(), 11);
        for figure in &drawn.figures {
            let texts = assert_readable(figure);
            let single = [
                "figure-7-compensation",
                "figure-11-ecc-esc",
                "figure-12-time-lines",
            ];
            let panels = if single.contains(&&*figure.file_stem()) {
                1
            } else {
                3
            };
            for zone in &assessment.zones {
                let times = texts.iter().filter(|text| **text == zone.name).count();
                assert_eq!(times, panels, "{} in {figure:?}", zone.name);
            }
            assert!(texts.iter().any(|text| text == "SYNTHETIC example"));
            assert!(texts.iter().any(|text| text.contains(SOURCE)), "{texts:?}");
        }
    }
}

#[test]
fn figures_of_every_width_are_readable_in_type_of_five_to_seven_points() {
    let beyond = Beyond::new(jiangxi::case());
    let supplement = beyond.supplement();
    let (_, shapes) = jiangxi();
    for width in [85, 120, 180] {
        let options = FigureOptions {
            width: PageWidth::try_from(width).expect("a width"),
            ..FigureOptions::default()
        };
        for language in [Language::En, Language::Zh] {
            let drawn = Figures::draw(&FigureInputs {
                themes: &beyond.themes(&supplement),
                shapes: &shapes,
                caption: &support::caption(language),
                source: SOURCE,
                parents: None,
                options: &options,
                land_use: None,
            });
            for figure in &drawn.expect("figures").figures {
                assert_readable(figure);
                assert!(figure.svg().contains(&format!("width=\"{width}mm\"")));
                for text in figure.svg().split("font-size=\"").skip(1) {
                    let size = text.split('"').next().map(str::parse::<f64>);
                    let size = size.expect("a size").expect("a number");
                    assert!((5.0..=7.0).contains(&size), "{figure:?}: {size} pt");
                }
            }
        }
    }
}

#[test]
fn figures_of_added_tonnes_say_so_and_the_budget_on_one_basis() {
    let (assessment, shapes) = jiangxi();
    let drawn = draw(&assessment, &shapes, Language::En).figures;
    let says = |number: usize, words: &str| drawn[number - 1].caption().contains(words);
    // Emissions, intensity, ECC, budget, compensation; neither ESC nor the zones' functions.
    let mixed = [1, 2, 3, 4, 5, 6, 7].map(|number| says(number, "t CO₂ and "));
    assert_eq!(mixed, [true, true, true, false, true, false, true]);
    let alone = "in CO₂ alone the whole region's budget of 2020 is −22.35 Mt, a net sink";
    assert!(says(5, alone), "{}", drawn[4].caption());
    assert!(!says(1, alone));
    // The fonts of figures have no ₂.
    assert!(says(1, "The unit Mt adds Mt CO₂ and Mt C") && says(2, "The unit t adds t CO₂"));
    assert!(drawn[0].svg().contains("t CO<tspan"));
    assert!(!drawn[0].svg().contains("CO₂ and t C, mixed"));
}

/// The first figure of a region of a hundred zones in four larger ones, with names as chosen.
fn named(labels: MapLabels, parents: Option<&ParentZones>) -> Figure {
    let (assessment, shapes) = synthetic(100, 10, 1);
    let options = FigureOptions {
        labels,
        ..FigureOptions::default()
    };
    let drawn = Figures::draw(&FigureInputs {
        themes: &support::themes(&assessment),
        shapes: &shapes,
        caption: &support::caption(Language::En),
        source: SOURCE,
        parents,
        options: &options,
        land_use: None,
    });
    drawn.expect("figures").figures.remove(0)
}

#[test]
fn maps_of_many_zones_name_the_larger_ones_with_heavier_borders() {
    let parents = ParentZones {
        names: ["North", "East", "South", "West"].map(str::to_owned).into(),
        of_zones: (0..100)
            .map(|zone| zone / 10 / 5 * 2 + zone % 10 / 5)
            .collect(),
    };
    let figure = named(MapLabels::Auto, Some(&parents));
    let texts = assert_readable(&figure);
    for name in &parents.names {
        assert_eq!(
            texts.iter().filter(|text| *text == name).count(),
            1,
            "{name}"
        );
    }
    assert!(
        figure
            .caption()
            .contains("heavy borders are those of the larger zones")
    );
    // A white rim and a dark line, along the outer border and a cross.
    let heavy = figure.svg().matches("stroke-width=\"0.9\"").count();
    assert_eq!(heavy, 1);
    // The same names where asked for all: as many as have room.
    let all = named(MapLabels::All, Some(&parents));
    assert!(!assert_readable(&all).contains(&"North".to_owned()));
}

#[test]
fn maps_of_many_zones_without_larger_ones_name_the_largest_amounts() {
    let figure = named(MapLabels::Auto, None);
    assert_readable(&figure);
    let caption = figure.caption();
    assert!(
        caption.contains("100 zones the 20 with the largest amounts are named"),
        "{caption}"
    );
    let none = named(MapLabels::None, None);
    assert!(!none.caption().contains("are named"), "{}", none.caption());
    let (assessment, _) = synthetic(100, 10, 1);
    let texts = assert_readable(&none);
    assert!(
        assessment
            .zones
            .iter()
            .all(|zone| !texts.contains(&zone.name))
    );
}

/// An amount of a zone in the first and the last year.
fn ends(assessment: &Assessment, quantity: &Quantity, zone: usize) -> [f64; 2] {
    let (first, last) = (assessment.years.first(), assessment.years.last());
    [first, last].map(
        |annual| match quantity.value(&annual.expect("a year").zones[zone]) {
            Some(Value::Number(number)) => number,
            _ => f64::NAN,
        },
    )
}

#[test]
fn changes_are_green_where_emissions_fell_and_give_the_region() {
    let (assessment, shapes) = jiangxi();
    let drawn = draw(&assessment, &shapes, Language::En).figures;
    let figure = &drawn[8];
    assert_eq!(figure.file_stem(), "figure-10-changes");
    let texts = assert_readable(figure);
    let has = |text: &str| texts.iter().any(|found| found == text);
    // 120.97 and 186.99 Mt.
    assert!(
        has("region +66.02 Mt") && has("(a) Change of carbon emissions (Mt)"),
        "{texts:?}"
    );
    assert!(has("(b) Change of carbon absorption (kt C)"), "{texts:?}");
    let fills = figure.svg().split("xlink:href=\"#zone-").skip(1);
    let fills: Vec<&str> = fills
        .filter_map(|part| part.split("fill=\"").nth(1)?.get(..7))
        .collect();
    let green = palette::BG_BR.colors(3, false, 3).take(3);
    let green: Vec<String> = green.map(|color| color.to_string()).collect();
    for (zone, fill) in fills.iter().take(assessment.zones.len()).enumerate() {
        let [before, after] = ends(&assessment, &Quantity::Emissions, zone);
        assert_eq!(
            green.iter().any(|color| color == fill),
            after < before,
            "{zone}: {fill}"
        );
    }
}

#[test]
fn points_stand_in_the_order_of_their_coefficients() {
    let (assessment, shapes) = jiangxi();
    let drawn = draw(&assessment, &shapes, Language::En).figures;
    assert_eq!(drawn[9].file_stem(), "figure-11-ecc-esc");
    for (attribute, quantity, sign) in [("cx", Quantity::Ecc, 1.0), ("cy", Quantity::Esc, -1.0)] {
        let places = lengths(&drawn[9], "circle", attribute, ("r", "2.4"));
        assert_eq!(places.len(), assessment.zones.len());
        for (a, x) in places.iter().enumerate() {
            for (b, y) in places.iter().enumerate() {
                let [a, b] = [a, b].map(|zone| ends(&assessment, &quantity, zone)[1]);
                assert!(a <= b || (x - y) * sign > -0.02, "{attribute}");
            }
        }
    }
    let texts = assert_readable(&drawn[9]);
    assert!(
        texts.contains(&"1.8".to_owned()),
        "the threshold of ESC: {texts:?}"
    );
}

#[test]
fn lines_have_a_point_a_year_and_one_scale() {
    let (assessment, shapes) = jiangxi();
    let drawn = draw(&assessment, &shapes, Language::En).figures;
    assert_eq!(drawn[10].file_stem(), "figure-12-time-lines");
    let heights = lengths(&drawn[10], "circle", "cy", ("r", "1.1"));
    let (zones, years) = (assessment.zones.len(), assessment.years.len());
    assert_eq!(heights.len(), zones * 3 * years);
    // Emissions stand first in each chart; points a tonne are the same in all.
    let scale = |zone: usize| {
        let at = zone * 3 * years;
        let [before, after] = ends(&assessment, &Quantity::Emissions, zone);
        (heights[at] - heights[at + years - 1]) / (after - before)
    };
    let largest = (0..zones).filter(|&zone| {
        let [before, after] = ends(&assessment, &Quantity::Emissions, zone);
        (after - before).abs() > 5e6
    });
    let scales: Vec<f64> = largest.map(scale).collect();
    assert!(scales.len() > 3);
    for other in &scales {
        assert!((other / scales[0] - 1.0).abs() < 0.01, "{scales:?}");
    }
}

#[test]
fn classes_part_the_zones_of_any_region() {
    let (assessment, _) = synthetic(30, 6, 3);
    let themes = support::themes(&assessment);
    let mut fitted = 0;
    for topic in Topic::GRADUATED {
        let mut used = BTreeSet::new();
        for annual in &assessment.years {
            let theme = themes
                .theme(topic, annual.year, Language::En)
                .expect("a theme");
            let found = annual.zones.iter().filter_map(|zone| theme.class_of(zone));
            used.extend(found.map(|class| class.id.clone()));
            fitted += usize::from(theme.known.contains("the usual classes"));
        }
        assert!(used.len() >= 3, "{topic:?}: {used:?}");
    }
    assert!(fitted > 0);
    // Those of the paper part the zones of its region.
    let (assessment, _) = jiangxi();
    let themes = support::themes(&assessment);
    for topic in Topic::GRADUATED {
        let theme = themes
            .theme(topic, jiangxi::YEARS[2], Language::En)
            .expect("a theme");
        assert!(!theme.known.contains("the usual classes"), "{topic:?}");
    }
}

#[test]
fn the_legend_counts_the_zones_of_the_theme() {
    let (assessment, shapes) = jiangxi();
    let drawn = draw(&assessment, &shapes, Language::En);
    for (figure, topic) in drawn.figures.iter().zip([
        Topic::Emissions,
        Topic::Intensity,
        Topic::Ecc,
        Topic::Esc,
        Topic::Budget,
        Topic::FunctionalZones,
    ]) {
        let texts = assert_readable(figure);
        let mut counts = Vec::new();
        let mut labels = Vec::new();
        for annual in &assessment.years {
            let theme = support::themes(&assessment)
                .theme(topic, annual.year, Language::En)
                .expect("a theme");
            counts.push(theme.counts(&annual.zones));
            labels = theme.classes.into_iter().map(|class| class.label).collect();
        }
        for (class, label) in labels.iter().enumerate() {
            let at = texts.iter().position(|text| text == label).expect(label);
            let expected: Vec<_> = counts
                .iter()
                .map(|count| count[class].to_string())
                .collect();
            assert_eq!(
                texts[at + 1..=at + expected.len()],
                expected,
                "{figure:?}: {label}"
            );
        }
    }
}

#[test]
fn one_to_twelve_panels_and_more_years_than_panels() {
    for (years, panels) in [(1, 1), (3, 3), (5, 5), (12, 12), (15, 12)] {
        let (assessment, shapes) = synthetic(6, 3, years);
        let drawn = draw(&assessment, &shapes, Language::Both);
        // The first six have a panel a year; others compare years.
        for figure in &drawn.figures[..6] {
            let texts = assert_readable(figure);
            let years: BTreeSet<_> = assessment
                .years
                .iter()
                .map(|annual| annual.year.to_string())
                .collect();
            let shown = texts.iter().filter(|text| years.contains(*text)).count();
            assert_eq!(shown, panels, "{figure:?}");
            let first = assessment.zones[0].name.clone();
            assert_eq!(texts.iter().filter(|text| **text == first).count(), panels);
        }
    }
}

#[test]
fn forty_zones_with_chinese_names_are_all_named() {
    let (assessment, shapes) = synthetic(40, 8, 5);
    let drawn = draw(&assessment, &shapes, Language::Zh);
    for figure in &drawn.figures[..6] {
        // Lines of a name follow each other.
        let texts = assert_readable(figure).concat();
        for zone in &assessment.zones {
            let name = &*zone.name;
            let known = assessment
                .zones
                .iter()
                .filter(|zone| zone.name == name)
                .count();
            let times = texts.matches(name).count();
            assert!(times >= 5 * known, "{name} in {figure:?}: {times} times");
        }
    }
}

#[test]
fn three_thousand_zones_take_seconds() {
    let (assessment, shapes) = synthetic(3000, 60, 3);
    let start = Instant::now();
    let drawn = draw(&assessment, &shapes, Language::En);
    let [png, pdf] = encode(&drawn.figures[0]);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
    assert!(!png.is_empty() && !pdf.is_empty());
    assert_readable(&drawn.figures[0]);
}

#[test]
fn names_are_escaped_and_a_zone_without_geometry_is_reported() {
    let drawn = draw(&support::assessment(), &support::shapes(), Language::En);
    assert_eq!(drawn.warnings.len(), 1);
    assert!(drawn.warnings[0].contains("Void"), "{:?}", drawn.warnings);
    let texts = assert_readable(&drawn.figures[0]);
    assert!(texts.contains(&"West \"A\", 西区".to_owned()), "{texts:?}");
}

#[test]
fn pictures_are_the_same_each_time_and_have_their_size_and_fonts() {
    let (assessment, shapes) = jiangxi();
    let [a, b] = [0, 1].map(|_| draw(&assessment, &shapes, Language::Zh));
    for (a, b) in a.figures.iter().zip(&b.figures).skip(6) {
        assert_eq!(a.svg(), b.svg());
        let [png, pdf] = encode(a);
        assert!(encode(b) == [png.clone(), pdf.clone()]);
        // 180 mm at 300 dots per inch, as the header says.
        assert_eq!(png[16..20], 2126_u32.to_be_bytes());
        let has = |part: &[u8]| pdf.windows(part.len()).any(|window| window == part);
        assert!(has(b"/FontFile3") && has(b"/ToUnicode"));
    }
}

#[test]
fn zones_without_a_value_are_hatched() {
    let (mut assessment, shapes) = jiangxi();
    let last = assessment.years.last_mut().expect("a year");
    last.zones[0].compensation = None;
    let drawn = draw(&assessment, &shapes, Language::En);
    let texts = assert_readable(&drawn.figures[6]);
    assert!(texts.contains(&"neither pays nor receives".to_owned()));
    assert!(
        drawn.figures[6]
            .svg()
            .contains(r##"xlink:href="#zone-0" fill="url(#no-data)""##)
    );
}

#[test]
fn land_use_is_drawn_where_it_is() {
    let (assessment, shapes) = jiangxi();
    let classes: Vec<_> = assessment
        .classes
        .iter()
        .cloned()
        .zip(QUALITATIVE_12)
        .collect();
    let wgs84 = gdal::spatial_ref::SpatialRef::from_epsg(4326).expect("WGS84");
    // West of 116° forest, east of it water.
    let cells = (0..100 * 100).map(|cell| Some(if cell % 100 < 50 { 1 } else { 3 }));
    let pictures = vec![LandUsePicture {
        year: Year(2020),
        width: 100,
        height: 100,
        cells: cells.collect(),
        transform: [111.0, 0.1, 0.0, 33.0, 0.0, -0.1],
        crs_wkt: wgs84.to_wkt().expect("WKT"),
    }];
    let land_use = LandUse { classes, pictures };
    let caption = Caption::default();
    let drawn = Figures::draw(&FigureInputs {
        themes: &support::themes(&assessment),
        shapes: &shapes,
        caption: &caption,
        source: "",
        parents: None,
        options: &FigureOptions::default(),
        land_use: Some(&land_use),
    });
    let figure = drawn.expect("figures").figures.remove(7);
    assert_eq!(figure.file_stem(), "figure-8-land-use");
    let texts = assert_readable(&figure);
    assert!(texts.contains(&"Forest land".to_owned()));
    let [png, _] = encode(&figure);
    let mut reader = png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("pixels");
    let count = |color: usize, from: usize, to: usize| {
        let c = QUALITATIVE_12[color];
        (0..info.height as usize)
            .flat_map(|row| (from..to).map(move |column| 3 * (row * 2126 + column)))
            .filter(|&at| pixels[at..at + 3] == [c.red, c.green, c.blue])
            .count()
    };
    // The map's middle is at 116°; the legend's swatches are far to the left.
    assert!(count(1, 400, 1000) > 100_000 && count(1, 1100, 2126) == 0);
    assert!(count(3, 1100, 2126) > 100_000 && count(3, 400, 1000) == 0);
}

/// The figures of a supplement: the last of a run.
fn of_supplement(language: Language) -> (Beyond, Vec<Figure>) {
    let beyond = Beyond::new(jiangxi::case());
    let (_, shapes) = jiangxi();
    let figures = {
        let supplement = beyond.supplement();
        let drawn = Figures::draw(&FigureInputs {
            themes: &beyond.themes(&supplement),
            shapes: &shapes,
            caption: &support::caption(language),
            source: SOURCE,
            parents: None,
            options: &FigureOptions::default(),
            land_use: None,
        });
        drawn.expect("figures").figures.split_off(11)
    };
    (beyond, figures)
}

#[test]
fn a_supplement_has_figures_of_its_own_numbers_in_both_languages() {
    for (language, titles) in [
        (
            Language::En,
            [
                "Figure 13. Test'land: Carbon budget and compensation with their uncertainty, 2020",
                "Figure 14. Test'land: Probability of the most probable functional zone",
                "Figure 15. Test'land: Probability of the most probable class: Economic contribution coefficient",
                "Figure 16. Test'land: Change of the carbon budget by scenario",
                "Figure 17. Test'land: K-means, k = 3",
                "Figure 18. Test'land: Local Moran's I",
                "Figure 19. Test'land: How unequal",
                "Figure 20. Test'land: What drove it (Mt)",
                "Figure 21. Test'land: Centres",
            ],
        ),
        (
            Language::Zh,
            [
                "图13　Test'land：碳收支与补偿金额及其不确定性，2020年",
                "图14　Test'land：最可能功能区的概率",
                "图15　Test'land：最可能分级的概率：经济贡献系数",
                "图16　Test'land：各情景下的碳收支变化",
                "图17　Test'land：K 均值聚类，k = 3",
                "图18　Test'land：局部莫兰指数",
                "图19　Test'land：不均等",
                "图20　Test'land：驱动因素（Mt）",
                "图21　Test'land：重心",
            ],
        ),
    ] {
        let (_, figures) = of_supplement(language);
        assert_eq!(
            figures.iter().map(Figure::title).collect::<Vec<_>>(),
            titles
        );
        for figure in &figures {
            let texts = assert_readable(figure);
            assert!(texts.iter().any(|text| text == "SYNTHETIC example"));
        }
        // The sources of the spreads stand below what rests on them.
        for figure in &figures[..3] {
            assert!(figure.svg().contains("虚构 &amp; invented"), "{figure:?}");
        }
    }
}

#[test]
fn intervals_lie_where_their_quantiles_are() {
    let (beyond, figures) = of_supplement(Language::En);
    let svg = figures[0].svg();
    let document = usvg::roxmltree::Document::parse(svg).expect("XML");
    let number = |node: &usvg::roxmltree::Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name)
            .and_then(|text| text.parse().ok())
            .expect(name)
    };
    let zones = beyond.assessment.zones.len();
    let circles: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("circle"))
        .map(|node| number(&node, "cx"))
        .collect();
    assert_eq!(circles.len(), 2 * zones, "a base value a zone and quantity");
    // Bars of the first column, by rows from the largest median down.
    let bars: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("rect") && node.attribute("stroke").is_some())
        .map(|node| (number(&node, "x"), number(&node, "width")))
        .take(zones)
        .collect();
    let year = jiangxi::YEARS[2];
    let interval = |zone: &Zone| {
        let drawn = beyond
            .propagation
            .zone_year(&zone.id, year)
            .expect("a year");
        *drawn
            .interval(&carbon_core::Quantity::Budget)
            .expect("an interval")
    };
    let mut intervals: Vec<_> = beyond.assessment.zones.iter().map(interval).collect();
    intervals.sort_by(|a, b| b.median.total_cmp(&a.median));
    // One scale for all: points a tonne between the lower ends of the first and the last bar.
    let last = zones - 1;
    let scale = (bars[0].0 - bars[last].0) / (intervals[0].p05 - intervals[last].p05);
    for ((x, width), interval) in bars.iter().zip(&intervals) {
        let expected = bars[0].0 + (interval.p05 - intervals[0].p05) * scale;
        assert!((x - expected).abs() < 0.05, "{x} {expected}");
        assert!((width - (interval.p95 - interval.p05) * scale).abs() < 0.05);
    }
}

/// The numbers of an attribute of all elements of a name.
fn lengths(figure: &Figure, element: &str, attribute: &str, which: (&str, &str)) -> Vec<f64> {
    let document = usvg::roxmltree::Document::parse(figure.svg()).expect("XML");
    let nodes = document
        .descendants()
        .filter(|node| node.has_tag_name(element) && node.attribute(which.0) == Some(which.1));
    nodes
        .filter_map(|node| node.attribute(attribute)?.parse().ok())
        .collect()
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let (_, figures) = of_supplement(Language::En);
    let [more, less] = [0, 3].map(|color| QUALITATIVE_12[color].to_string());
    let lengths_of_color =
        |color: &str, attribute| lengths(&figures[7], "rect", attribute, ("fill", color));
    let widths = [
        lengths_of_color(&more, "width"),
        lengths_of_color(&less, "width"),
    ];
    // The last of each colour is the legend's.
    let ([a, b, c, _], [d, _]) = (&*widths[0], &*widths[1]) else {
        panic!("{widths:?}")
    };
    for (width, times) in [(b, 0.5), (c, 0.25), (d, 0.25)] {
        assert!((width - a * times).abs() < 0.02, "{widths:?}");
    }
    let (x_more, x_less) = (lengths_of_color(&more, "x"), lengths_of_color(&less, "x"));
    assert!(
        (x_less[0] + d - x_more[0]).abs() < 0.02,
        "both begin at zero"
    );
    assert!(
        (x_more[1] + b - x_more[2]).abs() < 0.02,
        "parts stand one behind the other"
    );
    let texts = assert_readable(&figures[7]);
    for text in ["40.0", "−10.0", "30.0"] {
        assert!(texts.iter().any(|known| known == text), "{text}");
    }
}

#[test]
fn lorenz_curves_bend_where_their_points_are() {
    let (_, figures) = of_supplement(Language::En);
    let svg = figures[6].svg();
    let document = usvg::roxmltree::Document::parse(svg).expect("XML");
    let curve = document.descendants().find(|node| {
        node.attribute("stroke-linejoin") == Some("round") && node.has_tag_name("path")
    });
    let path = curve.and_then(|node| node.attribute("d")).expect("a curve");
    let numbers: Vec<f64> = path
        .split(['M', 'L', ' '])
        .filter_map(|text| text.parse().ok())
        .collect();
    let [x0, y0, x1, y1, x2, y2] = *numbers else {
        panic!("{path}")
    };
    assert!(((x1 - x0) / (x2 - x0) - 0.75).abs() < 1e-3);
    assert!(((y0 - y1) / (y0 - y2) - 0.25).abs() < 1e-3);
    assert!(((x2 - x0) - (y0 - y2)).abs() < 0.02, "a square");
    assert!(svg.contains("2015: Gini 0.500"));
}

#[test]
fn centres_move_south_on_the_map_and_farther_where_enlarged() {
    let (_, figures) = of_supplement(Language::En);
    let heights_of_radius = |radius| lengths(&figures[8], "circle", "cy", ("r", radius));
    let (map, path) = (heights_of_radius("1.8"), heights_of_radius("2.6"));
    let apart = |y: &[f64]| [y[1] - y[0], y[2] - y[1]];
    let (on_map, enlarged) = (apart(&map), apart(&path));
    assert!(on_map.iter().all(|step| *step > 0.5), "{map:?}");
    assert!((on_map[0] - on_map[1]).abs() < 0.1);
    assert!(enlarged[0] > 5.0 * on_map[0], "{path:?}");
}
