//! Long outputs, folded to their beginning.

use leptos::prelude::*;

use crate::state::live_session::Draft;
use crate::words;

/// The button that shows all of an output, or its beginning again.
pub(super) fn fold(count: usize, draft: Draft) -> impl IntoView {
    let (is_open, label) = (draft.clone(), draft.clone());
    let label = move || if label.is_unfolded() { words::session::SHOW_LESS } else { words::session::SHOW_ALL };
    view! {
        <button type="button" class="fold" aria-expanded=move || is_open.is_unfolded().to_string()
            on:click=move |event| { event.stop_propagation(); draft.toggle_fold() }>
            {words::session::lines(count)} " · " {label}
        </button>
    }
}
