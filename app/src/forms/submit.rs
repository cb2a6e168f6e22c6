//! Sending a form: once, with what is wrong beside its fields and its failure beside the button.

use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::check::Wrong;
use crate::api::Error;
use crate::dom;
use crate::dom::task::Task;
use crate::pages::failure::Failure;
use crate::reactive::derived;
use crate::routes::Route;
use crate::state::account::AccountState;
use crate::state::draft::Draft;
use crate::state::navigation::Navigation;
use crate::state::remote::Asked;
use crate::ui::dialog::Dialog;
use crate::ui::live::{act, flag, live_option};
use crate::words;
use crate::words::error::Attempt;

/// A form: what was typed, whether it is on its way, and what went wrong.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    draft: Draft,
    account: AccountState,
    navigation: Navigation,
    /// What is wrong with a value is shown from the first try on.
    was_tried: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    failure: RwSignal<Option<Error>>,
    running: StoredValue<Option<Task>, LocalStorage>,
}

impl Form {
    /// The form with this name, as it was left.
    pub fn new(name: &'static str) -> Self {
        Self {
            draft: Draft::new(name),
            account: AccountState::current(),
            navigation: Navigation::current(),
            was_tried: RwSignal::new(false),
            is_busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            running: StoredValue::new_local(None),
        }
    }

    /// A field: what was typed before, else `default`.
    pub fn field(self, name: &'static str, default: &str) -> RwSignal<String> {
        self.draft.field(name, default)
    }

    /// What is wrong with a field, in words.
    pub fn wrong<T: 'static>(
        self,
        value: RwSignal<String>,
        check: fn(&str) -> Result<T, Wrong>,
    ) -> Signal<Option<String>> {
        derived(move || {
            let wrong = value.with(|value| check(value).err());
            wrong.filter(|_| self.was_tried.get()).map(words::forms::wrong)
        })
    }

    /// Sends `request`, and goes to what was made; or shows what is wrong with the fields.
    ///
    /// Only once at a time. Closing the form drops the wait, not what the API does.
    pub fn send(self, request: Result<Asked<String>, Wrong>, route: fn(&str) -> Route) {
        if self.is_busy.get_untracked() {
            return;
        }
        let Ok(request) = request else { return self.show_wrong() };
        self.is_busy.set(true);
        self.failure.set(None);
        self.running.set_value(Some(Task::spawn(async move {
            match request.await {
                Ok(id) => {
                    self.draft.forget();
                    self.navigation.replace(&route(&id));
                }
                Err(error) => {
                    self.is_busy.set(false);
                    self.account.notice(&error);
                    self.failure.try_set(Some(error));
                }
            }
        })));
    }

    /// The first field that is wrong gets the focus.
    fn show_wrong(self) {
        self.was_tried.set(true);
        leptos::task::spawn_local(async {
            leptos::task::tick().await;
            if let Some(control) = dom::find("form [aria-invalid=true]") {
                control.focus().ok();
            }
        });
    }
}

/// A form in a dialog.
#[component]
pub fn FormDialog(
    /// The form.
    form: Form,
    /// Its heading.
    title: &'static str,
    /// What the button says.
    submit: &'static str,
    /// Called when the button is pressed.
    send: Callback<()>,
    /// Called when it is closed.
    on_close: Callback<()>,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let Form { is_busy, failure, .. } = form;
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    view! {
        <Dialog title close_label=words::common::CLOSE on_close>
            <form class="form" novalidate on:submit=act(on_submit)>
                {children()}
                <div class="dialog-foot">
                    {live_option(move || failure.get().map(|error| view! { <Failure error attempt=Attempt::Write/> }.into_any()))}
                    <button type="submit" class="button primary" aria-disabled=flag(move || is_busy.get())>
                        {derived(move || if is_busy.get() { words::forms::SENDING } else { submit })}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
