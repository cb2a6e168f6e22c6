//! The shell around every page.

pub mod rail;

use leptos::prelude::*;

use crate::dom;
use crate::pages::agent::AgentPage;
use crate::pages::agents::AgentsPage;
use crate::pages::environment::EnvironmentPage;
use crate::pages::environments::EnvironmentsPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::session::SessionPage;
use crate::pages::sessions::SessionsPage;
use crate::pages::sign_in::SignInPage;
use crate::reactive::{effect, memo};
use crate::routes::{Route, Section};
use crate::state::account::{AccountState, Who};
use crate::state::navigation::Navigation;
use crate::state::theme::ThemeState;
use crate::ui::live::live;
use crate::words;
use rail::Rail;

/// The dashboard.
#[component]
pub fn App() -> impl IntoView {
    ThemeState::provide();
    let account = AccountState::provide();
    let navigation = Navigation::provide();
    effect(move || {
        if navigation.route() == Route::Home {
            navigation.replace(&Section::Sessions.route());
        }
    });

    let is_signed_out = memo(move || account.who() == Who::SignedOut);
    let place = Memo::new_with_compare(
        move |_| (navigation.route(), is_signed_out.get()),
        |old, new| !matches!((old, new), (Some(old), Some(new)) if old.0.is_same_page(&new.0) && old.1 == new.1),
    );
    focus_heading_on_change(place);

    view! {
        <a class="skip-link" href="#main">{words::nav::SKIP}</a>
        <Rail/>
        {live(move || {
            let (route, is_signed_out) = place.get();
            if is_signed_out { view! { <SignInPage/> }.into_any() } else { page(route) }
        })}
    }
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Home | Route::Sessions(_) => view! { <SessionsPage/> }.into_any(),
        Route::Session { id, .. } => view! { <SessionPage id/> }.into_any(),
        Route::Agents(_) => view! { <AgentsPage/> }.into_any(),
        Route::Agent { id, .. } => view! { <AgentPage id/> }.into_any(),
        Route::Environments(_) => view! { <EnvironmentsPage/> }.into_any(),
        Route::Environment { id } => view! { <EnvironmentPage id/> }.into_any(),
        Route::NotFound => view! { <NotFoundPage/> }.into_any(),
    }
}

/// Somebody who navigates by keyboard or screen reader starts at the new page's heading.
///
/// Not on the first page: there the browser has its own way to begin.
fn focus_heading_on_change(place: Memo<(Route, bool)>) {
    Effect::new(move |is_later: Option<bool>| {
        place.track();
        if let (Some(true), Some(heading)) = (is_later, dom::find("main h1")) {
            // A heading that cannot be focused is not worth an error.
            heading.focus().ok();
        }
        true
    });
}
