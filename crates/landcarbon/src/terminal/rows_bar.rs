//! How far the rows of rasters have been read.

use std::io::{Write, stderr};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts rows for people or for programs. Threads share it.
#[derive(Debug)]
pub struct RowsBar {
    bar: ProgressBar,
    lines: Option<Lines>,
}

/// Rows as lines of JSON on standard error, one for each percent that is reached.
#[derive(Debug)]
struct Lines {
    step: &'static str,
    total: u64,
    counted: Mutex<Counted>,
}

#[derive(Debug)]
struct Counted {
    done: u64,
    shown: Option<u64>,
}

impl RowsBar {
    /// Shows nothing.
    pub(crate) fn hidden() -> Self {
        Self {
            bar: ProgressBar::hidden(),
            lines: None,
        }
    }

    /// A bar, if standard error is a terminal.
    pub(crate) fn drawn(step: &'static str, rows: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(rows), ProgressDrawTarget::stderr_with_hz(5));
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {percent} % {eta}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(step);
        Self { bar, lines: None }
    }

    /// Lines of JSON, the first of which says that the step begins.
    pub(crate) fn lines(step: &'static str, total: u64) -> Self {
        let counted = Mutex::new(Counted {
            done: 0,
            shown: None,
        });
        let lines = Lines {
            step,
            total,
            counted,
        };
        lines.add(0);
        Self {
            bar: ProgressBar::hidden(),
            lines: Some(lines),
        }
    }

    /// So many more rows have been read.
    pub fn add(&self, rows: u32) {
        match &self.lines {
            Some(lines) => lines.add(rows.into()),
            None => self.bar.inc(rows.into()),
        }
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Lines {
    fn add(&self, rows: u64) {
        let mut counted = self.counted.lock().unwrap_or_else(|e| e.into_inner());
        counted.done += rows;
        let percent = (counted.done * 100).checked_div(self.total).unwrap_or(0);
        if counted.shown.is_none_or(|shown| percent > shown) {
            counted.shown = Some(percent);
            let line =
                serde_json::json!({ "step": self.step, "done": counted.done, "of": self.total });
            let _ = writeln!(stderr(), "{line}");
        }
    }
}
