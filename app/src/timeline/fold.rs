//! How much of something long is shown.

use leptos::prelude::*;
use web_sys::MouseEvent;

use crate::ui::live::{act, flag};
use crate::words::session::detail as say;

/// How much of something long is shown: its beginning, or so many pages of it.
#[derive(Debug, Clone, Default)]
pub struct Fold(ArcRwSignal<usize>);

impl Fold {
    /// Whether more than the beginning is shown; tracked.
    pub fn is_open(&self) -> bool {
        self.pages() > 0
    }

    /// How many pages are shown; tracked.
    pub(super) fn pages(&self) -> usize {
        self.0.get()
    }

    pub(super) fn toggle(&self) {
        self.0.update(|pages| *pages = usize::from(*pages == 0));
    }

    pub(super) fn show_more(&self) {
        self.0.update(|pages| *pages += 1);
    }
}

/// The button that shows all of something, or its beginning again.
pub(super) fn fold_button(fold: Fold) -> AnyView {
    disclosure(fold, say::SHOW_ALL.to_owned(), say::SHOW_LESS.to_owned())
}

/// A button that shows something, or hides it.
pub(super) fn disclosure(fold: Fold, show: String, hide: String) -> AnyView {
    let (expanded, label) = (fold.clone(), fold.clone());
    view! {
        <button type="button" class="fold" aria-expanded=flag(move || expanded.is_open())
            on:click=act(move |event: MouseEvent| { event.stop_propagation(); fold.toggle() })>
            {move || if label.is_open() { hide.clone() } else { show.clone() }}
        </button>
    }
    .into_any()
}
