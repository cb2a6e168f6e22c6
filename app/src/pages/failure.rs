//! Errors in place of what failed.

use leptos::prelude::*;

use crate::api::Error;
use crate::ui::error_panel::{ErrorPanel, ErrorText};
use crate::ui::live::act;
use crate::words;
use crate::words::error::Attempt;

/// What happened, what to do, the request's id; and a way to try again, where that may help.
#[component]
pub fn Failure(
    /// What happened.
    error: Error,
    /// What was tried.
    #[prop(default = Attempt::Read)]
    attempt: Attempt,
    /// Tries again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    let said = words::error::words(&error, attempt);
    let text = ErrorText { title: said.title, advice: said.advice, request_id: error.request_id().map(str::to_owned) };
    let button = retry.filter(|_| error.may_pass()).map(|retry| {
        view! { <button type="button" class="button" on:click=act(move |_| retry.run(()))>{words::common::RETRY}</button> }
    });
    view! { <ErrorPanel text labels=words::error::LABELS>{button}</ErrorPanel> }
}
