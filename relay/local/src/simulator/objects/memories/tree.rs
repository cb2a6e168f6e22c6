//! The memories of a store as folders and files.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::store::text;
use crate::simulator::list::Item;
use crate::simulator::time::Micros;

/// A memory, or a folder of memories.
#[derive(Debug)]
pub(super) struct Row {
    place: u64,
    pub(super) value: Value,
}

/// What lies below `prefix`, by path. `folded` shows a folder in it as one prefix.
pub(super) fn rows<'a>(memories: impl Iterator<Item = &'a Value>, prefix: &str, folded: bool) -> Vec<Row> {
    let mut found = BTreeMap::new();
    for memory in memories {
        let path = text(memory, "path");
        let Some(rest) = path.strip_prefix(prefix) else {
            continue;
        };
        match rest.split_once('/') {
            Some((folder, _)) if folded => {
                let path = format!("{prefix}{folder}/");
                found.insert(path.clone(), json!({"type": "memory_prefix", "path": path}));
            }
            _ => {
                found.insert(path.to_owned(), memory.clone());
            }
        }
    }
    found.into_values().zip(1..).map(|(value, place)| Row { place, value }).collect()
}

impl Row {
    /// Whether it is a memory and not a folder.
    pub(super) fn is_memory(&self) -> bool {
        text(&self.value, "type") == "memory"
    }
}

impl Item for Row {
    fn seq(&self) -> u64 {
        self.place
    }

    fn created(&self) -> Micros {
        0
    }

    fn is_archived(&self) -> bool {
        false
    }
}
