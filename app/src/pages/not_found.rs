//! NotFound.

use leptos::prelude::*;

use super::frame::Page;

/// NotFound.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <Page title="NotFound".to_owned()>""</Page> }
}
