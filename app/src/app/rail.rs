//! The navigation: a rail at the side, a bar at the bottom of a phone.

use leptos::prelude::*;

use crate::dom::task::Task;
use crate::reactive::{derived, memo};
use crate::routes::Section;
use crate::state::account::{AccountState, Who};
use crate::state::navigation::Navigation;
use crate::state::theme::ThemeState;
use crate::ui::live::{act, live_option};
use crate::words;

/// The navigation.
#[component]
pub fn Rail() -> impl IntoView {
    view! {
        <header class="rail">
            <a class="brand" href="/" aria-label=words::nav::NAME>
                <Mark/>
                <span>{words::nav::NAME}</span>
            </a>
            <nav aria-label=words::nav::NAVIGATION>
                {Section::ALL.map(|section| view! { <Entry section/> }).collect_view()}
            </nav>
            <div class="rail-foot">
                <Environment/>
                <ThemeChoice/>
                <SignOut/>
            </div>
        </header>
    }
}

#[component]
fn Entry(section: Section) -> impl IntoView {
    let navigation = Navigation::current();
    let current = navigation.read(move |route| route.section() == Some(section));
    view! {
        <a href=section.route().path() aria-current=move || current.get().then_some("page")>
            {words::nav::section(section)}
        </a>
    }
}

/// Says what the page is connected to, where that is not the real thing.
#[component]
fn Environment() -> impl IntoView {
    let account = AccountState::current();
    let line = move || match account.who() {
        Who::SignedIn(account) => words::nav::connection(account.simulated, account.open),
        Who::Unknown | Who::SignedOut => None,
    };
    live_option(move || line().map(|line| view! { <p class="rail-note">{line}</p> }.into_any()))
}

/// Says the theme, and goes on to the next one.
#[component]
fn ThemeChoice() -> impl IntoView {
    let theme = ThemeState::current();
    view! {
        <button type="button" class="button plain" on:click=act(move |_| theme.choose(theme.get_untracked().next()))>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.5"/>
                <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/>
            </svg>
            <span>{derived(move || words::nav::theme(theme.get()))}</span>
        </button>
    }
}

/// Ends the sign-in, where there is one.
#[component]
fn SignOut() -> impl IntoView {
    let account = AccountState::current();
    let is_signed_in = memo(move || matches!(account.who(), Who::SignedIn(account) if !account.open));
    let running = StoredValue::new_local(None::<Task>);
    let sign_out = move |_| {
        running.set_value(Some(Task::spawn(async move {
            // Without an answer nothing has changed, and the button is still there.
            account.sign_out().await.ok();
        })));
    };
    view! {
        {live_option(move || is_signed_in.get().then(|| view! {
            <button type="button" class="button plain" on:click=act(sign_out)>
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                    <path d="M6.5 2.5h-4v11h4M6 8h7.5m-3-3 3 3-3 3" fill="none" stroke="currentColor" stroke-width="1.5"/>
                </svg>
                <span>{words::nav::SIGN_OUT}</span>
            </button>
        }.into_any()))}
    }
}

/// A window with a wave in it.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2.5"/>
            <path d="M5 12.5c2.3-2.6 4.7-2.6 7 0s4.7 2.6 7 0" fill="none" stroke="currentColor" stroke-width="2.5"/>
        </svg>
    }
}
