//! A turn begins with what is queued, goes through its acts, and ends.

use serde_json::{Value, json};

use super::beat::Beat;
use super::stage::Stage;
use crate::simulator::check::Object;
use crate::simulator::script::{Act, End, Turn};
use crate::simulator::sessions::{PRIMARY, Queued, Stop, Thread, Wait, Work};
use crate::simulator::stories::{self, TurnContext};

impl Stage<'_> {
    /// The primary takes up what is queued, if it is free.
    pub(crate) fn begin(&mut self) {
        let primary = &self.session.primary;
        if primary.is_busy() || primary.work.wait.is_some() || self.session.queue.is_empty() {
            return;
        }
        if self.session.queue.iter().all(|queued| queued.kind == "system.message") {
            self.take_queue();
            return;
        }
        self.run(PRIMARY);
        self.take_queue();
        self.go_on(PRIMARY);
    }

    /// Gives the queued inputs their time and the primary what comes of them; whether there is any work.
    fn take_queue(&mut self) -> bool {
        if self.session.queue.front().is_some_and(Queued::is_stored) {
            let Some(outcome) = self.session.queue.pop_front() else { return false };
            let turn = self.turn_for_outcome(&outcome.fields);
            self.perform(PRIMARY, turn);
            return true;
        }
        let mut prompt = None;
        while let Some(queued) = self.session.queue.pop_front_if(|queued| !queued.is_stored()) {
            let at = self.stamp();
            self.store(PRIMARY, queued.event(Some(at)));
            if queued.kind == "user.message" {
                prompt = Some(text_of(&queued.fields));
            }
        }
        let Some(prompt) = prompt else { return false };
        let turn = self.turn_for_message(&prompt);
        self.perform(PRIMARY, turn);
        true
    }

    fn turn_for_message(&mut self, prompt: &str) -> Turn {
        let session = &*self.session;
        let context = TurnContext {
            story: session.story,
            title: session.title.as_deref().unwrap_or_default(),
            agent_name: session.primary.agent_name(),
            model: session.primary.model(),
            tools: session.agent.get("tools").and_then(Value::as_array).map_or(&[], Vec::as_slice),
            earlier_turns: session.turns,
        };
        let turn = stories::turn_for(&context, prompt, self.rng);
        self.session.turns += 1;
        turn
    }

    fn turn_for_outcome(&mut self, outcome: &Object) -> Turn {
        let text = |key: &str| outcome.get(key).and_then(Value::as_str).unwrap_or_default();
        let rubric = outcome.get("rubric").and_then(|rubric| rubric.get("content")).and_then(Value::as_str);
        let iterations = outcome.get("max_iterations").and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
        self.session.turns += 1;
        stories::for_outcome(text("description"), rubric.unwrap_or_default(), iterations.unwrap_or(3), self.rng)
    }

    /// Gives a thread its turn.
    pub(crate) fn perform(&mut self, index: usize, turn: Turn) {
        self.drop_work(index);
        let work = &mut self.thread(index).work;
        work.acts = turn.acts.into();
        work.end = Some(turn.end);
    }

    /// Takes everything away that a thread was in the middle of, its wake-up too.
    pub(crate) fn drop_work(&mut self, index: usize) {
        let work = &mut self.thread(index).work;
        *work = Work { epoch: work.epoch + 1, report: std::mem::take(&mut work.report), ..Work::default() };
    }

    /// Takes the next act.
    pub(crate) fn next_act(&mut self, index: usize) {
        match self.thread(index).work.acts.pop_front() {
            None => self.finish(index),
            Some(Act::Request(request)) => self.start_request(index, request),
            Some(Act::Fault(fault)) => self.start_fault(index, &fault),
            Some(Act::Spawn(child)) => self.spawn(index, child),
            Some(Act::Join) => self.join(index),
            Some(Act::Workflow(workflow)) => self.start_workflow(index, workflow),
            Some(Act::Compact) => {
                self.emit(index, "agent.thread_context_compacted", json!({}));
            }
            Some(Act::Evaluate { result, explanation, takes_ms }) => {
                self.start_grading(index, result, explanation, takes_ms);
            }
            Some(Act::Pause(ms)) => self.beat(index, ms, Beat::Rest),
        }
    }

    /// A join waits at rest when a child is still at work.
    fn join(&mut self, index: usize) {
        if self.thread(index).work.children > 0 {
            self.hold(index, Wait::Children);
            self.rest(index, Stop::EndTurn);
        }
    }

    /// All acts are done.
    fn finish(&mut self, index: usize) {
        if index != PRIMARY {
            self.report(index);
            return;
        }
        let end = self.thread(index).work.end.take().unwrap_or(End::EndTurn);
        match end {
            End::Terminated => {
                self.complain(index, "unknown_error", "The session could not be continued.", "terminal");
                self.terminate();
            }
            // What arrived meanwhile is taken up at once, without a rest.
            End::EndTurn if !self.session.is_at_cap(self.now) && self.take_queue() => {}
            End::EndTurn => self.rest(index, Stop::EndTurn),
            End::Refusal { category, explanation } => self.rest(index, Stop::Refusal { category, explanation }),
        }
    }
}

impl Thread {
    /// How its turn ends, as a stop reason.
    pub(crate) fn end(&self) -> Stop {
        match &self.work.end {
            Some(End::Refusal { category, explanation }) => {
                Stop::Refusal { category: category.clone(), explanation: explanation.clone() }
            }
            Some(End::EndTurn | End::Terminated) | None => Stop::EndTurn,
        }
    }
}

/// The text blocks of a message.
fn text_of(message: &Object) -> String {
    let blocks = message.get("content").and_then(Value::as_array).into_iter().flatten();
    let texts: Vec<&str> = blocks.filter_map(|block| block.get("text").and_then(Value::as_str)).collect();
    texts.join("\n")
}
