//! A label, a control, and what is wrong with its value.

use leptos::prelude::*;

use super::live::{act, flag, live_option};
use super::status::{Mark, Shape};
use super::unique_id;

/// The label and the lines around a control.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldWords {
    /// What is asked for.
    pub label: &'static str,
    /// How to answer.
    pub hint: &'static str,
    /// Beside the label of what may be left out: `optional`.
    pub optional: &'static str,
}

/// How much text is expected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// One line.
    #[default]
    Line,
    /// Some lines.
    Lines,
    /// A page.
    Page,
}

/// A field for text.
#[component]
pub fn TextField(
    /// What it says.
    words: FieldWords,
    /// Its value.
    value: RwSignal<String>,
    /// What is wrong with the value, if anything is.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// How much text is expected.
    #[prop(optional)]
    size: Size,
    /// The control's `type`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The control has the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let ids = Ids::new();
    let (control, described) = (ids.control.clone(), ids.described(&words));
    let invalid = flag(move || error.with(Option::is_some));
    let set = move |event| value.set(event_target_value(&event));
    let input = match size {
        Size::Line => view! {
            <input
                class="control" id=control type=kind autocomplete="off" autofocus=autofocus
                aria-describedby=described aria-invalid=invalid prop:value=value on:input=act(set)
            />
        }
        .into_any(),
        Size::Lines | Size::Page => view! {
            <textarea
                class="control" class:long=size == Size::Page id=control autofocus=autofocus
                aria-describedby=described aria-invalid=invalid prop:value=value on:input=act(set)
            ></textarea>
        }
        .into_any(),
    };
    frame(words, ids, error, input)
}

/// Where the parts of a field find each other.
pub(super) struct Ids {
    pub(super) control: String,
    hint: String,
    error: String,
}

impl Ids {
    pub(super) fn new() -> Self {
        let control = unique_id("field");
        Self { hint: format!("{control}-hint"), error: format!("{control}-error"), control }
    }

    /// An id without an element is allowed, so the error's is always named.
    pub(super) fn described(&self, words: &FieldWords) -> String {
        if words.hint.is_empty() { self.error.clone() } else { format!("{} {}", self.error, self.hint) }
    }
}

/// The label and the lines around a control.
pub(super) fn frame(words: FieldWords, ids: Ids, error: Signal<Option<String>>, control: AnyView) -> AnyView {
    let mark = (!words.optional.is_empty()).then(|| view! { <span class="optional-mark">" " {words.optional}</span> });
    let wrong = live_option(move || {
        let error = error.get()?;
        Some(view! { <p class="field-error"><Mark shape=Shape::Triangle/>{error}</p> }.into_any())
    });
    view! {
        <div class="field">
            <label for=ids.control>{words.label}{mark}</label>
            {control}
            <div id=ids.error aria-live="polite">{wrong}</div>
            {(!words.hint.is_empty()).then(|| view! { <p class="hint" id=ids.hint>{words.hint}</p> })}
        </div>
    }
    .into_any()
}
