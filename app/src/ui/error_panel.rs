//! An error in the place of what failed.

use leptos::prelude::*;

use super::copy::{CopyButton, CopyWords};
use super::status::{Mark, Shape};

/// What an error says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// What happened.
    pub title: String,
    /// What to do.
    pub advice: String,
    /// The id to quote.
    pub request_id: Option<String>,
}

/// What the panel itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorLabels {
    /// Before the id.
    pub request_id: &'static str,
    /// On the button beside it.
    pub copy: CopyWords,
}

/// What happened, what to do, the id to copy; what can be done as children.
#[component]
pub fn ErrorPanel(
    /// What happened.
    text: ErrorText,
    /// What the panel itself says.
    labels: ErrorLabels,
    /// What can be done.
    children: Children,
) -> impl IntoView {
    let id = text.request_id.map(|id| {
        view! {
            <span class="request-id">
                {labels.request_id}
                <code>{id.clone()}</code>
                <CopyButton text=id words=labels.copy label=labels.request_id/>
            </span>
        }
    });
    view! {
        <div class="panel-error" role="alert">
            <h2><Mark shape=Shape::Triangle/>{text.title}</h2>
            <p>{text.advice}</p>
            <div class="panel-actions">{children()}{id}</div>
        </div>
    }
}
