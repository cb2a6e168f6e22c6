//! Words of many pages.

use crate::ui::copy::CopyWords;
use crate::ui::json::JsonWords;

/// Tries again.
pub const RETRY: &str = "Try again";
/// Closes a dialog.
pub const CLOSE: &str = "Close";
/// Stands where there is no value.
pub const NONE: &str = "–";
/// Beside a field that may stay empty.
pub const OPTIONAL: &str = "optional";
/// Marks what is archived.
pub const ARCHIVED: &str = "archived";
/// Shows what is archived, too.
pub const SHOW_ARCHIVED: &str = "Show archived";
/// For screen readers, while something is read.
pub const LOADING: &str = "Loading";
/// Goes to the first page.
pub const FIRST_PAGE: &str = "First page";
/// Goes to the next page.
pub const NEXT_PAGE: &str = "Next page";
/// A page that has become empty.
pub const NOTHING_HERE: &str = "Nothing is on this page any more.";
/// The label of the field that looks for names.
pub const FIND: &str = "Search titles on this page";
/// What stands in it, with the key that leads to it.
pub const FIND_HINT: &str = "Search titles on this page  /";
/// No name holds what is looked for.
pub const NOT_FOUND: &str = "No title on this page holds these words.";
/// The object as the API sent it.
pub const RAW: JsonWords = JsonWords { title: "JSON from the API", copy: COPY };
/// The copy button.
pub const COPY: CopyWords = CopyWords { copy: "Copy", copied: "Copied", refused: "Not allowed" };

/// Facts about any object.
pub mod fact {
    /// Its id.
    pub const ID: &str = "Id";
    /// What it is called.
    pub const NAME: &str = "Name";
    /// What it is for.
    pub const DESCRIPTION: &str = "Description";
    /// When it was made.
    pub const CREATED: &str = "Created";
    /// When it was changed.
    pub const UPDATED: &str = "Updated";
    /// When it was archived.
    pub const ARCHIVED: &str = "Archived";
    /// Its owner's notes.
    pub const METADATA: &str = "Metadata";
}

/// How fresh something is.
pub fn checked(ago: &str) -> String {
    if ago == "now" { "checked just now".to_owned() } else { format!("checked {ago}") }
}

/// What could not be refreshed.
pub fn stale_since(time: &str, why: &str) -> String {
    format!("Stale since {time}. {why}.")
}

/// Objects on a page that could not be read.
pub fn misfits(count: usize) -> String {
    match count {
        1 => "One entry has a shape that Porthole does not know:".to_owned(),
        _ => format!("{count} entries have a shape that Porthole does not know:"),
    }
}
