//! A field for something that the API lists.

use leptos::prelude::*;

use super::check;
use super::submit::Form;
use crate::pages::failure::Failure;
use crate::reactive::derived;
use crate::state::directory::Directory;
use crate::state::remote::Remote;
use crate::ui::field::FieldWords;
use crate::ui::live::live_option;
use crate::ui::select::SelectField;

/// A field for something that the API lists; what is archived cannot be chosen.
#[component]
pub fn Choose(
    /// What it says.
    words: FieldWords,
    /// What stands there before anything is chosen.
    nothing: &'static str,
    /// The chosen id.
    value: RwSignal<String>,
    /// What there is.
    directory: Directory,
    /// The form.
    form: Form,
    /// The control has the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let options = derived(move || {
        let mut options = vec![(String::new(), nothing.to_owned())];
        directory.with(|names| {
            let open = names.iter().filter(|named| !named.is_archived);
            options.extend(open.map(|named| (named.id.clone(), named.name.clone())));
        });
        options
    });
    let retry = Callback::new(move |()| directory.reload());
    let failure = live_option(move || match directory.remote() {
        Remote::Failed(error) => Some(view! { <Failure error retry/> }.into_any()),
        _ => None,
    });
    view! {
        <SelectField words value options error=form.wrong(value, check::chosen) autofocus/>
        {failure}
    }
}
