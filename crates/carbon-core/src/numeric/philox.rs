//! The generator Philox 4×64 with ten rounds: numbers by their place, in any order.
//!
//! Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
//! doi 10.1145/2063384.2063405. Written here, and not taken from a crate, because it is these few
//! lines, because any number of any draw can be had without those before it (a zone is drawn
//! anew when it is summarised), and because NumPy has the same generator, so that an independent
//! program can draw the same numbers. Shuffles and ranges are those of the crate `rand`.

use std::convert::Infallible;

use rand::TryRng;

const MULTIPLIERS: [u64; 2] = [0xD2E7_470E_E14C_6C93, 0xCA5A_8263_9512_1157];
const KEY_STEPS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B];
const ROUNDS: usize = 10;

/// The four numbers that belong to a counter under a key.
fn block(mut counter: [u64; 4], mut key: [u64; 2]) -> [u64; 4] {
    let wide = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        ((product >> 64) as u64, product as u64)
    };
    for _ in 0..ROUNDS {
        let (high_0, low_0) = wide(MULTIPLIERS[0], counter[0]);
        let (high_1, low_1) = wide(MULTIPLIERS[1], counter[2]);
        counter = [
            high_1 ^ counter[1] ^ key[0],
            low_1,
            high_0 ^ counter[3] ^ key[1],
            low_0,
        ];
        key = [
            key[0].wrapping_add(KEY_STEPS[0]),
            key[1].wrapping_add(KEY_STEPS[1]),
        ];
    }
    counter
}

/// What random numbers are used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Draws of uncertain inputs.
    Draws = 0,
    /// The starts of k-means.
    Starts = 1,
    /// Arrangements for the global Moran index.
    Arrangements = 2,
    /// Neighbours for local Moran indices.
    Neighbours = 3,
}

/// A sequence of numbers, told from all others by its key and the last three words of its counter.
#[derive(Debug, Clone)]
pub(crate) struct Stream {
    key: [u64; 2],
    counter: [u64; 4],
    numbers: [u64; 4],
    next: usize,
}

impl Stream {
    /// The sequence of an item, such as a zone, in what random numbers are used for. The same seed
    /// gives each use and each item numbers of its own, whatever the others draw.
    pub(crate) fn for_item(seed: u64, purpose: Purpose, item: usize) -> Self {
        Self::at([seed, 0], [0, item as u64, 0, purpose as u64], 0)
    }

    /// The sequence of an input in a draw, from its number `from` on.
    pub(crate) fn new(key: [u64; 2], draw: u64, input: u64, from: usize) -> Self {
        let counter = [(from / 4) as u64, draw, input, Purpose::Draws as u64];
        Self::at(key, counter, from % 4)
    }

    fn at(key: [u64; 2], counter: [u64; 4], next: usize) -> Self {
        Self {
            key,
            counter,
            numbers: block(counter, key),
            next,
        }
    }

    fn bits(&mut self) -> u64 {
        if self.next == 4 {
            self.counter[0] += 1;
            self.numbers = block(self.counter, self.key);
            self.next = 0;
        }
        self.next += 1;
        self.numbers[self.next - 1]
    }

    /// The next number, between 0 and 1 and neither: the middle of one of 2⁵² equal steps.
    pub(crate) fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1u64 << 52) as f64;
        ((self.bits() >> 12) as f64 + 0.5) * STEP
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    /// The upper half of the next 64 bits.
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.bits() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.bits())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for piece in bytes.chunks_mut(8) {
            piece.copy_from_slice(&self.bits().to_le_bytes()[..piece.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    /// The known answers that come with the authors' library Random123.
    #[test]
    fn known_answers() {
        assert_eq!(
            block([0; 4], [0; 2]),
            [
                0x16554d9eca36314c,
                0xdb20fe9d672d0fdc,
                0xd7e772cee186176b,
                0x7e68b68aec7ba23b,
            ]
        );
        assert_eq!(
            block([u64::MAX; 4], [u64::MAX; 2]),
            [
                0x87b092c3013fe90b,
                0x438c3c67be8d0224,
                0x9cc7d7c69cd777b6,
                0xa09caebf594f0ba0,
            ]
        );
    }

    #[test]
    fn a_sequence_can_be_entered_anywhere() {
        let key = [7, 1];
        let mut whole = Stream::new(key, 3, 5, 0);
        let whole: Vec<_> = (0..20).map(|_| whole.bits()).collect();
        for from in 0..20 {
            let mut rest = Stream::new(key, 3, 5, from);
            let rest: Vec<_> = (from..20).map(|_| rest.bits()).collect();
            assert_eq!(rest, whole[from..]);
        }
    }

    #[test]
    fn each_seed_use_and_item_has_numbers_of_its_own() {
        let first = |seed, purpose, item| Stream::for_item(seed, purpose, item).next_u64();
        let [starts, neighbours] = [Purpose::Starts, Purpose::Neighbours];
        let all = [
            first(1, starts, 0),
            first(2, starts, 0),
            first(1, neighbours, 0),
            first(1, starts, 1),
            Stream::new([1, 0], 0, 0, 0).next_u64(),
        ];
        assert_eq!(all[0], first(1, starts, 0));
        for (place, number) in all.iter().enumerate() {
            assert!(!all[..place].contains(number));
        }
    }

    #[test]
    fn bytes_are_those_of_the_numbers() {
        let mut stream = Stream::for_item(5, Purpose::Starts, 2);
        let numbers = [stream.next_u64(), stream.next_u64()];
        let mut bytes = [0; 11];
        Stream::for_item(5, Purpose::Starts, 2).fill_bytes(&mut bytes);
        assert_eq!(bytes[..8], numbers[0].to_le_bytes());
        assert_eq!(bytes[8..], numbers[1].to_le_bytes()[..3]);
    }

    #[test]
    fn numbers_lie_strictly_between_0_and_1() {
        let mut stream = Stream::new([0, 0], 0, 0, 0);
        for _ in 0..1000 {
            let u = stream.uniform();
            assert!(u > 0.0 && u < 1.0);
        }
    }
}
