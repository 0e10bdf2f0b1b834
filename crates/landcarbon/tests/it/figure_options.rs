//! `[figures]` and the sources that captions cite.

use std::fs;

use crate::bad_inputs::small_study::SmallStudy;

/// The small study with figures, and with what this says of them.
fn study(figures: &str) -> SmallStudy {
    let study = SmallStudy::new();
    study.edit("project.toml", "figures = false", "figures = true");
    let text = study.read("project.toml");
    study.write("project.toml", text + "\n[figures]\n" + figures);
    study
}

fn emissions(study: &SmallStudy) -> String {
    study.read("out/figures/figure-1-emissions.svg")
}

#[test]
fn a_figure_for_one_column_has_its_caption_in_a_file() {
    let study = study(
        "width = 85\ntitle = false\ncaption = \"file\"\ndpi = 600\nformats = [\"svg\", \"png\"]\n\
         approval = \"GS(2024)0650\"\n",
    );
    study.edit(
        "project.toml",
        "[boundaries]",
        "[boundaries]\nsource = \"Borders of 2020\"",
    );
    study.edit(
        "project.toml",
        "[landuse]",
        "[landuse]\nsource = \"Maps of 2010\"",
    );
    study.edit(
        "project.toml",
        "[statistics]",
        "[statistics]\nsource = \"Yearbook 2021\"",
    );
    let left = study.run(&["run", "project.toml"]);
    assert_eq!(left.status, Some(0), "{}", left.stderr);
    let svg = emissions(&study);
    // 85 mm are 2008 dots of 600 per inch.
    assert!(svg.contains("width=\"85mm\""), "{svg}");
    assert!(
        svg.contains("GS(2024)0650") && !svg.replace("<title>Figure 1.", "").contains(">Figure 1."),
        "{svg}"
    );
    assert!(!svg.contains("Yearbook 2021"), "{svg}");
    let caption = study.read("out/figures/figure-1-emissions.txt");
    assert!(caption.starts_with("Figure 1. "), "{caption}");
    for source in ["Borders of 2020", "Maps of 2010", "Yearbook 2021"] {
        assert!(caption.contains(source), "{caption}");
    }
    let png = fs::read(study.path("out/figures/figure-1-emissions.png")).unwrap();
    assert_eq!(png[16..20], 2008_u32.to_be_bytes());
    assert!(!study.path("out/figures/figure-1-emissions.pdf").exists());
}

#[test]
fn panels_are_years_of_the_project() {
    let one = study("panels = [2010]\n");
    let left = one.run(&["run", "project.toml"]);
    assert_eq!(left.status, Some(0), "{}", left.stderr);
    assert!(!emissions(&one).contains(">(a)"));
    let said = study("panels = [1999]\n")
        .run(&["check", "project.toml"])
        .stderr;
    assert!(said.contains("[figures] panels has 1999"), "{said}");
}

#[test]
fn impossible_figures_are_refused_and_needless_choices_warned_of() {
    for (choice, words) in [
        ("width = 90\n", "85, 120 or 180 mm wide, not 90"),
        ("dpi = 30\n", "72 to 1200 dots per inch, not 30"),
        ("caption = \"below\"\n", "`inside`, `file`, `none`"),
        (
            "labels = \"some\"\n",
            "`auto`, `all`, `largest`, `parents`, `none`",
        ),
    ] {
        let left = study(choice).run(&["check", "project.toml"]);
        assert_eq!(left.status, Some(1), "{}", left.stderr);
        assert!(left.stderr.contains(words), "{}", left.stderr);
    }
    let study = study("width = 85\n");
    study.edit("project.toml", "figures = true", "figures = false");
    let said = study.run(&["check", "project.toml"]).stderr;
    assert!(said.contains("[figures] changes nothing"), "{said}");
}
