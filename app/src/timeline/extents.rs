//! How tall each row of a long list is, and so which rows lie under a stretch of it.

/// How many rows a block holds before it is split.
const BLOCK: usize = 256;

/// Heights in order, in blocks that know their sums.
///
/// Every question and every change costs one step a block and at most one block: some 600 steps for 100,000 rows.
#[derive(Debug, Default)]
pub struct Extents {
    blocks: Vec<Block>,
    len: usize,
}

#[derive(Debug, Default)]
struct Block {
    heights: Vec<f64>,
    sum: f64,
}

impl Extents {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How tall all rows are together.
    pub fn total(&self) -> f64 {
        self.blocks.iter().map(|block| block.sum).sum()
    }

    /// Puts a row in before the one at `index`.
    pub fn insert(&mut self, index: usize, height: f64) {
        let (at, within) = self.find(index.min(self.len));
        if self.blocks.is_empty() {
            self.blocks.push(Block::default());
        }
        let Some(block) = self.blocks.get_mut(at) else { return };
        block.heights.insert(within.min(block.heights.len()), height);
        block.sum += height;
        self.len += 1;
        if block.heights.len() > BLOCK {
            let upper = block.heights.split_off(if within + 1 == block.heights.len() { BLOCK } else { BLOCK / 2 });
            block.sum = block.heights.iter().sum();
            self.blocks.insert(at + 1, Block { sum: upper.iter().sum(), heights: upper });
        }
    }

    /// Takes the row at `index` out.
    pub fn remove(&mut self, index: usize) {
        let (at, within) = self.find(index);
        let Some(block) = self.blocks.get_mut(at).filter(|block| within < block.heights.len()) else { return };
        block.sum -= block.heights.remove(within);
        self.len -= 1;
        if block.heights.is_empty() {
            self.blocks.remove(at);
        }
    }

    /// Sets the height of the row at `index`; whether that changed anything.
    pub fn set(&mut self, index: usize, height: f64) -> bool {
        let (at, within) = self.find(index);
        let Some(block) = self.blocks.get_mut(at) else { return false };
        let Some(old) = block.heights.get_mut(within).filter(|old| (**old - height).abs() > 0.01) else { return false };
        block.sum += height - *old;
        *old = height;
        true
    }

    /// Where the row at `index` begins.
    pub fn offset(&self, index: usize) -> f64 {
        let (at, within) = self.find(index.min(self.len));
        let before: f64 = self.blocks.iter().take(at).map(|block| block.sum).sum();
        let heights = self.blocks.get(at).map(|block| block.heights.iter().take(within).sum::<f64>());
        before + heights.unwrap_or(0.0)
    }

    /// The row that lies at `offset`; the last one beyond the end.
    pub fn index_at(&self, offset: f64) -> usize {
        let mut index = 0;
        let mut rest = offset;
        for block in &self.blocks {
            if rest < block.sum {
                for height in &block.heights {
                    if rest < *height {
                        return index;
                    }
                    rest -= height;
                    index += 1;
                }
                return index.min(self.len.saturating_sub(1));
            }
            rest -= block.sum;
            index += block.heights.len();
        }
        self.len.saturating_sub(1)
    }

    /// The block that `index` lies in, and the place in it.
    fn find(&self, index: usize) -> (usize, usize) {
        let mut rest = index;
        for (at, block) in self.blocks.iter().enumerate() {
            let is_last = at + 1 == self.blocks.len();
            if rest < block.heights.len() || is_last {
                return (at, rest);
            }
            rest -= block.heights.len();
        }
        (0, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does the same to a plain list, by a fixed walk through kinds of changes.
    #[test]
    fn behaves_like_a_list_of_heights() {
        let mut extents = Extents::default();
        let mut list: Vec<f64> = Vec::new();
        let mut random = 12_345_u32;
        for step in 0..4_000_u32 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let number = usize::try_from(random >> 8).unwrap();
            let index = number % (list.len() + 1);
            let height = f64::from(random % 400);
            match step % 7 {
                0..=3 => {
                    extents.insert(index, height);
                    list.insert(index, height);
                }
                4 => {
                    extents.insert(list.len(), height);
                    list.push(height);
                }
                5 if index < list.len() => {
                    extents.remove(index);
                    list.remove(index);
                }
                _ if index < list.len() => {
                    extents.set(index, height);
                    list[index] = height;
                }
                _ => {}
            }
            assert_eq!(extents.len(), list.len());
        }
        assert!((extents.total() - list.iter().sum::<f64>()).abs() < 0.01);
        let mut offset = 0.0;
        for (index, height) in list.iter().enumerate() {
            assert!((extents.offset(index) - offset).abs() < 0.01);
            if *height > 0.0 {
                assert_eq!(extents.index_at(offset + 0.5), index);
            }
            offset += height;
        }
        assert_eq!(extents.index_at(offset + 1.0), list.len() - 1);
    }

    #[test]
    fn an_empty_list_has_no_height() {
        let extents = Extents::default();
        assert_eq!((extents.index_at(5.0), extents.is_empty()), (0, true));
        assert!(extents.total() == 0.0 && extents.offset(3) == 0.0);
    }
}
