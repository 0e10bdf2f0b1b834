//! What the program says of a table of cases.

use std::fmt::Write;

use crate::bad_inputs::small_study::{Outcome, SmallStudy};

/// Tallies the zones over the frame.
pub const TALLY: &[&str] = &[
    "tally",
    "--zones",
    "zones.geojson",
    "--zone-id",
    "id",
    "--legend",
    "cnlucc",
    "--raster",
    "frame.asc",
];

/// The same over a GeoTIFF.
pub const TALLY_TIFF: &[&str] = &[
    "tally",
    "--zones",
    "zones.geojson",
    "--zone-id",
    "id",
    "--legend",
    "cnlucc",
    "--raster",
    "frame.tif",
];

/// Reads and verifies a project.
pub const CHECK: &[&str] = &["check", "project.toml"];

/// Computes a project.
pub const RUN: &[&str] = &["run", "project.toml"];

/// Cases of `run` that are wrong by where results go, which `check` does not ask.
const OF_OUTPUTS: [&str; 1] = ["results of an earlier run"];

/// Cases of one command, with what was said.
pub struct Cases {
    command: &'static [&'static str],
    text: String,
    failures: Vec<String>,
}

impl Cases {
    pub fn new(command: &'static [&'static str]) -> Self {
        Self {
            command,
            text: String::new(),
            failures: Vec::new(),
        }
    }

    /// The program stops with status 1 and a message, and leaves the folder as it was.
    pub fn refuses(&mut self, case: &str, arguments: &[&str], spoil: impl FnOnce(&SmallStudy)) {
        self.stops(1, case, arguments, spoil);
    }

    /// The program was called in a wrong way and says so, with status 2.
    pub fn rejects(&mut self, case: &str, arguments: &[&str]) {
        self.stops(2, case, arguments, |_| {});
    }

    /// The program goes on and warns.
    pub fn warns(&mut self, case: &str, arguments: &[&str], spoil: impl FnOnce(&SmallStudy)) {
        let left = self.goes_on(case, arguments, spoil);
        self.expect(case, "a warning", left.stderr.contains("warning: "));
    }

    /// The program goes on, and has nothing to warn of.
    pub fn accepts(&mut self, case: &str, arguments: &[&str], spoil: impl FnOnce(&SmallStudy)) {
        let left = self.goes_on(case, arguments, spoil);
        self.expect(case, "no word", left.stderr.is_empty());
    }

    /// Each file is refused in which the second text stands in the place of the first.
    pub fn refuses_edits(&mut self, file: &str, edits: &[[&str; 3]]) {
        for [case, from, to] in edits {
            self.refuses(case, &[], |b| b.edit(file, from, to));
        }
    }

    /// Each file is accepted in which the second text stands in the place of the first.
    pub fn accepts_edits(&mut self, file: &str, edits: &[[&str; 3]]) {
        for [case, from, to] in edits {
            self.accepts(case, &[], |b| b.edit(file, from, to));
        }
    }

    /// What was said, if all cases went as they should.
    pub fn told(self) -> String {
        assert!(
            self.failures.is_empty(),
            "{}\n{}",
            self.failures.join("\n"),
            self.text
        );
        self.text
    }

    fn stops(
        &mut self,
        status: i32,
        case: &str,
        arguments: &[&str],
        spoil: impl FnOnce(&SmallStudy),
    ) {
        let study = SmallStudy::new();
        spoil(&study);
        let before = study.contents();
        let left = study.run(&[self.command, arguments].concat());
        self.note(case, status, &left);
        let words = ["error", "错误"];
        let is_error = words.iter().any(|word| left.stderr.contains(word));
        self.expect(case, "an error", is_error);
        // What was read may be said before what is wrong with it.
        let is_result = |line: &str| !line.starts_with("Read ");
        self.expect(case, "no output", !left.stdout.lines().any(is_result));
        self.expect(case, "no file left behind", before == study.contents());
        self.check_agrees_with_run(case, arguments, &study);
    }

    /// What `run` refuses for its inputs, `check` refuses with the same words, and the reverse.
    fn check_agrees_with_run(&mut self, case: &str, arguments: &[&str], study: &SmallStudy) {
        let other = match self.command {
            command if command == RUN => CHECK,
            command if command == CHECK => RUN,
            _ => return,
        };
        // `check` writes nothing, so that it has none of these.
        let is_of_outputs = |argument: &str| ["--out", "--overwrite"].contains(&argument);
        if arguments.iter().any(|argument| is_of_outputs(argument)) || OF_OUTPUTS.contains(&case) {
            return;
        }
        let first = study.run(&[self.command, arguments].concat());
        let second = study.run(&[other, arguments].concat());
        let words = words(&first.stderr) == words(&second.stderr);
        self.expect(case, &format!("the same words of {}", other[0]), words);
        let status = first.status == second.status;
        self.expect(case, &format!("the same status of {}", other[0]), status);
    }

    fn goes_on(
        &mut self,
        case: &str,
        arguments: &[&str],
        spoil: impl FnOnce(&SmallStudy),
    ) -> Outcome {
        let study = SmallStudy::new();
        spoil(&study);
        let left = study.run(&[self.command, arguments].concat());
        self.note(case, 0, &left);
        left
    }

    fn note(&mut self, case: &str, status: i32, left: &Outcome) {
        let stderr = words_of_any_version(&left.stderr);
        let said = format!("# {case}\n{stderr}{}", outcome(&left.stdout));
        self.text.push_str(&said);
        self.text.push('\n');
        self.expect(
            case,
            &format!("status {status}"),
            left.status == Some(status),
        );
        self.expect(case, "no panic", !left.stderr.contains("panicked"));
    }

    fn expect(&mut self, case: &str, what: &str, holds: bool) {
        if !holds {
            self.failures.push(format!("{case}: expected {what}"));
        }
    }
}

/// A message with what GDAL, PROJ and GEOS word differently in their versions as those of Debian 12 do, and without the point
/// that GEOS picks of several.
fn words_of_any_version(said: &str) -> String {
    let said = said
        .replace("as being in a supported", "as a supported")
        .replace("proj_create_from_database: crs not found: EPSG:99999", "proj_create_from_database: crs not found")
        .replace("a coordinate reference system that PROJ does not know (PROJ: proj_create_from_database: ", "a coordinate reference system that PROJ does not know (PROJ: proj_create: ");
    let mut parts = said.split(" at or near point ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || ". -".contains(c));
        format!("{text} at or near point …{rest}")
    })
}

/// A message without numbers, since `check` reads a sample of the cells, and without the line that says so.
fn words(said: &str) -> String {
    let lines = said.lines().map(|line| {
        let line = line.strip_prefix("error: ").unwrap_or(line);
        line.strip_prefix("  because ").unwrap_or(line)
    });
    let lines = lines.filter(|line| !line.contains("a sample of the rows"));
    let text: Vec<&str> = lines.collect();
    text.join("\n").replace(|c: char| c.is_ascii_digit(), "")
}

/// A tally as one line a zone, without the classes that a zone has none of; of a check, its last line;
/// of other output, its lines but for what was read and where the files are.
fn outcome(stdout: &str) -> String {
    const CHECKED: &str =
        "All inputs fit together; of the rasters' cells only a sample has been read.\n";
    if stdout.ends_with(CHECKED) {
        return CHECKED.to_owned();
    }
    let mut lines = stdout.lines().peekable();
    if lines
        .next_if_eq(&"zone,name,label,class,hectares,code")
        .is_none()
    {
        let files = |line: &&str| !line.starts_with("Wrote ");
        return lines
            .take_while(files)
            .filter(|line| !line.starts_with("Read "))
            .map(|line| format!("{line}\n"))
            .collect();
    }
    let mut zones: Vec<(String, String)> = Vec::new();
    let mut reader = csv::ReaderBuilder::new().from_reader(stdout.as_bytes());
    for row in reader.records() {
        let row = row.unwrap();
        let zone = format!("{:?} {:?} {}", &row[0], &row[1], &row[2]);
        if zones.last().is_none_or(|(last, _)| *last != zone) {
            zones.push((zone, String::new()));
        }
        if row[4].parse::<f64>().unwrap() != 0.0 {
            let (_, classes) = zones.last_mut().unwrap();
            write!(classes, " {} {}", &row[3], &row[4]).unwrap();
        }
    }
    zones
        .iter()
        .map(|(zone, classes)| {
            format!(
                "{zone}:{}\n",
                if classes.is_empty() { " 0 ha" } else { classes }
            )
        })
        .collect()
}
