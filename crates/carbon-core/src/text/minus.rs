//! Numbers as people read them.

/// A number with so many decimals and the minus sign of typography; one that rounds to zero has no sign.
///
/// ```
/// use carbon_core::with_minus;
///
/// assert_eq!([-22.358, -0.004, 0.5].map(|number| with_minus(number, 2)), ["−22.36", "0.00", "0.50"]);
/// ```
pub fn with_minus(number: f64, decimals: usize) -> String {
    let digits = format!("{number:.decimals$}");
    match digits.strip_prefix('-') {
        Some(zero) if !zero.contains(|digit| matches!(digit, '1'..='9')) => zero.to_owned(),
        Some(digits) => format!("−{digits}"),
        None => digits,
    }
}
