//! One session: its timeline, live.

use leptos::prelude::*;

use super::frame::Page;

/// One session.
#[component]
pub fn SessionPage(
    /// The session's id.
    id: String,
) -> impl IntoView {
    view! { <Page title=id>""</Page> }
}
