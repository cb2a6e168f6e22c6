//! The panel at the right: what the session is, and what lies under the rows.

pub mod agent;
pub mod cost;
pub mod event;
pub mod events;
pub mod facts;
pub mod memory;
pub mod outputs;
pub mod preview;
pub mod resources;
pub mod threads;
pub mod tools;

use leptos::prelude::*;
use model::timeline::{Facts, RowId};

use crate::dom::clock::Millis;
use crate::routes::PanelTab;
use crate::state::live_session::{LiveSession, Revision};
use crate::ui::divider::{Bounds, Divider, Edge};
use crate::ui::kept_size::KeptSize;
use crate::ui::live::{act, live};
use crate::ui::tabs::Tabs;
use crate::words;
use crate::words::session::inspector as say;
use events::EventsTab;
use facts::SessionTab;
use resources::ResourcesTab;
use threads::ThreadsTab;
use tools::ToolsTab;

/// How wide the panel may be.
const BOUNDS: Bounds = Bounds { least: 300.0, most: 640.0 };
/// How wide it is until somebody moves its edge; the style sheet says the same.
const WIDTH: f64 = 372.0;

/// What the tabs need to know.
#[derive(Debug, Clone, Copy)]
pub struct Scene {
    /// The session.
    pub state: LiveSession,
    /// What is known of it.
    pub facts: Memo<Facts>,
    /// The chosen event.
    pub event: Memo<Option<String>>,
    /// Called with the event to show.
    pub choose: Callback<Option<String>>,
    /// What the session's environment is called.
    pub environment: Memo<Option<String>>,
    /// The time now.
    pub now: Signal<Millis>,
    /// Changes with the stored events.
    pub changes: Memo<Revision>,
    /// Whether the history is here from its beginning.
    pub is_complete: Signal<bool>,
    /// Called with the row to go to.
    pub reveal: Callback<RowId>,
}

impl Scene {
    /// Tracks the stored events. A memo that is only tracked and never read hears of nothing.
    pub fn changed(self) {
        self.changes.with(|_| ());
    }

    /// How long after the session's beginning something happened; tracked.
    pub fn offset(self, at: model::time::Time) -> Option<String> {
        let started = self.facts.with(|facts| facts.started)?;
        Some(words::session::offset(at.millis_since(started)))
    }
}

/// The panel.
#[component]
pub fn Inspector(
    /// What the tabs need to know.
    scene: Scene,
    /// The chosen tab.
    tab: Memo<PanelTab>,
    /// Called with the tab to choose.
    choose_tab: Callback<PanelTab>,
    /// Whether the panel is open on a small screen.
    panel_open: RwSignal<bool>,
) -> impl IntoView {
    let size = KeptSize::new("porthole.inspector-width", "--inspector", BOUNDS);
    let tabs = PanelTab::ALL.map(|tab| (tab, say::tab(tab))).to_vec();
    view! {
        <aside id="inspector" class="inspector" aria-label=words::session::TABS>
            <Divider label=say::WIDTH area="inspector" edge=Edge::Left size default=WIDTH bounds=BOUNDS/>
            <div class="inspector-head">
                <Tabs label=words::session::TABS tabs chosen=tab on_choose=choose_tab panel="inspector-panel"/>
                <button type="button" class="button plain panel-button" on:click=act(move |_| panel_open.set(false))>
                    {words::session::CLOSE}
                </button>
            </div>
            <div id="inspector-panel" class="inspector-body" role="tabpanel" aria-label=move || say::tab(tab.get())
                class:is-split=move || matches!(tab.get(), PanelTab::Events)>
                {live(move || match tab.get() {
                    PanelTab::Session => view! { <SessionTab scene/> }.into_any(),
                    PanelTab::Events => view! { <EventsTab scene/> }.into_any(),
                    PanelTab::Tools => view! { <ToolsTab scene/> }.into_any(),
                    PanelTab::Resources => view! { <ResourcesTab scene/> }.into_any(),
                    PanelTab::Threads => view! { <ThreadsTab scene/> }.into_any(),
                })}
            </div>
        </aside>
    }
}
