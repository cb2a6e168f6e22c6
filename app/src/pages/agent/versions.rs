//! The choice of a version.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::query::Query;
use model::wire::agent::Agent;

use crate::api::list;
use crate::routes::Route;
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Watched};
use crate::ui::field::Options;
use crate::words;

/// Chooses a version; the choice is part of the address.
#[component]
pub fn VersionChoice(
    /// The agent's id.
    id: String,
    /// The chosen version; the newest if there is none.
    version: Memo<Option<u32>>,
) -> impl IntoView {
    let navigation = Navigation::current();
    let asked = id.clone();
    let once = Memo::new(|_| ());
    let versions = Watched::new(Refresh::Never, once, move |()| {
        let id = asked.clone();
        async move {
            let query = Query::default().with("limit", "100");
            list::page::<Agent>(EndpointId::AgentVersionList, &[&id], query).await
        }
    });
    let options = Memo::new(move |_| {
        versions.with(|remote| {
            let known = remote.value().map(|page| page.known().map(|agent| agent.version).collect::<Vec<_>>());
            known.unwrap_or_default()
        })
    });
    let named = Memo::new(move |_| {
        let name = |version: &u64| (version.to_string(), words::agents::version(*version));
        let mut named = options.with(|versions| versions.iter().map(name).collect::<Vec<_>>());
        // A version beyond the first page is still the choice that the address made.
        if let Some(version) = version.get().filter(|version| options.with(|all| !all.contains(&u64::from(*version)))) {
            named.push(name(&u64::from(version)));
        }
        named
    });
    let newest = move || options.with(|versions| versions.iter().max().copied());
    let chosen = Memo::new(move |_| match version.get() {
        Some(version) => version.to_string(),
        None => newest().map(|version| version.to_string()).unwrap_or_default(),
    });
    let choose = move |event: web_sys::Event| {
        let version = event_target_value(&event).parse().ok();
        navigation.go(&Route::Agent { id: id.clone(), version });
    };
    let choose = StoredValue::new(choose);
    let is_known = move || named.with(|named| !named.is_empty());
    view! {
        <Show when=is_known>
            <select class="control fit" aria-label=words::agents::VERSION on:change=move |event| choose.with_value(|choose| choose(event))>
                <Options value=chosen options=named/>
            </select>
        </Show>
    }
}
