//! A line above content that is still there.

use leptos::prelude::*;

/// Says what is wrong with what stands below.
#[component]
pub fn Banner(
    /// The line, and a button if something can be done.
    children: Children,
) -> impl IntoView {
    view! { <div class="banner" role="status">{children()}</div> }
}
