//! Rows: what people see of a session, one line each, without a word of English.

mod state;
mod tool;

use std::sync::Arc;

use crate::cost::{Cost, Tokens};
use crate::time::Time;

pub use state::{Follows, Phase, PhaseState, RunState, StopReason, ThreadState};
pub use tool::{Answer, Detail, Family, Question, ToolRow, Waits};

/// A row, the same for as long as the timeline lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub(super) u32);

impl RowId {
    /// Its number, for naming it in a page.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which row.
    pub id: RowId,
    /// The event that it stands at, for links.
    pub event: String,
    /// When it happened; none while it waits or is being written.
    pub at: Option<Time>,
    /// What the child thread is called that it was copied from.
    pub thread: Option<String>,
    /// What happened.
    pub kind: Kind,
    /// How long it took.
    pub millis: Option<u64>,
    /// What the model request cost.
    pub cost: Option<Cost>,
    /// What the model request used.
    pub tokens: Option<Tokens>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A turn begins: the session went from idle to running.
    Turn(Turn),
    /// Somebody told the agent something.
    UserMessage {
        /// What.
        blocks: Vec<Block>,
        /// How far it got.
        delivery: Delivery,
    },
    /// A program added to the agent's instructions.
    SystemMessage {
        /// What.
        blocks: Vec<Block>,
        /// How far it got.
        delivery: Delivery,
    },
    /// Somebody stopped the work.
    Interrupt {
        /// How far it got.
        delivery: Delivery,
        /// The thread that was to stop; none means all.
        thread: Option<String>,
    },
    /// Somebody asked for an outcome.
    Outcome {
        /// What is wanted.
        description: String,
        /// How it is judged, when that is text.
        rubric: Option<String>,
        /// How many rounds at most.
        max_iterations: Option<u64>,
    },
    /// The agent said something.
    AgentMessage {
        /// What.
        blocks: Vec<Block>,
        /// It is still being written.
        writing: bool,
    },
    /// The agent thought.
    Thinking {
        /// It is still at it.
        writing: bool,
    },
    /// The agent used a tool.
    Tool(Box<ToolRow>),
    /// This thread told another something.
    MessageSent {
        /// What the other is called.
        peer: String,
        /// What was said.
        blocks: Vec<Block>,
    },
    /// Another thread told this one something.
    MessageReceived {
        /// What the other is called.
        peer: String,
        /// What was said.
        blocks: Vec<Block>,
    },
    /// A child thread.
    Thread {
        /// What it is called.
        name: String,
        /// What it is doing.
        state: ThreadState,
        /// How often it was rescheduled.
        retries: usize,
    },
    /// A workflow run.
    Run {
        /// What it is called; empty when its beginning is not known.
        name: String,
        /// What it is for.
        description: Option<String>,
        /// Its phases, in order.
        phases: Vec<Phase>,
        /// What it is doing.
        state: RunState,
        /// What went wrong, in the API's words.
        errors: Vec<String>,
    },
    /// The grader looked at an outcome.
    Evaluation {
        /// Which round, from 0.
        iteration: u64,
        /// The API's word for the verdict, once there is one.
        result: Option<String>,
        /// Why.
        explanation: String,
    },
    /// Something went wrong.
    Error {
        /// The API's word for what.
        kind: String,
        /// What the API says about it.
        message: String,
        /// What follows.
        follows: Follows,
        /// The server or repository that it is about.
        subject: Option<String>,
    },
    /// The session stopped for a reason that needs saying.
    Stopped(StopReason),
    /// The thread's context was summarised to fit.
    Compacted,
    /// Settings changed.
    Updated {
        /// The new title.
        title: Option<String>,
        /// The new cap in cents; `Some(None)`: it was removed.
        budget: Option<Option<u64>>,
        /// The agent's tools or servers changed.
        agent: bool,
        /// The metadata changed.
        metadata: bool,
    },
    /// The session is over.
    Ended,
    /// The session was deleted.
    Deleted,
    /// An event of a type that is not known.
    Unknown {
        /// Its type.
        kind: String,
        /// All of it, as it came.
        json: String,
    },
}

/// A turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Its number among the turns that are known, from 1.
    pub number: usize,
    /// When the session went idle again; none while it runs.
    pub ended: Option<Time>,
    /// What its model requests cost; none when a price is not known.
    pub cost: Option<Cost>,
}

/// How far something got that a person sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// It waits behind earlier work.
    Queued,
    /// The agent took it up.
    Applied,
    /// It was thrown away unread.
    Discarded,
}

/// A piece of a message or a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Text.
    Text(String),
    /// A picture; never loaded from elsewhere.
    Image {
        /// For example `image/png`.
        media_type: Option<String>,
        /// Its bytes in base64, when they are in the event and browsers show them as a picture and nothing else.
        data: Option<Arc<str>>,
        /// Where it is, when it is elsewhere.
        place: Option<String>,
    },
    /// A document.
    Document {
        /// Its title.
        title: Option<String>,
        /// For example `application/pdf`.
        media_type: Option<String>,
        /// Where it is, when it is elsewhere.
        place: Option<String>,
        /// Its text, if it has one.
        text: Option<String>,
    },
    /// A hit of a search.
    SearchResult {
        /// The title of the page.
        title: String,
        /// Its address, as text.
        source: String,
        /// A passage.
        text: String,
    },
    /// Withheld by the platform.
    Redacted,
    /// Of a type that is not known.
    Unknown {
        /// Its type.
        kind: String,
        /// All of it, as it came.
        json: String,
    },
}
