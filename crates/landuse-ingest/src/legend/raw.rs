//! The classes of the legend `raw`, in which each code is a class.

use carbon_core::LandClass;

/// The class of a code: `code-21`, or `code-minus-21` since ids have no sign.
pub fn raw_class(code: i64) -> Option<LandClass> {
    let sign = if code < 0 { "minus-" } else { "" };
    LandClass::new(&format!("code-{sign}{}", code.unsigned_abs())).ok()
}

/// The code of such a class.
pub fn raw_code(class: &LandClass) -> Option<i64> {
    let digits = class.as_str().strip_prefix("code-")?;
    match digits.strip_prefix("minus-") {
        Some(digits) => format!("-{digits}").parse().ok(),
        None => digits.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_and_its_class_lead_to_each_other() {
        for (code, id) in [(0, "code-0"), (11, "code-11"), (-21, "code-minus-21")] {
            let class = raw_class(code).unwrap();
            assert_eq!(class.as_str(), id);
            assert_eq!(raw_code(&class), Some(code));
        }
        assert_eq!(raw_code(&LandClass::forest()), None);
    }
}
