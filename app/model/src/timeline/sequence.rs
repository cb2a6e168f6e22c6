//! A sorted list that knows ranks: what stands at position 40,000, and at which position a key stands.

/// How many entries a block holds before it is split.
const BLOCK: usize = 512;

/// Sorted, distinct keys in blocks.
///
/// Insert, remove and both look-ups cost at most one block and one step per block:
/// for 100,000 keys some 400 steps, and none of them allocates.
#[derive(Debug, Clone)]
pub(super) struct Sequence<K> {
    /// None of them is empty.
    blocks: Vec<Vec<K>>,
    len: usize,
}

impl<K> Default for Sequence<K> {
    fn default() -> Self {
        Self { blocks: Vec::new(), len: 0 }
    }
}

impl<K: Ord + Copy> Sequence<K> {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The key at `rank`.
    pub(super) fn get(&self, rank: usize) -> Option<K> {
        let mut rest = rank;
        for block in &self.blocks {
            match rest.checked_sub(block.len()) {
                None => return block.get(rest).copied(),
                Some(beyond) => rest = beyond,
            }
        }
        None
    }

    /// How many keys stand before `key`.
    pub(super) fn rank(&self, key: &K) -> usize {
        let index = self.block_of(key);
        let before: usize = self.blocks.iter().take(index).map(Vec::len).sum();
        before + self.blocks.get(index).map_or(0, |block| block.partition_point(|k| k < key))
    }

    /// Puts `key` in and says at which rank; `None` when it is there already.
    pub(super) fn insert(&mut self, key: K) -> Option<usize> {
        let index = self.block_of(&key);
        let rank = self.rank(&key);
        let Some(block) = self.blocks.get_mut(index) else {
            self.blocks.push(vec![key]);
            self.len += 1;
            return Some(rank);
        };
        let Err(place) = block.binary_search(&key) else { return None };
        block.insert(place, key);
        self.len += 1;
        if block.len() > BLOCK {
            // A block that grows at its end is filled up; one that grows inside is halved.
            let upper = block.split_off(if place + 1 == block.len() { BLOCK } else { BLOCK / 2 });
            self.blocks.insert(index + 1, upper);
        }
        Some(rank)
    }

    /// Takes `key` out and says at which rank it stood.
    pub(super) fn remove(&mut self, key: &K) -> Option<usize> {
        let index = self.block_of(key);
        let rank = self.rank(key);
        let block = self.blocks.get_mut(index)?;
        let place = block.binary_search(key).ok()?;
        block.remove(place);
        self.len -= 1;
        if block.is_empty() {
            self.blocks.remove(index);
        }
        Some(rank)
    }

    /// The last key that is not after `key`.
    pub(super) fn at_or_before(&self, key: &K) -> Option<K> {
        let index = self.block_of(key);
        let within =
            self.blocks.get(index).and_then(|block| block.get(block.partition_point(|k| k <= key).checked_sub(1)?));
        within.or_else(|| self.blocks.get(index.checked_sub(1)?)?.last()).copied()
    }

    /// The keys in order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = K> + '_ {
        self.blocks.iter().flatten().copied()
    }

    /// The block in which `key` stands or would stand: the last one for a key beyond the end.
    fn block_of(&self, key: &K) -> usize {
        let index = self.blocks.partition_point(|block| block.last().is_some_and(|last| last < key));
        index.min(self.blocks.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn behaves_like_a_sorted_set(steps in prop::collection::vec((any::<bool>(), 0u16..2_000), 0..4_000)) {
            let mut sequence = Sequence::default();
            let mut set = BTreeSet::new();
            for (insert, key) in steps {
                let rank = set.range(..key).count();
                if insert {
                    prop_assert_eq!(sequence.insert(key), set.insert(key).then_some(rank));
                } else {
                    prop_assert_eq!(sequence.remove(&key), set.remove(&key).then_some(rank));
                }
                prop_assert_eq!(sequence.len(), set.len());
                prop_assert_eq!(sequence.at_or_before(&key), set.range(..=key).next_back().copied());
            }
            prop_assert!(sequence.iter().eq(set.iter().copied()));
            for (rank, key) in set.iter().enumerate() {
                prop_assert_eq!(sequence.get(rank), Some(*key));
                prop_assert_eq!(sequence.rank(key), rank);
            }
            prop_assert_eq!(sequence.get(set.len()), None);
        }
    }

    #[test]
    fn grows_at_either_end_without_small_blocks() {
        let mut up = Sequence::default();
        let mut down = Sequence::default();
        for i in 0..100_000 {
            up.insert(i);
            down.insert(-i);
        }
        assert!(up.blocks.len() <= 200, "{}", up.blocks.len());
        assert!(down.blocks.len() <= 400, "{}", down.blocks.len());
    }
}
