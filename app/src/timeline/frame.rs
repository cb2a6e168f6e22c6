//! A frame around what a machine said, with its name, its size and what can be done with it.

use leptos::prelude::*;

use super::fold::{Fold, fold_button};
use super::row::own_click;
use crate::ui::copy::CopyButton;
use crate::words::common::COPY;
use crate::words::session::detail as say;

/// What stands above.
pub(super) struct Head {
    /// What it is.
    pub(super) title: String,
    /// How large it is, when that is worth saying.
    pub(super) size: Option<String>,
    /// Shows more of it.
    pub(super) fold: Option<Fold>,
    /// What is copied.
    pub(super) copy: Signal<String>,
}

/// The frame. What is done in it, such as choosing words to copy, does not choose the row.
pub(super) fn frame(head: Head, body: AnyView) -> AnyView {
    let Head { title, size, fold, copy } = head;
    let label = say::copy_of(&title);
    view! {
        <div class="frame" on:click=own_click()>
            <div class="frame-head">
                <span class="frame-title" title=title.clone()>{title.clone()}</span>
                <span class="frame-size">{size}</span>
                {fold.map(fold_button)}
                <CopyButton text=copy words=COPY label/>
            </div>
            {body}
        </div>
    }
    .into_any()
}
