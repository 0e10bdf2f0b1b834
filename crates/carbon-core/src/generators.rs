//! Generators of random numbers for permutations and random starts.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// Independent generators that follow from one seed. What takes the n-th of them draws the same
/// numbers whatever the others draw, in whatever order or thread.
pub(crate) fn generators(seed: u64) -> impl Iterator<Item = Pcg64> {
    let mut seeds = Pcg64::seed_from_u64(seed);
    std::iter::repeat_with(move || Pcg64::seed_from_u64(seeds.next_u64()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_generators_and_each_of_them_other_numbers() {
        let first = |seed| {
            let each = generators(seed).take(3);
            each.map(|mut generator| generator.next_u64())
                .collect::<Vec<_>>()
        };
        assert_eq!(first(1), first(1));
        assert_ne!(first(1), first(2));
        assert!(first(1)[0] != first(1)[1] && first(1)[1] != first(1)[2]);
    }
}
