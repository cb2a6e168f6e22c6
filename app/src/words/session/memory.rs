//! Memory stores of a session, and what lies in them.

use crate::words::format;

/// A store without anything.
pub const EMPTY: &str = "Nothing is in this store yet.";
/// While the text of a memory is read.
pub const READING: &str = "Reading the memory…";
/// A memory without text.
pub const NO_TEXT: &str = "The memory is empty.";
/// What holds other memories.
pub const FOLDER: &str = "folder";

/// How much is in a store.
pub fn count(entries: usize, has_more: bool) -> String {
    let count = format::count(entries as u64);
    match (entries, has_more) {
        (_, true) => format!("The first {count} entries; there are more"),
        (1, false) => "1 entry".to_owned(),
        (_, false) => format!("{count} entries"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_is_said() {
        for (entries, has_more, expected) in [
            (1, false, "1 entry"),
            (1_000, false, "1,000 entries"),
            (1_000, true, "The first 1,000 entries; there are more"),
        ] {
            assert_eq!(count(entries, has_more), expected);
        }
    }
}
