//! One of several values, unfolded when asked.

use leptos::prelude::*;
use web_sys::Event;

use super::field::{FieldWords, Ids, frame};
use super::live::{act, flag, live};
use crate::reactive::{derived, memo};

/// Values and what they are called.
pub type Choices = Vec<(String, String)>;

/// A field for one of several values.
#[component]
pub fn SelectField(
    /// What it says.
    words: FieldWords,
    /// The chosen value; empty for none.
    value: RwSignal<String>,
    /// Values and what they are called.
    options: Signal<Choices>,
    /// What is wrong with the value, if anything is.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// The control has the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let ids = Ids::new();
    let (control, described) = (ids.control.clone(), ids.described(&words));
    let select = view! {
        <select
            class="control" id=control autofocus=autofocus aria-describedby=described
            aria-invalid=flag(move || error.with(Option::is_some))
            on:change=act(move |event: Event| value.set(event_target_value(&event)))
        >
            {list(value.into(), options)}
        </select>
    };
    frame(words, ids, error, select.into_any())
}

/// A choice that acts at once, without a label beside it.
#[component]
pub fn Select(
    /// What it is called.
    label: &'static str,
    /// The chosen value.
    chosen: Signal<String>,
    /// Values and what they are called.
    options: Signal<Choices>,
    /// Called with the value to choose.
    choose: Callback<String>,
) -> impl IntoView {
    view! {
        <select
            class="control fit" aria-label=label
            on:change=act(move |event: Event| choose.run(event_target_value(&event)))
        >
            {list(chosen, options)}
        </select>
    }
}

fn list(chosen: Signal<String>, options: Signal<Choices>) -> AnyView {
    let option = move |(value, name): (String, String)| {
        let own = value.clone();
        let is_chosen = derived(move || chosen.with(|chosen| *chosen == own));
        view! { <option value=value prop:selected=is_chosen>{name}</option> }.into_any()
    };
    let options = memo(move || options.get());
    live(move || options.get().into_iter().map(option).collect::<Vec<AnyView>>().into_any())
}
