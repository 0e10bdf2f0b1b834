//! Warnings that say the same of many zones.

use std::collections::BTreeMap;

use carbon_core::{Said, say};

/// So many warnings that say the same are printed; of more, one.
const SHOWN: usize = 3;

/// The warnings as they are printed: where more than three say the same of different zones, the first stands for all. Their order
/// stays.
pub(super) fn sum_up(messages: &[Said]) -> Vec<Said> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for message in messages {
        *counts.entry(pattern(&message.en)).or_default() += 1;
    }
    let mut printed = Vec::new();
    for message in messages {
        match counts.get_mut(&pattern(&message.en)) {
            Some(0) => {}
            Some(count) if *count > SHOWN => {
                printed.push(say!(
                    "{message}; and {} more like this one",
                    "{message}；另有 {} 条同类警告",
                    *count - 1
                ));
                *count = 0;
            }
            _ => printed.push(message.clone()),
        }
    }
    printed
}

/// The message without numbers, and without the id and name of a zone: the word after `zone`, and what stands in brackets.
fn pattern(message: &str) -> String {
    let mut pattern = String::new();
    let mut depth = 0_usize;
    let mut words = message.split(' ').peekable();
    while let Some(word) = words.next() {
        let is_inside = depth > 0 || word.starts_with('(');
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        if !is_inside && !word.contains(|c: char| c.is_ascii_digit()) {
            pattern.push_str(word);
            pattern.push(' ');
        }
        if !is_inside && word == "zone" {
            words.next();
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_a_kind_are_one_line() {
        let outside = |zone: &str, share: f64| {
            say!(
                "zone {zone} (Name of {zone}): {share} % of its area lies outside the raster (row `outside`)",
                "区域 {zone}：{share} % 的面积在栅格之外"
            )
        };
        let mut messages = vec![Said::from("the statistics are read as GB18030".to_owned())];
        messages.extend(["a", "b", "36"].map(|zone| outside(zone, 12.5)));
        assert_eq!(sum_up(&messages), messages);
        messages.push(outside("d", 100.0));
        let first = &messages[1];
        assert_eq!(
            sum_up(&messages),
            [
                messages[0].clone(),
                say!(
                    "{first}; and 3 more like this one",
                    "{first}；另有 3 条同类警告"
                )
            ]
        );
    }
}
