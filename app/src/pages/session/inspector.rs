//! The panel at the right: facts of the session, and the bytes of the chosen event.

pub mod event;
pub mod facts;

use leptos::prelude::*;
use model::timeline::Facts;

use crate::dom::clock::Millis;
use crate::state::live_session::LiveSession;
use crate::ui::tabs::Tabs;
use crate::words;
use event::EventBytes;
use facts::SessionFacts;

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Session,
    Event,
}

/// The panel.
#[component]
pub fn Inspector(
    /// The session.
    state: LiveSession,
    /// What is known of it.
    facts: Memo<Facts>,
    /// The chosen event.
    event: Memo<Option<String>>,
    /// Called with the event to show.
    choose: Callback<Option<String>>,
    /// What the session's environment is called.
    environment: Memo<Option<String>>,
    /// The time now.
    #[prop(into)]
    now: Signal<Millis>,
    /// Whether the panel is open on a small screen.
    panel_open: RwSignal<bool>,
) -> impl IntoView {
    let tab = RwSignal::new(Tab::Session);
    Effect::new(move |_| tab.set(if event.with(Option::is_some) { Tab::Event } else { Tab::Session }));
    let tabs = vec![(Tab::Session, words::session::TAB_SESSION), (Tab::Event, words::session::TAB_EVENT)];
    view! {
        <aside class="inspector" aria-label=words::session::TABS>
            <div class="inspector-head">
                <Tabs label=words::session::TABS tabs chosen=tab on_choose=Callback::new(move |chosen| tab.set(chosen)) panel="inspector-panel"/>
                <button type="button" class="button plain panel-button" on:click=move |_| panel_open.set(false)>
                    {words::session::CLOSE}
                </button>
            </div>
            <div id="inspector-panel" class="inspector-body" role="tabpanel">
                {move || match tab.get() {
                    Tab::Session => view! { <SessionFacts state facts environment/> }.into_any(),
                    Tab::Event => view! { <EventBytes state event choose now/> }.into_any(),
                }}
            </div>
        </aside>
    }
}
