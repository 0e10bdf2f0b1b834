//! A set of columns.

const BITS: usize = u64::BITS as usize;

/// Columns, to be gone through in order: a bit for each, and a bit for each word of these.
#[derive(Debug)]
pub(super) struct ColumnSet {
    words: Vec<u64>,
    summary: Vec<u64>,
}

impl ColumnSet {
    pub(super) fn new(columns: usize) -> Self {
        let words = columns.div_ceil(BITS);
        Self {
            words: vec![0; words],
            summary: vec![0; words.div_ceil(BITS)],
        }
    }

    #[inline]
    pub(super) fn insert(&mut self, column: usize) {
        self.mark(column / BITS, 1 << (column % BITS));
    }

    /// Inserts the columns from `first` up to and including `last`.
    #[inline]
    pub(super) fn insert_range(&mut self, first: usize, last: usize) {
        let from = u64::MAX << (first % BITS);
        let to = u64::MAX >> (BITS - 1 - last % BITS);
        let (first, last) = (first / BITS, last / BITS);
        if first == last {
            self.mark(first, from & to);
            return;
        }
        self.mark(first, from);
        for word in first + 1..last {
            self.mark(word, u64::MAX);
        }
        self.mark(last, to);
    }

    #[inline]
    fn mark(&mut self, word: usize, bits: u64) {
        self.words[word] |= bits;
        self.summary[word / BITS] |= 1 << (word % BITS);
    }

    /// Takes all columns out, in order.
    #[inline]
    pub(super) fn drain<E>(
        &mut self,
        mut take: impl FnMut(usize) -> Result<(), E>,
    ) -> Result<(), E> {
        for (place, summary) in self.summary.iter_mut().enumerate() {
            let mut marked = std::mem::take(summary);
            while marked != 0 {
                let word = place * BITS + marked.trailing_zeros() as usize;
                marked &= marked - 1;
                let mut bits = std::mem::take(&mut self.words[word]);
                while bits != 0 {
                    take(word * BITS + bits.trailing_zeros() as usize)?;
                    bits &= bits - 1;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn drained(set: &mut ColumnSet) -> Vec<usize> {
        let mut columns = Vec::new();
        let Ok(()) = set.drain(|column| {
            columns.push(column);
            Ok::<(), Infallible>(())
        });
        columns
    }

    #[test]
    fn columns_come_in_order_and_once() {
        let mut set = ColumnSet::new(20_000);
        set.insert_range(4090, 4230);
        for column in [19_999, 0, 63, 64, 5, 0] {
            set.insert(column);
        }
        set.insert_range(63, 63);
        let expected: Vec<usize> = [0, 5, 63, 64]
            .into_iter()
            .chain(4090..=4230)
            .chain([19_999])
            .collect();
        assert_eq!(drained(&mut set), expected);
        assert!(drained(&mut set).is_empty());
    }
}
