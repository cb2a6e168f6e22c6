//! The list of sessions.

use leptos::prelude::*;

use super::frame::Page;

/// The list of sessions.
#[component]
pub fn SessionsPage() -> impl IntoView {
    view! { <Page title="Sessions".to_owned()>""</Page> }
}
