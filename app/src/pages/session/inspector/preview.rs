//! The text of something that is read when it is wanted.

use leptos::prelude::*;

use crate::pages::failure::Failure;
use crate::state::remote::{Asked, Refresh, Remote, Watched};
use crate::timeline::text::document;
use crate::ui::live::{act, flag, live};

/// What a preview says in place of the text.
#[derive(Debug, Clone, Copy)]
pub struct PreviewWords {
    /// While it is read.
    pub reading: &'static str,
    /// It is empty.
    pub empty: &'static str,
    /// It is no text, where that can be.
    pub no_text: Option<&'static str>,
}

/// The text of what is called `name`, or what stands in its place.
pub fn preview(name: String, words: PreviewWords, ask: Box<dyn Fn() -> Asked<String>>) -> AnyView {
    let text = Watched::new(Refresh::Never, ask);
    let retry = Callback::new(move |()| text.reload());
    let note = |said: &'static str| view! { <p class="muted" role="status">{said}</p> }.into_any();
    live(move || match text.get() {
        Remote::Loading => note(words.reading),
        Remote::Failed(error) | Remote::Stale { error, .. } => view! { <Failure error retry/> }.into_any(),
        Remote::Fresh { value, .. } if value.is_empty() => note(words.empty),
        Remote::Fresh { value, .. } => match words.no_text {
            Some(said) if !is_text(&value) => note(said),
            _ => document(name.clone(), value),
        },
    })
}

/// A line that opens what it is about.
pub fn opener(open: RwSignal<bool>, name: String) -> AnyView {
    view! {
        <button type="button" class="opener" aria-expanded=flag(move || open.get())
            on:click=act(move |_| open.update(|open| *open = !*open))>
            <code>{name}</code>
        </button>
    }
    .into_any()
}

/// Whether bytes that were read as UTF-8 were text.
fn is_text(text: &str) -> bool {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    !text.chars().any(|c| control(c) || c == char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_a_picture_are_no_text() {
        for (text, expected) in [("a,b\r\n1,2\n", true), ("", true), ("\u{fffd}PNG", false), ("a\u{0}b", false)] {
            assert_eq!(is_text(text), expected, "{text:?}");
        }
    }
}
