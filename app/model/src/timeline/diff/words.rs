//! What differs within a line that was replaced by one like it, word by word.

use std::ops::Range;

use super::{Change, Line, MAX_CELLS, longest_common};

/// Marks what differs between removed lines and the added ones that stand at the same place.
pub(super) fn mark(lines: &mut [Line]) {
    let mut left = MAX_CELLS;
    let mut rest = lines;
    while let Some(first) = rest.iter().position(|line| line.change == Change::Removed) {
        let (_, from) = std::mem::take(&mut rest).split_at_mut(first);
        let count = from.iter().take_while(|line| line.change == Change::Removed).count();
        let (removed, after) = from.split_at_mut(count);
        let added = after.iter_mut().take_while(|line| line.change == Change::Added);
        for (old, new) in removed.iter_mut().zip(added) {
            let (a, b) = (words(&old.text), words(&new.text));
            let cells = a.len().saturating_mul(b.len());
            if cells > left {
                return;
            }
            left -= cells;
            if let Some((gone, come)) = differing(&a, &b) {
                (old.differs, new.differs) = (gone, come);
            }
        }
        rest = after;
    }
}

/// Bytes of a line.
type Ranges = Vec<Range<usize>>;

/// The bytes that differ, on both sides; none when the lines have too little in common.
fn differing(old: &[&str], new: &[&str]) -> Option<(Ranges, Ranges)> {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut at_old, mut at_new, mut same) = (0, 0, 0);
    for (change, word) in longest_common(old, new) {
        let length = word.len();
        match change {
            Change::Kept => {
                same += word.trim().len();
                (at_old, at_new) = (at_old + length, at_new + length);
            }
            Change::Removed => {
                extend(&mut gone, at_old, length);
                at_old += length;
            }
            Change::Added => {
                extend(&mut come, at_new, length);
                at_new += length;
            }
        }
    }
    let size = |words: &[&str]| words.iter().map(|word| word.trim().len()).sum::<usize>();
    (same * 5 >= size(old).max(size(new)) * 2).then_some((gone, come))
}

fn extend(ranges: &mut Ranges, at: usize, length: usize) {
    match ranges.last_mut() {
        Some(last) if last.end == at => last.end += length,
        _ => ranges.push(at..at + length),
    }
}

/// Words, white space between them, and every other character by itself.
fn words(line: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        _ if c.is_alphanumeric() || c == '_' => 1,
        _ if c.is_whitespace() => 2,
        _ => 0,
    };
    let mut words = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next().map(kind) {
        let end = rest.char_indices().skip(1).find(|(_, c)| first == 0 || kind(*c) != first).map(|(at, _)| at);
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        words.push(word);
        rest = after;
    }
    words
}
