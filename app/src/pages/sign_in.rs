//! SignIn.

use leptos::prelude::*;

use super::frame::Page;

/// SignIn.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! { <Page title="SignIn".to_owned()>""</Page> }
}
