//! Pieces of interface that know no API, router or state: what they show and say is handed to them.

pub mod banner;
pub mod choice;
pub mod copy;
pub mod dialog;
pub mod divider;
pub mod empty;
pub mod error_panel;
pub mod field;
pub mod json;
pub mod kept_size;
pub mod live;
pub mod long_list;
pub mod select;
pub mod skeleton;
pub mod status;
pub mod step_chart;
pub mod tabs;
pub mod time;
pub mod tree;

use std::sync::atomic::{AtomicU32, Ordering};

/// An id that no other element of the page has.
pub(crate) fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
