//! Sending a form: once, with its failure beside the button.

use std::future::Future;

use leptos::prelude::*;

use super::check::Wrong;
use crate::api::Error;
use crate::dom;
use crate::dom::task::Task;
use crate::pages::failure::Failure;
use crate::state::account::AccountState;
use crate::words;
use crate::words::error::Attempt;

/// A form that is being sent, or was.
#[derive(Debug, Clone, Copy)]
pub struct Submission {
    account: AccountState,
    is_busy: RwSignal<bool>,
    failure: RwSignal<Option<Error>>,
    running: StoredValue<Option<Task>, LocalStorage>,
}

impl Submission {
    /// Nothing was sent yet.
    pub fn new() -> Self {
        Self {
            account: AccountState::current(),
            is_busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            running: StoredValue::new_local(None),
        }
    }

    /// Sends `request` unless something is on its way already, and calls `on_success` with its answer.
    ///
    /// Closing the form drops the wait, not what the API does.
    pub fn send<T: 'static>(
        self,
        request: impl Future<Output = Result<T, Error>> + 'static,
        on_success: impl FnOnce(T) + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.failure.set(None);
        self.running.set_value(Some(Task::spawn(async move {
            match request.await {
                Ok(answer) => on_success(answer),
                Err(error) => {
                    self.is_busy.set(false);
                    self.account.notice(&error);
                    self.failure.try_set(Some(error));
                }
            }
        })));
    }
}

impl Default for Submission {
    fn default() -> Self {
        Self::new()
    }
}

/// What went wrong, and the button.
#[component]
pub fn SubmitRow(
    /// The form.
    submission: Submission,
    /// What the button says.
    label: &'static str,
) -> impl IntoView {
    let Submission { is_busy, failure, .. } = submission;
    view! {
        <div class="dialog-foot">
            {move || failure.get().map(|error| view! { <Failure error attempt=Attempt::Write/> })}
            <button type="submit" class="button primary" aria-disabled=move || is_busy.get().to_string()>
                {move || if is_busy.get() { words::forms::SENDING } else { label }}
            </button>
        </div>
    }
}

/// Shows what is wrong with a value from the first try on.
#[derive(Debug, Clone, Copy)]
pub struct Checks(RwSignal<bool>);

impl Checks {
    /// Nothing is shown before the first try.
    pub fn new() -> Self {
        Self(RwSignal::new(false))
    }

    /// What is wrong with a field, in words.
    pub fn of<T>(
        self,
        value: RwSignal<String>,
        check: impl Fn(&str) -> Result<T, Wrong> + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        Signal::derive(move || {
            let wrong = value.with(|value| check(value).err());
            wrong.filter(|_| self.0.get()).map(words::forms::wrong)
        })
    }

    /// From now on, what is wrong is shown; the first field that is wrong gets the focus.
    pub fn show(self) {
        self.0.set(true);
        leptos::task::spawn_local(async {
            leptos::task::tick().await;
            if let Some(control) = dom::find("form [aria-invalid=true]") {
                control.focus().ok();
            }
        });
    }
}

impl Default for Checks {
    fn default() -> Self {
        Self::new()
    }
}
