//! The list of agents.

use leptos::prelude::*;

use super::frame::Page;

/// The list of agents.
#[component]
pub fn AgentsPage() -> impl IntoView {
    view! { <Page title="Agents".to_owned()>""</Page> }
}
