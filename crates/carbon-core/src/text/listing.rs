//! Lists of names inside an error message.

use std::fmt;

use super::language::speaks_chinese;

/// How many items a message shows.
const SHOWN: usize = 10;

/// The known name that is nearest to one found, if it is near: half of the letters may differ.
pub(crate) fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    let distance = |name: &&str| strsim::damerau_levenshtein(&found.to_lowercase(), name);
    let name = known.iter().copied().min_by_key(distance)?;
    (distance(&name) <= found.chars().count().div_ceil(2)).then_some(name)
}

/// Things that an error names, all of them kept, the first ten printed.
///
/// ```
/// use carbon_core::Listed;
///
/// assert_eq!(Listed(vec!["a", "b"]).to_string(), "a, b");
/// assert_eq!(Listed((1..=12).collect()).to_string(), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T>(pub Vec<T>);

impl<T> Listed<T> {
    /// Fails with the error that names what was found, if anything was.
    ///
    /// # Errors
    ///
    /// What `error` makes of them.
    pub fn refuse<E>(
        found: impl IntoIterator<Item = T>,
        error: impl FnOnce(Self) -> E,
    ) -> Result<(), E> {
        let found = Self(found.into_iter().collect());
        if found.0.is_empty() {
            Ok(())
        } else {
            Err(error(found))
        }
    }
}

impl<T: fmt::Display> fmt::Display for Listed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, item) in self.0.iter().take(SHOWN).enumerate() {
            let separator = match (i, speaks_chinese()) {
                (0, _) => "",
                (_, true) => "、",
                (_, false) => ", ",
            };
            write!(f, "{separator}{item}")?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more if speaks_chinese() => write!(f, "，另有 {more} 个"),
            more => write!(f, " and {more} more"),
        }
    }
}
