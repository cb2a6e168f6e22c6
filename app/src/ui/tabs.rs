//! Tabs: one of several views of the same thing.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::live::{act, flag};
use crate::dom;
use crate::reactive::derived;

/// A row of tabs; what they show stands elsewhere, in an element with `panel` as its id.
#[component]
pub fn Tabs<T>(
    /// What the row is called.
    #[prop(into)]
    label: String,
    /// The tabs and their names.
    tabs: Vec<(T, &'static str)>,
    /// The chosen tab.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with the tab to choose.
    on_choose: Callback<T>,
    /// The id of the element that shows the chosen tab.
    panel: &'static str,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let order: Vec<T> = tabs.iter().map(|(tab, _)| *tab).collect();
    // Arrow keys move through the tabs, as the pattern for tabs says.
    let move_by_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => order.len().saturating_sub(1),
            _ => return,
        };
        let current = order.iter().position(|tab| *tab == chosen.get_untracked()).unwrap_or_default();
        if let Some(next) = order.get((current + step) % order.len().max(1)) {
            event.prevent_default();
            on_choose.run(*next);
            if let Some(tab) = dom::find("[role=tab][aria-selected=true]") {
                tab.focus().ok();
            }
        }
    };
    let tab = move |(tab, name): (T, &'static str)| {
        let is_chosen = move || chosen.get() == tab;
        view! {
            <button
                type="button" role="tab" aria-controls=panel
                aria-selected=flag(is_chosen)
                tabindex=derived(move || if is_chosen() { "0" } else { "-1" })
                on:click=act(move |_| on_choose.run(tab))
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=act(move_by_key)>
            {tabs.into_iter().map(tab).collect_view()}
        </div>
    }
}
