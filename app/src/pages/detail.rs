//! The page of one thing, in all its states: loading, there, stale, failed.

use leptos::prelude::*;

use super::failure::Failure;
use super::frame::Page;
use super::stale::StaleBanner;
use crate::api::Error;
use crate::api::client::Request;
use crate::reactive::derived;
use crate::state::directory::Named;
use crate::state::remote::{Asked, Refresh, Remote, Watched};
use crate::state::ticker::Now;
use crate::ui::live::live;
use crate::ui::skeleton::Skeleton;

/// Reads one thing, as JSON text.
pub fn thing(request: Result<Request, Error>) -> Asked<String> {
    Box::pin(async move { Ok(request?.fetch().await?.into_text()) })
}

/// The page of one thing.
#[component]
pub fn DetailPage(
    /// Asks for the thing; again whenever a signal changes that it tracks.
    ask: Box<dyn Fn() -> Asked<String>>,
    /// Its heading until its name is known.
    kind: &'static str,
    /// Everything about it, or why it cannot be read.
    show: fn(&str, Now) -> serde_json::Result<AnyView>,
    /// What stands beside the heading.
    #[prop(optional, into)]
    aside: ViewFn,
    /// Buttons at the right of the heading.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    let watched = Watched::new(Refresh::Never, ask);
    let now = Now::ticking();
    let title = derived(move || {
        watched
            .with(|remote| remote.value().and_then(|json| Named::read(json)))
            .map_or(kind.to_owned(), |named| named.name)
    });
    let retry = Callback::new(move |()| watched.reload());
    let shown = move |json: &str| match show(json, now) {
        Ok(view) => view,
        Err(error) => {
            let error = Error::Decode { detail: error.to_string(), request_id: None };
            view! { <Failure error retry/> }.into_any()
        }
    };
    view! {
        <Page title aside actions>
            {live(move || match watched.get() {
                Remote::Loading => view! { <p class="page-body"><Skeleton/></p> }.into_any(),
                Remote::Failed(error) => view! { <Failure error retry/> }.into_any(),
                Remote::Fresh { value, .. } => shown(&value),
                Remote::Stale { value, checked_at, error } => {
                    view! { <StaleBanner at=checked_at error retry/> {shown(&value)} }.into_any()
                }
            })}
        </Page>
    }
}
