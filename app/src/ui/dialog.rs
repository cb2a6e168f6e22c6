//! A dialog above the page.

use leptos::html;
use leptos::prelude::*;

use super::live::act;
use super::unique_id;
use crate::reactive::effect;

/// A modal dialog that is open as long as it exists.
///
/// The browser keeps the focus inside, closes on Escape and gives the focus back.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// What the closing button says.
    close_label: &'static str,
    /// Called when it was closed.
    on_close: Callback<()>,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading = unique_id("dialog");
    let named_by = heading.clone();
    effect(move || {
        let Some(element) = dialog.get() else { return };
        if !element.open() {
            // Fails only for an element that is not in the page or already open.
            element.show_modal().ok();
        }
    });
    let close = move || match dialog.get_untracked() {
        Some(element) => element.close(),
        None => on_close.run(()),
    };
    view! {
        <dialog node_ref=dialog class="dialog" aria-labelledby=named_by on:close=act(move |_| on_close.run(()))>
            <div class="dialog-head">
                <h2 id=heading>{title}</h2>
                <button type="button" class="button plain" on:click=act(move |_| close())>{close_label}</button>
            </div>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
}
