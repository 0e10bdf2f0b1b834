//! Cells as they come from the file, and the codes they mean.

use gdal::raster::GdalType;

/// A cell's value as stored.
pub(crate) trait Pixel: GdalType + Copy + Default + Send {
    /// Cells whose values are small enough to index a table have this many possible values.
    const TABLE: Option<usize> = None;

    /// The place of the value in a table of [`Self::TABLE`] entries.
    fn index(self) -> usize {
        0
    }

    /// The code, or `None` if the value is no whole number (or beyond the range of `i64`).
    fn code(self) -> Option<i64>;

    /// The value as a float, for messages and for nodata that is no code.
    fn as_f64(self) -> f64;

    /// The bits that tell it from others.
    fn bits(self) -> u64;
}

macro_rules! integer_pixel {
    ($type:ty) => {
        impl Pixel for $type {
            fn code(self) -> Option<i64> {
                i64::try_from(self).ok()
            }
            fn as_f64(self) -> f64 {
                self as f64
            }
            fn bits(self) -> u64 {
                self as u64
            }
        }
    };
    ($type:ty, $unsigned:ty) => {
        impl Pixel for $type {
            const TABLE: Option<usize> = Some(<$unsigned>::MAX as usize + 1);
            fn index(self) -> usize {
                self as $unsigned as usize
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
        }
    };
}

macro_rules! float_pixel {
    ($type:ty) => {
        impl Pixel for $type {
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
        }
    };
}

integer_pixel!(u8, u8);
integer_pixel!(u16, u16);
integer_pixel!(i16, u16);
integer_pixel!(u32);
integer_pixel!(i32);
integer_pixel!(u64);
integer_pixel!(i64);
float_pixel!(f32);
float_pixel!(f64);

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
}
