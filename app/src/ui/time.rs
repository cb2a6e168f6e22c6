//! A moment, in words that people use, with the exact time for those who ask.

use leptos::prelude::*;

/// A moment.
#[component]
pub fn Moment(
    /// The time as it stands on the wire.
    #[prop(into)]
    datetime: String,
    /// The exact time in the reader's language, for the hover.
    #[prop(into)]
    absolute: String,
    /// What is read: `4 min ago`.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <time datetime=datetime title=absolute>{text}</time> }
}
