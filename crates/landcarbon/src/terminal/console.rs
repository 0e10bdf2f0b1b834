//! What people see while the program works: progress, warnings, errors.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write, stderr, stdout};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use carbon_core::Said;

use super::language::{chinese_is_wanted, in_language};
use super::messages::{Vocabulary, causes};
use super::repeated::sum_up;
use crate::terminal::RowsBar;
use clap::{Args, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use landuse_ingest::limits::Limit;
use zoning_export::Language;

/// Options of all commands.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Print errors only
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print what is done, step by step
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to colour messages
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Language of messages and help [default: that of the locale]; for `legend` and `init` also both
    #[arg(long, global = true, value_name = "en|zh|both", value_parser = parse_language, hide_possible_values = true)]
    pub language: Option<Language>,
    /// Print an error as one line of JSON
    #[arg(long, global = true)]
    pub json_errors: bool,
    /// Print progress as lines of JSON, for programs that show it
    #[arg(long, global = true, conflicts_with = "quiet")]
    pub json_progress: bool,
    /// Threads to work with [default: one for each processor]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Raise a limit of cost that a message names: crossings, border-cells, blocks, block-bytes, draws
    #[arg(long = "limit", global = true, value_name = "NAME=NUMBER", value_parser = parse_limit)]
    pub limits: Vec<(Limit, u64)>,
}

fn parse_language(text: &str) -> Result<Language, String> {
    match text {
        "en" => Ok(Language::En),
        "zh" => Ok(Language::Zh),
        "both" => Ok(Language::Both),
        _ => Err("a language is en or zh".to_owned()),
    }
}

fn parse_limit(text: &str) -> Result<(Limit, u64), String> {
    let wanted = "a limit is NAME=NUMBER, such as crossings=200000";
    let (name, number) = text.split_once('=').ok_or(wanted)?;
    let limit = name.parse::<Limit>().map_err(|error| error.to_string())?;
    match number.parse::<f64>() {
        Ok(number) if number >= 1.0 => Ok((limit, number as u64)),
        _ => Err(wanted.to_owned()),
    }
}

/// Standard output and error, as the user wants them.
#[derive(Debug, Clone)]
pub struct Console {
    quiet: bool,
    verbose: bool,
    colour: bool,
    chinese: bool,
    json_errors: bool,
    json_progress: bool,
    /// What is being done, while standard error is a terminal and nothing else says it.
    activity: ProgressBar,
    /// Why the first line of the result was not printed that was not.
    lost: Arc<Mutex<Option<io::Error>>>,
    /// Set to true by another thread when the user wants the work to stop.
    stop: Option<Arc<AtomicBool>>,
}

impl Console {
    /// A console with the options of the command line.
    pub fn new(common: &Common) -> Self {
        let colour = match common.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        Self {
            quiet: common.quiet,
            verbose: common.verbose,
            colour,
            chinese: chinese_is_wanted(),
            json_errors: common.json_errors,
            json_progress: common.json_progress,
            activity: match common.quiet || common.verbose || common.json_progress {
                true => ProgressBar::hidden(),
                false => drawn_activity(),
            },
            lost: Arc::default(),
            stop: None,
        }
    }

    /// A console that says nothing but errors.
    pub fn silent() -> Self {
        Self {
            quiet: true,
            verbose: false,
            colour: false,
            chinese: false,
            json_errors: false,
            json_progress: false,
            activity: ProgressBar::hidden(),
            lost: Arc::default(),
            stop: None,
        }
    }

    /// The same console, which also tells the work to stop as soon as `stop` is true.
    #[must_use]
    pub fn stopped_by(self, stop: Arc<AtomicBool>) -> Self {
        Self {
            stop: Some(stop),
            ..self
        }
    }

    /// What tells the work to stop.
    pub(crate) fn stop(&self) -> Option<&AtomicBool> {
        self.stop.as_deref()
    }

    /// A line of the result, on standard output.
    pub fn say(&self, line: impl Display) {
        let line = self.in_its_language(line);
        let write = || writeln!(stdout(), "{}", printable(&line));
        if !self.quiet
            && let Err(error) = self.activity.suspend(write)
        {
            let mut lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
            lost.get_or_insert(error);
        }
    }

    /// A line of the result that only `--verbose` prints.
    pub fn detail(&self, line: impl Display) {
        if self.verbose {
            self.say(line);
        }
    }

    /// Makes sure that every line of the result was printed.
    ///
    /// # Errors
    /// One was not. A closed pipe is the reader's choice, and none.
    pub fn finish(&self) -> anyhow::Result<()> {
        self.activity.finish_and_clear();
        let mut lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
        match lost.take() {
            Some(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(error).context("cannot write to standard output")
            }
            _ => Ok(()),
        }
    }

    /// A step that is being done: a line of `--verbose` or `--json-progress`, or on a terminal the last line until another takes its place.
    pub fn step(&self, line: impl Display) {
        if self.json_progress {
            let line = serde_json::json!({ "step": line.to_string() });
            let _ = writeln!(stderr(), "{line}");
        } else if self.verbose {
            let _ = writeln!(stderr(), "{}", printable(&self.in_its_language(line)));
        } else {
            self.activity.reset();
            self.activity
                .set_message(printable(&self.in_its_language(line)));
        }
    }

    /// Something that the user should know, though the work goes on.
    pub fn warning(&self, message: impl Display) {
        if !self.quiet {
            let message = self.in_its_language(message);
            let label = self.label(["warning:", "警告："], 33);
            self.activity.suspend(|| {
                let _ = writeln!(stderr(), "{label}{}", printable(&shortened(&message)));
            });
        }
    }

    /// Several of them; those that say the same of many zones are summed up, since the manifest has all.
    pub fn warnings(&self, messages: &[Said]) {
        for message in sum_up(messages) {
            self.warning(message);
        }
    }

    /// Why the program stops, with what mends it in the words of an interface.
    pub fn error(&self, error: &anyhow::Error, vocabulary: Vocabulary) {
        self.activity.finish_and_clear();
        if self.json_errors {
            let causes = causes(error, vocabulary);
            let line = serde_json::json!({ "error": causes[0], "causes": causes[1..] });
            let _ = writeln!(stderr(), "{line}");
            return;
        }
        let causes = in_language(self.chinese, || causes(error, vocabulary));
        let label = self.label(["error:", "错误："], 31);
        let because = if self.chinese {
            "原因："
        } else {
            "because "
        };
        let _ = writeln!(stderr(), "{label}{}", printable(&shortened(&causes[0])));
        for cause in &causes[1..] {
            let _ = writeln!(stderr(), "  {because}{}", printable(&shortened(cause)));
        }
    }

    /// A bar that counts the rows of rasters in a step, or the figures: on a terminal, or as lines of JSON.
    pub fn rows_bar(&self, step: &'static str, rows: u64) -> RowsBar {
        self.activity.finish_and_clear();
        match (self.quiet, self.json_progress) {
            (true, _) => RowsBar::hidden(),
            (false, true) => RowsBar::lines(step, rows),
            (false, false) => RowsBar::drawn(step, rows),
        }
    }

    /// Messages that have both languages, in that of the terminal.
    fn in_its_language(&self, message: impl Display) -> String {
        in_language(self.chinese, || message.to_string())
    }

    /// What stands before a message, in English with a blank behind it.
    fn label(&self, [en, zh]: [&str; 2], colour: u8) -> String {
        match self.chinese {
            true => self.painted(zh, colour),
            false => format!("{} ", self.painted(en, colour)),
        }
    }

    fn painted(&self, text: &str, colour: u8) -> String {
        if self.colour {
            format!("\u{1b}[1;{colour}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// A line at the end of the terminal, without a bar.
fn drawn_activity() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{wide_msg} …") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A message of which a person can see the beginning and the end: texts that it quotes come from others, and may be of any length.
fn shortened(message: &str) -> Cow<'_, str> {
    const MOST: usize = 5_000;
    const END: usize = 1_000;
    let length = message.chars().count();
    if length <= MOST {
        return message.into();
    }
    let begin: String = message.chars().take(MOST - END).collect();
    let end: String = message.chars().skip(length - END).collect();
    let left_out = length - MOST;
    format!("{begin} … ({left_out} characters are left out) … {end}").into()
}

/// A text that cannot command a terminal: names of zones and files come from others.
fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for c in text.chars() {
        let is_command = c.is_control() && !['\n', '\t'].contains(&c);
        if is_command || turns_text(c) {
            printable.extend(c.escape_default());
        } else {
            printable.push(c);
        }
    }
    printable
}

/// Whether a character turns the direction of the text behind it, or ends its line where nobody expects it.
fn turns_text(c: char) -> bool {
    matches!(u32::from(c), 0x200e | 0x200f | 0x2028..=0x202e | 0x2066..=0x2069)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_is_cut_in_its_middle() {
        assert_eq!(shortened("short"), "short");
        let long = format!("the rule \"{}\" is none; write one", "山".repeat(1_000_000));
        let cut = shortened(&long);
        assert!(cut.starts_with("the rule \"山山") && cut.ends_with("山\" is none; write one"));
        assert!(cut.contains("995030 characters are left out"));
        assert!(cut.chars().count() < 5_100);
    }

    #[test]
    fn a_text_neither_commands_the_terminal_nor_turns_what_follows() {
        let text = "a\u{1b}[2J b\u{202e}c\u{2028}d\n\t江";
        assert_eq!(printable(text), "a\\u{1b}[2J b\\u{202e}c\\u{2028}d\n\t江");
    }
}
