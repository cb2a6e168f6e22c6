//! Every event as the API sent it, in the server's order.

use std::sync::Arc;

use leptos::prelude::*;
use model::ids::ThreadId;
use model::timeline::Log;

use super::Scene;
use super::event::EventDetail;
use crate::reactive::{derived, effect, memo};
use crate::ui::live::{live, live_option};
use crate::ui::long_list::LongList;
use crate::ui::select::{Choices, Select};
use crate::words;
use crate::words::session::inspector::events as say;

/// The list of events, and the chosen one.
#[component]
pub fn EventsTab(
    /// What the tabs know.
    scene: Scene,
) -> impl IntoView {
    let Scene { state, event, choose, .. } = scene;
    // Empty: all types; the session's own log.
    let kind = RwSignal::new(String::new());
    let thread = RwSignal::new(String::new());
    effect(move || {
        scene.changed();
        let log = event.with(|event| state.log_of(event.as_deref()?));
        match log {
            Some(Log::Thread(id)) => thread.set(id.to_string()),
            Some(Log::Session) => thread.set(String::new()),
            None => {}
        }
    });
    let listing = memo(move || {
        scene.changed();
        let log = thread.with(|id| if id.is_empty() { Log::Session } else { Log::Thread(ThreadId::new(id.as_str())) });
        let listing = kind.with(|kind| state.listing(&log, Some(kind.as_str()).filter(|kind| !kind.is_empty())));
        (listing.kinds, Arc::new(listing.events))
    });
    let items = derived(move || listing.with(|(_, events)| Arc::clone(events)));
    let chosen = memo(move || {
        let number = event.with(|event| state.number_of(event.as_deref()?))?;
        listing.with(|(_, events)| events.iter().position(|event| *event == number))
    });
    let types = derived(move || {
        let all = (String::new(), say::ALL.to_owned());
        let kinds = listing.with(|(kinds, _)| kinds.clone());
        std::iter::once(all)
            .chain(kinds.into_iter().map(|(kind, count)| (kind.clone(), say::kind(&kind, count))))
            .collect()
    });
    let logs = memo(move || {
        scene.changed();
        state.threads_here()
    });
    let threads = derived(move || -> Choices {
        let main = (String::new(), words::session::fact::MAIN.to_owned());
        std::iter::once(main).chain(logs.get()).collect()
    });
    let is_empty = memo(move || listing.with(|(_, events)| events.is_empty()));
    let line = Callback::new(move |number: u32| {
        let Some(glance) = state.glance(number) else { return ().into_any() };
        let time = move || glance.at.map_or(Some(say::QUEUED.to_owned()), |at| scene.offset(at));
        let id = say::short_id(&glance.id);
        view! { <span class="line-time">{move || time()}</span><code class="line-text">{glance.kind}</code><span class="line-end mono">{id}</span> }
            .into_any()
    });
    let pick = Callback::new(move |number: u32| choose.run(state.glance(number).map(|glance| glance.id)));
    let set_kind = Callback::new(move |chosen| kind.set(chosen));
    let set_thread = Callback::new(move |chosen| thread.set(chosen));
    view! {
        <div class="events-head">
            <Select label=say::TYPE chosen=kind.into() options=types choose=set_kind/>
            {live_option(move || (!logs.with(Vec::is_empty)).then(|| {
                view! { <Select label=say::THREAD chosen=thread.into() options=threads choose=set_thread/> }.into_any()
            }))}
            <span class="muted">{move || say::count(items.with(|items| items.len()))}</span>
        </div>
        {live(move || if is_empty.get() {
            let why = if kind.with(String::is_empty) { say::EMPTY } else { say::NONE_OF_TYPE };
            view! { <p class="muted events-empty">{why}</p> }.into_any()
        } else {
            view! { <LongList label=say::LIST items chosen choose=pick line/> }.into_any()
        })}
        <EventDetail scene/>
    }
}
