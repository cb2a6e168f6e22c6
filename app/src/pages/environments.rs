//! The list of environments.

use leptos::prelude::*;

use super::frame::Page;

/// The list of environments.
#[component]
pub fn EnvironmentsPage() -> impl IntoView {
    view! { <Page title="Environments".to_owned()>""</Page> }
}
