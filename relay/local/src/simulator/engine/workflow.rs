//! Workflow runs (§6.1): phases of threads that the server starts, ends and archives by itself.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::stage::Stage;
use crate::simulator::script::{Phase, Workflow};
use crate::simulator::sessions::{PRIMARY, Stop, Wait, put};

/// A workflow run.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Its id.
    pub(crate) id: String,
    /// Whether it has not ended.
    pub(crate) is_open: bool,
    /// The thread that started it.
    owner: usize,
    /// The phases that have not started, with their ids.
    phases: VecDeque<(String, Phase)>,
    /// The phase at work: its id and that of its start event.
    phase: Option<(String, String)>,
    /// Its threads that are not done.
    threads: usize,
    /// None of them works: the run is paused.
    is_paused: bool,
    /// The error that it ends with, if any.
    error: Option<Value>,
}

/// How many runs of a session may be open.
const MAX_OPEN: usize = 10;

impl Stage<'_> {
    /// Starts a run; the thread rests until it has ended.
    pub(crate) fn start_workflow(&mut self, owner: usize, workflow: Workflow) {
        if self.session.runs.iter().filter(|run| run.is_open).count() >= MAX_OPEN {
            let message = format!("A session can have at most {MAX_OPEN} open workflow runs.");
            let error = json!({ "type": "max_workflow_runs_error", "message": message });
            self.emit(PRIMARY, "workflow_run.error", json!({ "workflow_run_id": null, "error": error }));
            return;
        }
        let mut phases: VecDeque<_> = workflow.phases.into_iter().map(|phase| (self.rng.id("wrph"), phase)).collect();
        let listed = phases.iter().map(|(id, phase)| {
            json!({ "id": id, "name": cut(&phase.name, 64), "description": phase.description.as_deref().map(|d| cut(d, 256)) })
        });
        let value = json!({
            "name": cut(&workflow.name, 64),
            "description": workflow.description.as_deref().map(|d| cut(d, 256)),
            "phases": listed.collect::<Vec<_>>(),
        });
        let id = self.rng.id("wrun");
        let error = workflow.failure.map(|failure| {
            phases.truncate(failure.phases);
            json!({ "type": failure.error, "message": failure.message })
        });
        let run = Run { id, is_open: true, owner, phases, phase: None, threads: 0, is_paused: false, error };
        self.session.runs.push(run);
        let run = self.session.runs.len() - 1;
        self.emit_run(run, "workflow_run.created", value);
        self.emit_run(run, "workflow_run.status_running", json!({}));
        self.hold(owner, Wait::Run);
        self.next_phase(run);
        if self.thread(owner).work.wait == Some(Wait::Run) {
            self.rest(owner, Stop::EndTurn);
        }
    }

    /// Starts the next phase that has threads, or ends the run.
    fn next_phase(&mut self, run: usize) {
        while let Some((phase_id, phase)) = self.session.runs.get_mut(run).and_then(|run| run.phases.pop_front()) {
            let started =
                self.emit_run(run, "workflow_run.phase_started", json!({ "workflow_run_phase_id": phase_id }));
            if let Some(run) = self.session.runs.get_mut(run) {
                run.phase = Some((phase_id, started));
                run.threads = phase.threads.len();
            }
            if phase.threads.is_empty() {
                self.end_phase(run);
                continue;
            }
            let owner = self.session.runs.get(run).map_or(PRIMARY, |run| run.owner);
            for child in phase.threads {
                let content = json!([{ "type": "text", "text": child.task }]);
                let index = self.add_thread(owner, Some(run), child);
                self.run(index);
                let from = self.thread(owner).id.clone();
                let received = json!({ "from_session_thread_id": from, "content": content });
                self.emit(index, "agent.thread_message_received", received);
                self.go_on(index);
            }
            return;
        }
        self.end_run(run);
    }

    fn end_phase(&mut self, run: usize) {
        let phase = self.session.runs.get_mut(run).and_then(|run| run.phase.take());
        if let Some((id, started)) = phase {
            let value = json!({ "workflow_run_phase_id": id, "phase_started_id": started });
            self.emit_run(run, "workflow_run.phase_ended", value);
        }
    }

    fn end_run(&mut self, run: usize) {
        let error = self.session.runs.get_mut(run).and_then(|run| run.error.take());
        let result = if let Some(error) = error {
            self.emit_run(run, "workflow_run.error", json!({ "error": error }));
            json!({ "type": "error", "error": error })
        } else {
            json!({ "type": "completed" })
        };
        self.emit_run(run, "workflow_run.status_ended", json!({ "result": result }));
        let Some(ended) = self.session.runs.get_mut(run) else { return };
        ended.is_open = false;
        let owner = ended.owner;
        if self.thread(owner).work.wait == Some(Wait::Run) {
            if self.thread(owner).is_busy() {
                self.thread(owner).work.wait = None;
            } else {
                self.run(owner);
                self.go_on(owner);
            }
        } else if !self.session.is_busy() {
            self.settle();
        }
    }

    /// Ends every open run together with its session.
    pub(crate) fn stop_runs(&mut self) {
        for run in 0..self.session.runs.len() {
            if self.session.runs.get(run).is_some_and(|run| run.is_open) {
                self.end_phase(run);
                self.emit_run(run, "workflow_run.status_ended", json!({ "result": { "type": "stopped" } }));
            }
            if let Some(run) = self.session.runs.get_mut(run) {
                run.is_open = false;
            }
        }
    }

    /// A thread of a run is done: the server archives it, and the run goes on when it was the last.
    pub(crate) fn leave_run(&mut self, index: usize) {
        self.end_thread(index);
        self.thread(index).archived = Some(self.now);
        let Some(run) = self.thread(index).run else { return };
        let Some(state) = self.session.runs.get_mut(run) else { return };
        state.threads = state.threads.saturating_sub(1);
        if state.threads == 0 {
            self.end_phase(run);
            self.next_phase(run);
        } else {
            self.look_at_run(index);
            if !self.session.is_busy() {
                self.settle();
            }
        }
    }

    /// A run whose threads all wait is paused; it goes on with the first that does.
    pub(crate) fn look_at_run(&mut self, index: usize) {
        let Some(run) = self.thread(index).run else { return };
        let works = self.session.threads().any(|thread| thread.run == Some(run) && thread.is_busy());
        let Some(state) = self.session.runs.get_mut(run).filter(|state| state.is_open) else { return };
        if state.is_paused == works {
            state.is_paused = !works;
            let kind = if works { "workflow_run.status_running" } else { "workflow_run.status_idle" };
            self.emit_run(run, kind, json!({}));
        }
    }

    fn emit_run(&mut self, run: usize, kind: &str, mut value: Value) -> String {
        let id = self.session.runs.get(run).map(|run| run.id.clone());
        put(&mut value, "workflow_run_id", id);
        self.emit(PRIMARY, kind, value)
    }
}

fn cut(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}
