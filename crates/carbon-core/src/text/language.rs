//! The language of messages: errors and warnings are printed in English, unless someone asks for Chinese.

use std::cell::Cell;
use std::fmt::{self, Display};
use std::ops::Deref;

use serde::{Serialize, Serializer};

thread_local! {
    /// Of messages that this thread prints at the moment.
    static IS_CHINESE: Cell<bool> = const { Cell::new(false) };
}

/// Whether messages are being printed in Chinese by this thread.
pub fn speaks_chinese() -> bool {
    IS_CHINESE.get()
}

/// What `print` prints of messages is in Chinese where they have it.
///
/// ```
/// use carbon_core::{Year, in_chinese};
///
/// let error = "20".parse::<Year>().unwrap_err();
/// assert_eq!(in_chinese(|| error.to_string()), "`20` 不是年份；请写四位数字，例如 2020");
/// assert!(error.to_string().contains("is not a year"));
/// ```
pub fn in_chinese<T>(print: impl FnOnce() -> T) -> T {
    in_language(true, print)
}

fn in_language<T>(is_chinese: bool, print: impl FnOnce() -> T) -> T {
    /// Goes back to the language before, whatever happens.
    struct Back(bool);
    impl Drop for Back {
        fn drop(&mut self) {
            IS_CHINESE.set(self.0);
        }
    }
    let _back = Back(IS_CHINESE.replace(is_chinese));
    print()
}

/// A message as text, in both languages. Serialized, it is the English text.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Said {
    /// What two functions print, each in its language. The macro `say!` calls it.
    pub fn new(en: impl FnOnce() -> String, zh: impl FnOnce() -> String) -> Self {
        Self {
            en: in_language(false, en),
            zh: in_language(true, zh),
        }
    }

    /// A message that prints itself in both languages.
    pub fn by(message: &impl Display) -> Self {
        Self::new(|| message.to_string(), || message.to_string())
    }

    /// In the language of the thread.
    pub fn as_str(&self) -> &str {
        if speaks_chinese() { &self.zh } else { &self.en }
    }
}

impl Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A message without a Chinese text.
impl From<String> for Said {
    fn from(text: String) -> Self {
        Self {
            zh: text.clone(),
            en: text,
        }
    }
}

impl Deref for Said {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<String> for Said {
    fn eq(&self, text: &String) -> bool {
        self.as_str() == text
    }
}

impl PartialEq<&str> for Said {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == *text
    }
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.en)
    }
}

/// A [`Said`] of two formats, English and Chinese, with the same arguments.
///
/// ```
/// let city = "南昌";
/// let said = carbon_core::say!("{city} has no GDP", "{city}没有 GDP");
/// assert_eq!(said.to_string(), "南昌 has no GDP");
/// assert_eq!(carbon_core::in_chinese(|| said.to_string()), "南昌没有 GDP");
/// ```
#[macro_export]
macro_rules! say {
    ($en:literal, $zh:literal $(, $($argument:tt)*)?) => {
        ::carbon_core::Said::new(
            || ::std::format!($en $(, $($argument)*)?),
            || ::std::format!($zh $(, $($argument)*)?),
        )
    };
}

pub(crate) use say;
