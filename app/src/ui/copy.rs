//! A button that copies.

use std::time::Duration;

use leptos::prelude::*;

use super::live::act;
use crate::dom::clipboard;
use crate::dom::task::Task;
use crate::dom::timer::sleep;

/// What a copy button says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyWords {
    /// Before.
    pub copy: &'static str,
    /// After it worked.
    pub copied: &'static str,
    /// After the browser refused.
    pub refused: &'static str,
}

/// Copies `text` to the clipboard, and says so for a moment.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says.
    words: CopyWords,
    /// What exactly is copied, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let said = RwSignal::new(words.copy);
    let running = StoredValue::new_local(None::<Task>);
    let copy = move |event: leptos::ev::MouseEvent| {
        // Inside a summary a click would also fold.
        event.prevent_default();
        event.stop_propagation();
        let text = text.get_untracked();
        running.set_value(Some(Task::spawn(async move {
            let worked = clipboard::copy(&text).await;
            said.set(if worked { words.copied } else { words.refused });
            sleep(Duration::from_secs(2)).await;
            said.set(words.copy);
        })));
    };
    view! {
        <button type="button" class="copy" title=label on:click=act(copy)>
            <span aria-live="polite">{said}</span>
        </button>
    }
}
