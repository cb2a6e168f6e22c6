//! What an empty place says.

use leptos::prelude::*;

/// One sentence, and one action as children.
#[component]
pub fn Empty(
    /// The sentence.
    #[prop(into)]
    sentence: String,
    /// The action.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{sentence}</p>
            {children()}
        </div>
    }
}
