//! One agent.

use leptos::prelude::*;

use super::frame::Page;

/// One agent.
#[component]
pub fn AgentPage(id: String) -> impl IntoView {
    view! { <Page title=id>""</Page> }
}
