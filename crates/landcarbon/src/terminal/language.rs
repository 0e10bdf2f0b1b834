//! The language of the terminal: of an option, or of the locale.

use std::env;

use carbon_core::in_chinese;

/// Whether messages and help are in Chinese: by `--language`, which is looked for before the arguments are parsed because help and
/// complaints about arguments depend on it, or by the locale.
pub fn chinese_is_wanted() -> bool {
    let arguments = env::args_os().map(|argument| argument.to_string_lossy().into_owned());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| env::var(name).unwrap_or_default());
    by_option(arguments).unwrap_or_else(|| by_locale(&locale))
}

/// What the last `--language` says, if there is one.
fn by_option(arguments: impl Iterator<Item = String>) -> Option<bool> {
    let mut language = None;
    let mut follows = false;
    for argument in arguments.take_while(|argument| argument != "--") {
        if follows || argument.starts_with("--language=") {
            language = Some(argument.trim_start_matches("--language=") == "zh");
        }
        follows = argument == "--language";
    }
    language
}

/// The first that is set decides.
fn by_locale(values: &[String]) -> bool {
    let first = values.iter().find(|value| !value.is_empty());
    first.is_some_and(|value| value.to_lowercase().starts_with("zh"))
}

/// What `print` prints of messages, in Chinese or in English.
pub fn in_language<T>(is_chinese: bool, print: impl FnOnce() -> T) -> T {
    match is_chinese {
        true => in_chinese(print),
        false => print(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(arguments: &str) -> Option<bool> {
        by_option(arguments.split(' ').map(str::to_owned))
    }

    #[test]
    fn an_option_chooses_the_language_wherever_it_stands() {
        assert_eq!(option("landcarbon run a.toml"), None);
        assert_eq!(option("landcarbon --language zh run a.toml"), Some(true));
        assert_eq!(option("landcarbon run a.toml --language=en"), Some(false));
        assert_eq!(option("landcarbon run -- --language=zh"), None);
    }

    #[test]
    fn the_first_variable_that_is_set_is_the_locale() {
        let locale = |values: [&str; 3]| by_locale(&values.map(str::to_owned));
        assert!(locale(["", "", "zh_CN.UTF-8"]));
        assert!(locale(["zh_TW", "C", "C"]));
        assert!(!locale(["C.UTF-8", "", "zh_CN.UTF-8"]));
        assert!(!locale(["", "", ""]));
    }
}
