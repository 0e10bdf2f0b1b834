//! Limits of cost, which real data stay far below.

use bilingual::Bilingual;
use carbon_core::speaks_chinese;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is limited. Cost is reckoned before the work; what costs more is refused. Only the user of a program raises a limit: no file
/// can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Places in which the outlines of one zone cross.
    Crossings,
    /// Cells that the outlines of all zones pass through.
    BorderCells,
    /// Blocks of a raster that zones touch.
    Blocks,
    /// Bytes of a decoded block, with all bands that are stored in it.
    BlockBytes,
    /// Draws of an uncertainty (Monte Carlo and Sobol), times zones and years.
    Draws,
}

/// The work costs more than a limit allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en(
    "{} {found}, more than the {most} that are worked through unasked; mend {}, or raise the limit `{}` if that is meant",
    limit.subject(), limit.cause(), limit.name()
)]
#[zh("{} {found}，超过未经确认时允许的 {most}；请检查{}，如确有需要，请提高限值 `{}`", limit.subject(), limit.cause(), limit.name())]
pub struct Exceeded {
    /// The limit.
    pub limit: Limit,
    /// What was found, at least.
    pub found: u64,
    /// The limit's value.
    pub most: u64,
}

/// A text that names no limit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Bilingual)]
#[en("there is no limit \"{name}\"; limits are {}", Limit::ALL.map(Limit::name).join(", "))]
#[zh("没有限值 \"{name}\"；限值有 {}", Limit::ALL.map(Limit::name).join("、"))]
pub struct NoSuchLimit {
    name: String,
}

/// The values that the user has set, in the order of [`Limit::ALL`]; 0 where none is.
static SET: [AtomicU64; Limit::ALL.len()] = [const { AtomicU64::new(0) }; Limit::ALL.len()];

impl Limit {
    /// All limits.
    pub const ALL: [Self; 5] = [
        Self::Crossings,
        Self::BorderCells,
        Self::Blocks,
        Self::BlockBytes,
        Self::Draws,
    ];

    /// What the user calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crossings => "crossings",
            Self::BorderCells => "border-cells",
            Self::Blocks => "blocks",
            Self::BlockBytes => "block-bytes",
            Self::Draws => "draws",
        }
    }

    /// Its value unless the user sets another: about a minute of work, or a memory that every machine has.
    const fn default(self) -> u64 {
        match self {
            Self::Crossings => 100_000,
            Self::BorderCells => 300_000_000,
            Self::Blocks => 30_000_000,
            Self::BlockBytes => 1 << 30,
            Self::Draws => 20_000_000_000,
        }
    }

    /// Its value for this process.
    #[must_use]
    pub fn value(self) -> u64 {
        match SET[self as usize].load(Ordering::Relaxed) {
            0 => self.default(),
            set => set,
        }
    }

    /// Sets its value for this process.
    pub fn set(self, value: u64) {
        SET[self as usize].store(value.max(1), Ordering::Relaxed);
    }

    /// Refuses what costs more than it allows.
    ///
    /// # Errors
    /// It does.
    pub fn refuse_above(self, found: u64) -> Result<(), Exceeded> {
        let most = self.value();
        if found <= most {
            return Ok(());
        }
        Err(Exceeded {
            limit: self,
            found,
            most,
        })
    }

    fn subject(self) -> &'static str {
        if speaks_chinese() {
            return match self {
                Self::Crossings => "轮廓自相交处至少为",
                Self::BorderCells => "区域轮廓经过的像元约为",
                Self::Blocks => "区域涉及的数据块约为",
                Self::BlockBytes => "一个数据块解压后的字节数为",
                Self::Draws => "抽样次数 × 区域数 × 年数为",
            };
        }
        match self {
            Self::Crossings => "the places in which its outline crosses itself are at least",
            Self::BorderCells => "the cells that the outlines of zones pass through are about",
            Self::Blocks => "the blocks that zones touch are about",
            Self::BlockBytes => "the bytes that a block takes when it is decoded are",
            Self::Draws => "the draws times zones and years are",
        }
    }

    fn cause(self) -> &'static str {
        if speaks_chinese() {
            return match self {
                Self::Crossings => "轮廓",
                Self::BorderCells => "区域或像元大小",
                Self::Blocks | Self::BlockBytes => {
                    "文件（`gdal_translate -co TILED=YES` 可生成 256 × 256 像元的数据块）"
                }
                Self::Draws => "`draws` 或 `sobol_samples`",
            };
        }
        match self {
            Self::Crossings => "the outline",
            Self::BorderCells => "the zones or the size of cells",
            Self::Blocks | Self::BlockBytes => {
                "the file (`gdal_translate -co TILED=YES` makes blocks of 256 × 256 cells)"
            }
            Self::Draws => "`draws` or `sobol_samples`",
        }
    }
}

impl FromStr for Limit {
    type Err = NoSuchLimit;

    fn from_str(name: &str) -> Result<Self, NoSuchLimit> {
        let found = Self::ALL.into_iter().find(|limit| limit.name() == name);
        found.ok_or_else(|| NoSuchLimit {
            name: name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_is_told_in_numbers_with_what_raises_the_limit() {
        let limit = Limit::Blocks;
        assert_eq!(limit.refuse_above(limit.value()), Ok(()));
        let said = limit.refuse_above(174_000_000).unwrap_err().to_string();
        assert_eq!(
            said,
            "the blocks that zones touch are about 174000000, more than the 30000000 that are worked through unasked; mend the file (`gdal_translate -co TILED=YES` makes blocks of 256 × 256 cells), or raise the limit `blocks` if that is meant"
        );
        assert_eq!("block-bytes".parse(), Ok(Limit::BlockBytes));
        assert!(
            "memory"
                .parse::<Limit>()
                .unwrap_err()
                .to_string()
                .contains("border-cells")
        );
    }
}
