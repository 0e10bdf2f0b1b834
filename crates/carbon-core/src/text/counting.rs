//! Nouns in the number that a count asks for.

/// A count with its noun. The plural ends in `s`.
///
/// ```
/// use carbon_core::counted;
///
/// assert_eq!(counted(1, "zone"), "1 zone");
/// assert_eq!(counted(0, "zone"), "0 zones");
/// ```
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {}", plural(count, noun))
}

/// The noun alone.
pub fn plural(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{noun}{ending}")
}
