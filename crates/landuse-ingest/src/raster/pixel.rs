//! Cells as they come from the file, and the codes they mean.

use gdal::raster::GdalType;

use super::cells::CellsMut;

/// The place in a table of small codes that stands for every value without a place of its own.
pub(crate) const NO_PLACE: usize = 1 << 16;

/// A cell's value as stored.
pub(crate) trait Pixel: GdalType + Copy + Default + PartialEq + Send + Sync {
    /// The place of the value in a table of small codes: below [`NO_PLACE`] if it has one of its own, else [`NO_PLACE`].
    fn index(self) -> usize;

    /// The code, or `None` if the value is no whole number (or beyond the range of `i64`).
    fn code(self) -> Option<i64>;

    /// The value as a float, for messages and for nodata that is no code.
    fn as_f64(self) -> f64;

    /// The bits that tell it from others.
    fn bits(self) -> u64;

    /// Cells to be filled.
    fn to_fill(cells: &mut [Self]) -> CellsMut<'_>;
}

/// Types of at most 16 bits: each value has a place.
macro_rules! short_pixel {
    ($type:ident, $unsigned:ty, $cells:ident) => {
        impl Pixel for $type {
            #[inline]
            fn index(self) -> usize {
                usize::from(self as $unsigned)
            }
            fn code(self) -> Option<i64> {
                Some(i64::from(self))
            }
            fn as_f64(self) -> f64 {
                f64::from(self)
            }
            fn bits(self) -> u64 {
                self as u64
            }
            fn to_fill(cells: &mut [Self]) -> CellsMut<'_> {
                CellsMut::$cells(cells)
            }
        }
    };
}

/// Wider integers: small ones have a place.
macro_rules! long_pixel {
    ($type:ident, $unsigned:ty, $cells:ident) => {
        impl Pixel for $type {
            #[inline]
            fn index(self) -> usize {
                (self as $unsigned).min(NO_PLACE as $unsigned) as usize
            }
            fn code(self) -> Option<i64> {
                i64::try_from(self).ok()
            }
            fn as_f64(self) -> f64 {
                self as f64
            }
            fn bits(self) -> u64 {
                self as u64
            }
            fn to_fill(cells: &mut [Self]) -> CellsMut<'_> {
                CellsMut::$cells(cells)
            }
        }
    };
}

/// Floats: small whole numbers have a place.
macro_rules! float_pixel {
    ($type:ident, $cells:ident) => {
        impl Pixel for $type {
            #[inline]
            fn index(self) -> usize {
                let whole = self as u32;
                if whole as $type == self {
                    (whole as usize).min(NO_PLACE)
                } else {
                    NO_PLACE
                }
            }
            fn code(self) -> Option<i64> {
                let value = f64::from(self);
                (value.fract() == 0.0 && value.abs() < 2_f64.powi(63)).then_some(value as i64)
            }
            fn as_f64(self) -> f64 {
                f64::from(self)
            }
            fn bits(self) -> u64 {
                self.to_bits().into()
            }
            fn to_fill(cells: &mut [Self]) -> CellsMut<'_> {
                CellsMut::$cells(cells)
            }
        }
    };
}

/// Runs an expression with the type in which a raster's codes are read.
macro_rules! with_pixel {
    ($codes:expr, $pixel:ident => $work:expr) => {
        with_pixel!(@match $codes, $pixel, $work;
            U8 | I8: u8, U16: u16, I16: i16, U32: u32, I32: i32, U64: u64, I64: i64, F32: f32, F64: f64)
    };
    (@match $codes:expr, $pixel:ident, $work:expr; $($($code:ident)|+: $type:ty),+) => {
        match $codes {
            $($(crate::raster::CodeType::$code)|+ => {
                type $pixel = $type;
                $work
            })+
        }
    };
}
pub(crate) use with_pixel;

short_pixel!(u8, u8, U8);
short_pixel!(u16, u16, U16);
short_pixel!(i16, u16, I16);
long_pixel!(u32, u32, U32);
long_pixel!(i32, u32, I32);
long_pixel!(u64, u64, U64);
long_pixel!(i64, u64, I64);
float_pixel!(f32, F32);
float_pixel!(f64, F64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_codes_only_without_fractions() {
        assert_eq!(11.0_f32.code(), Some(11));
        assert_eq!((-0.0_f64).code(), Some(0));
        assert_eq!(11.5_f64.code(), None);
        assert_eq!(f64::NAN.code(), None);
        assert_eq!(f32::INFINITY.code(), None);
        assert_eq!(1e300_f64.code(), None);
    }

    #[test]
    fn negative_codes_have_a_place_of_their_own() {
        assert_eq!((-1_i16).index(), 65_535);
        assert_eq!((-1_i16).code(), Some(-1));
        assert_eq!(u64::MAX.code(), None);
    }

    #[test]
    fn only_small_codes_have_a_place_of_their_own() {
        assert_eq!((65_535_u32.index(), 65_536_u32.index()), (65_535, NO_PLACE));
        assert_eq!(((-1_i32).index(), i64::MIN.index()), (NO_PLACE, NO_PLACE));
        assert_eq!((11.0_f32.index(), (-0.0_f64).index()), (11, 0));
        for value in [
            11.5,
            -1.0,
            f64::NAN,
            f64::INFINITY,
            65_536.0,
            4_294_967_295.0,
        ] {
            assert_eq!(value.index(), NO_PLACE, "{value}");
        }
    }
}
