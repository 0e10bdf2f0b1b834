//! Versions of a file on a server.

use carbon_core::speaks_chinese;
use serde::{Deserialize, Serialize};

use super::trace::Answer;

/// What tells one version of a file on a server from another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// Size in bytes.
    pub bytes: Option<u64>,
    /// The server's name for the version.
    pub etag: Option<String>,
    /// When it was changed last, as the server writes it.
    pub last_modified: Option<String>,
}

impl Served {
    /// Whether another answer can be about the same version: nothing differs that both state.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        fn strong(tag: &Option<String>) -> Option<&str> {
            tag.as_deref().map(|tag| tag.trim_start_matches("W/"))
        }
        agree(self.bytes, other.bytes)
            && agree(strong(&self.etag), strong(&other.etag))
            && agree(self.last_modified.as_ref(), other.last_modified.as_ref())
    }

    /// Whether a change that keeps the size would show.
    pub(crate) fn tells_versions(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }
}

impl From<&Answer> for Served {
    fn from(answer: &Answer) -> Self {
        Self {
            bytes: answer.bytes(),
            etag: answer.etag.clone(),
            last_modified: answer.modified.clone(),
        }
    }
}

impl std::fmt::Display for Served {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if speaks_chinese() {
            match self.bytes {
                Some(bytes) => write!(f, "{bytes} 字节")?,
                None => write!(f, "大小未知")?,
            }
            if let Some(tag) = &self.etag {
                write!(f, "，ETag {tag}")?;
            }
            return match &self.last_modified {
                Some(date) => write!(f, "，最后修改于 {date}"),
                None => Ok(()),
            };
        }
        match self.bytes {
            Some(bytes) => write!(f, "{bytes} bytes")?,
            None => write!(f, "of unknown size")?,
        }
        if let Some(tag) = &self.etag {
            write!(f, ", ETag {tag}")?;
        }
        match &self.last_modified {
            Some(date) => write!(f, ", changed last {date}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_differ_where_both_tell() {
        let served = |bytes, etag: &str| Served {
            bytes,
            etag: Some(etag.to_owned()),
            last_modified: None,
        };
        let first = served(Some(10), "\"a\"");
        assert!(first.may_be(&served(None, "W/\"a\"")));
        assert!(!first.may_be(&served(Some(11), "\"a\"")));
        assert!(!first.may_be(&served(Some(10), "\"b\"")));
        assert!(first.may_be(&Served::default()));
    }
}
