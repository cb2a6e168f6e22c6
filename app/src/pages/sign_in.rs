//! Asks for a key, in place of the page that needs one; the address stays, so that the page comes back.

use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::failure::Failure;
use super::frame::Page;
use crate::api::Error;
use crate::dom::task::Task;
use crate::state::account::AccountState;
use crate::ui::field::TextField;
use crate::ui::live::{act, flag, live_option};
use crate::words::error::Attempt;
use crate::words::nav::sign_in as said;

/// Asks for a key.
#[component]
pub fn SignInPage() -> impl IntoView {
    let account = AccountState::current();
    let key = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Error>);
    let is_busy = RwSignal::new(false);
    let running = StoredValue::new_local(None::<Task>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = key.get_untracked().trim().to_owned();
        if typed.is_empty() {
            wrong.set(Some(said::MISSING.to_owned()));
            return;
        }
        wrong.set(None);
        failure.set(None);
        is_busy.set(true);
        running.set_value(Some(Task::spawn(async move {
            let result = account.sign_in(&typed).await;
            // After a success this page is gone, and its signals with it.
            if let Err(error) = result {
                match error {
                    Error::Unauthorized(_) => wrong.set(Some(said::WRONG.to_owned())),
                    error => failure.set(Some(error)),
                }
                is_busy.set(false);
            }
        })));
    };
    view! {
        <Page title=said::TITLE.to_owned()>
            <form class="form sign-in" on:submit=act(submit)>
                <p>{said::WHY}</p>
                <TextField words=said::KEY value=key error=wrong kind="password" autofocus=true/>
                {live_option(move || failure.get().map(|error| view! { <Failure error attempt=Attempt::Read/> }.into_any()))}
                <button type="submit" class="button primary" aria-disabled=flag(move || is_busy.get())>{said::SUBMIT}</button>
            </form>
        </Page>
    }
}
