//! One environment.

use leptos::prelude::*;

use super::frame::Page;

/// One environment.
#[component]
pub fn EnvironmentPage(id: String) -> impl IntoView {
    view! { <Page title=id>""</Page> }
}
