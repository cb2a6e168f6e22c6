//! A session that is being watched: its events as they come, the rows made of them, and which of them are on screen.

mod find;
mod inspect;
mod intake;
mod list;
mod look;
mod reader;
mod reply;
mod since;
mod threads;

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use leptos::prelude::*;
use model::cost::Model;
use model::endpoint::EndpointId;
use model::follow::State;
use model::query::Query;
use model::resume::{Input, Output};
use model::time::Time;
use model::timeline::{Base, Deltas, Log, RowId, Timeline};
use model::wire::session::Session;
use model::wire::{Event, Wire};

use crate::api::Error;
use crate::api::client::Request;
use crate::dom::clock::{Clock, Millis};
use crate::dom::frame::FrameScheduler;
use crate::dom::keep;
use crate::dom::listener::Listener;
use crate::dom::task::Task;
use crate::dom::timer::{Timeout, sleep};
use crate::state::account::AccountState;
use crate::timeline::extents::Extents;
use find::Finding;
use list::Window;
use reader::Reader;
use reply::Replies;

pub use find::FindState;
pub use inspect::Revision;
pub use list::{Cell, ListState};
pub use reply::{Draft, Reply};
pub use since::Since;

/// How long after a failure the session object is read again.
const READ_AGAIN: Duration = Duration::from_secs(2);

/// A watched session; ends with the view that made it.
#[derive(Debug, Clone, Copy)]
pub struct LiveSession {
    inner: StoredValue<Inner, LocalStorage>,
    /// Counts every change of the timeline.
    version: RwSignal<u64>,
    live: RwSignal<State>,
    failure: RwSignal<Option<Error>>,
    session: RwSignal<Option<Wire<Session>>>,
    list: ListState,
    find: FindState,
    clock: Clock,
    account: AccountState,
}

#[derive(Debug)]
struct Inner {
    id: String,
    timeline: Timeline,
    /// What is put together anew, when the relay has another log.
    aside: Option<Timeline>,
    /// How often that took the place of what was shown.
    swaps: u64,
    deltas: Deltas,
    /// The session's own log first, then those of the threads that are shown.
    readers: Vec<Reader>,
    /// What the readers said and the timeline has not taken yet.
    queue: VecDeque<(Log, Output<Wire<Event>>)>,
    /// The last state of the session's own log that was taken from there.
    taken_state: State,
    base: Base,
    model: Option<Model>,
    extents: Extents,
    window: Window,
    finding: Finding,
    /// Rows that read differently since the last paint.
    changed: HashSet<RowId>,
    /// The event that the address names, until it is shown.
    wanted: Option<String>,
    frame: Option<FrameScheduler>,
    hidden: Option<Timeout>,
    /// When a hidden page gives up its line.
    leaving: Option<Timeout>,
    replies: Replies,
    facts: Option<Task>,
}

impl LiveSession {
    /// Watches the session `id`, and shows the event `wanted` once it is here.
    pub fn watch(id: &str, wanted: Option<String>) -> Self {
        let clock = Clock::current();
        let inner = Inner {
            id: id.to_owned(),
            timeline: Timeline::default(),
            aside: None,
            swaps: 0,
            deltas: Deltas::default(),
            readers: vec![Reader::new(Log::Session, seed(clock.now()))],
            queue: VecDeque::new(),
            taken_state: State::Connecting,
            base: Base::default(),
            model: None,
            extents: Extents::default(),
            window: Window::default(),
            finding: Finding::default(),
            changed: HashSet::new(),
            wanted: wanted.clone(),
            frame: None,
            hidden: None,
            leaving: None,
            replies: Replies::default(),
            facts: None,
        };
        let state = Self {
            inner: StoredValue::new_local(inner),
            version: RwSignal::new(0),
            live: RwSignal::new(State::Connecting),
            failure: RwSignal::new(None),
            session: RwSignal::new(None),
            list: ListState::new(wanted.is_none()),
            find: FindState::new(),
            clock,
            account: AccountState::current(),
        };
        let frame = FrameScheduler::new(move || state.on_frame());
        state.with_inner(|inner| inner.frame = Some(frame));
        keep(Listener::at_document("visibilitychange", move |_| state.visibility_changed()));
        on_cleanup(move || state.remember());
        // The network is back: no need to wait for the next attempt.
        keep(Listener::at_window("online", move |_| state.hurry()));
        state.read_session();
        state.input(&Log::Session, Input::Tick);
        state.reopen_threads();
        state
    }

    /// The session's id.
    pub fn id(self) -> String {
        self.inner.with_value(|inner| inner.id.clone())
    }

    /// The session object, as it was last read; tracked.
    pub fn session(self) -> Option<Wire<Session>> {
        self.session.get()
    }

    /// Looks at the session object; tracked.
    pub fn with_session<T>(self, look: impl FnOnce(&Session) -> T) -> Option<T> {
        self.session.with(|session| session.as_ref().map(|session| look(session.value())))
    }

    /// How much is known, and how fresh it is; tracked.
    pub fn live(self) -> State {
        self.live.get()
    }

    /// What went wrong last; tracked.
    pub fn failure(self) -> Option<Error> {
        self.failure.get()
    }

    /// The list on screen.
    pub fn list(self) -> ListState {
        self.list
    }

    /// Tries again now.
    pub fn hurry(self) {
        self.failure.set(None);
        self.with_inner(|inner| inner.readers.iter_mut().for_each(|reader| reader.resume.hurry()));
        if self.session.with_untracked(Option::is_none) {
            self.read_session();
        }
        self.input_all(&Input::Tick);
    }

    fn look<T>(self, look: impl FnOnce(&Timeline) -> T) -> T {
        self.version.track();
        self.inner.with_value(|inner| look(&inner.timeline))
    }

    fn with_inner<T>(self, work: impl FnOnce(&mut Inner) -> T) -> Option<T> {
        self.inner.try_update_value(work)
    }

    /// Reads the session object, which names the agent and its model; after a failure that may pass, again.
    fn read_session(self) {
        let task = Task::spawn(async move {
            loop {
                match self.retrieve().await {
                    Ok(session) => break self.take_session(session),
                    Err(error) => {
                        let may_pass = error.may_pass();
                        self.fail(error);
                        if !may_pass {
                            break;
                        }
                    }
                }
                sleep(READ_AGAIN).await;
            }
        });
        self.with_inner(|inner| inner.facts = Some(task));
    }

    async fn retrieve(self) -> Result<Wire<Session>, Error> {
        Request::new(EndpointId::SessionRetrieve, &[&self.id()])?.query(Query::default()).send().await
    }

    fn take_session(self, session: Wire<Session>) {
        self.with_inner(|inner| {
            inner.set_session(Base::of(&session), session.value());
        });
        self.session.set(Some(session));
        if matches!(self.live.get_untracked(), State::Live | State::Ended) {
            self.failure.set(None);
        }
        self.redraw();
    }

    fn fail(self, error: Error) {
        self.account.notice(&error);
        self.failure.set(Some(error));
    }
}

/// The price of work depends on these.
fn model_of(session: &Session) -> Option<Model> {
    let id = session.agent.model()?.to_string();
    let config = session.agent.definition().and_then(|definition| definition.model.as_ref());
    let geo = config.and_then(|model| model.inference_geo.as_str());
    Some(Model { id, us_only: geo == Some("us") })
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds of today need 41 bits")]
fn time(now: Millis) -> Time {
    Time::from_millis(now as i64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "any number will do")]
fn seed(now: Millis) -> u64 {
    (js_sys::Math::random() * 9e15) as u64 ^ now as u64
}
