//! The whole session at a glance, above the transcript: lanes to look at, to go along, and to measure.

pub mod board;
pub mod head;
pub mod lanes;
pub mod measures;
pub mod paint;
pub mod palette;
pub mod pointers;
pub mod said;

use leptos::prelude::*;
use model::timeline::RowId;
use model::timeline::strip::Way;
use web_sys::KeyboardEvent;

use crate::dom::keep;
use crate::dom::keys::on_plain_key;
use crate::state::live_session::LiveSession;
use crate::state::strip::StripState;
use crate::ui::divider::{Bounds, Divider, Edge};
use crate::ui::kept_size::KeptSize;
use crate::ui::live::act;
use crate::words::session::strip as words;
use board::Board;
use head::Head;
use lanes::Lanes;
use said::{Card, Measured, Said};

/// One press of a key zooms by this, and moves by this part of what is shown.
const ZOOM: f64 = 0.7;
const STEP: f64 = 0.2;
/// How tall the lanes may be together, and how tall they are until somebody moves their edge.
const BOUNDS: Bounds = Bounds { least: 60.0, most: 600.0 };
const HEIGHT: f64 = 98.0;

/// The strip.
#[component]
pub fn StripView(
    /// The session.
    live: LiveSession,
    /// What the strip shows of it.
    strip: StripState,
    /// Called with the row to open.
    open: Callback<RowId>,
) -> impl IntoView {
    keep(on_plain_key(move |event| press(strip, event)));
    let go = move |event: KeyboardEvent| {
        let way = match event.key().as_str() {
            "ArrowLeft" => Way::Back,
            "ArrowRight" => Way::On,
            "ArrowUp" => Way::Up,
            "ArrowDown" => Way::Down,
            "Enter" => {
                if let Some(row) = strip.focused().and_then(|target| strip.row_id(&target)) {
                    event.prevent_default();
                    open.run(row);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        strip.go(way);
    };
    let size = KeptSize::new("porthole.strip-height", "--strip-height", BOUNDS);
    view! {
        <section class="strip" aria-label=words::STRIP>
            <Head live strip/>
            <div class="strip-box" id="strip-box">
                <Lanes strip/>
                <div class="strip-board" tabindex="0" role="group" aria-label=words::STRIP aria-description=words::KEYS on:keydown=act(go)>
                    <Board live strip open/>
                </div>
            </div>
            <Divider label=words::HEIGHT area="strip-box" edge=Edge::Bottom size default=HEIGHT bounds=BOUNDS/>
            <Card strip/>
            <Measured strip/>
            <Said strip/>
        </section>
    }
}

/// Keys that work wherever no field has the focus.
fn press(strip: StripState, event: &KeyboardEvent) {
    match event.key().as_str() {
        "w" => strip.zoom(0.5, ZOOM),
        "s" => strip.zoom(0.5, 1.0 / ZOOM),
        "a" => strip.pan(-STEP),
        "d" => strip.pan(STEP),
        "f" => strip.fit(),
        "Escape" => strip.clear(),
        _ => return,
    }
    event.prevent_default();
}
