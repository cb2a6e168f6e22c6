//! One of a few values, all of them in sight.

use leptos::prelude::*;

use super::field::FieldWords;
use super::live::act;
use super::unique_id;
use crate::reactive::derived;

/// A group of values of which one is chosen.
#[component]
pub fn ChoiceField(
    /// What it says.
    words: FieldWords,
    /// The chosen value.
    value: RwSignal<String>,
    /// Values and what they are called.
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let group = unique_id("choice");
    let choice = move |&(id, name): &'static (&'static str, &'static str)| {
        let group = group.clone();
        view! {
            <label>
                <input
                    type="radio" name=group value=id
                    prop:checked=derived(move || value.with(|value| value == id))
                    on:change=act(move |_| value.set(id.to_owned()))
                />
                {name}
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{words.label}</legend>
            <div class="choices">{options.iter().map(choice).collect_view()}</div>
        </fieldset>
    }
}
