//! Child threads: a full view on their own stream, a condensed one on the session's (§6).

use serde_json::{Value, json};

use super::stage::Stage;
use crate::simulator::script::Child;
use crate::simulator::sessions::{ADVISOR, PRIMARY, Status, Thread, Wait};

/// The most children that are not archived; threads of advisors and workflow runs do not count.
const MAX_CHILDREN: usize = 25;

impl Stage<'_> {
    /// A thread makes a child, or takes one that is free, and tells it what to do.
    ///
    /// With too many children, all busy, it goes on without.
    pub(crate) fn spawn(&mut self, parent: usize, child: Child) {
        let task = child.task.clone();
        let Some(index) = self.child_for(parent, child) else { return };
        let (id, name) = (self.thread(index).id.clone(), self.thread(index).agent_name().to_owned());
        let content = json!([{ "type": "text", "text": task }]);
        if name != ADVISOR {
            let sent = json!({ "to_session_thread_id": id, "to_agent_name": name, "content": content });
            self.emit(parent, "agent.thread_message_sent", sent);
        }
        self.run(index);
        let from = self.thread(parent);
        let received = json!({
            "from_session_thread_id": from.id,
            "from_agent_name": from.agent_name(),
            "content": content,
        });
        self.emit(index, "agent.thread_message_received", received);
        self.thread(parent).work.children += 1;
        self.go_on(index);
    }

    fn child_for(&mut self, parent: usize, child: Child) -> Option<usize> {
        let counts = |thread: &&Thread| {
            thread.parent.is_some()
                && thread.run.is_none()
                && !thread.is_advisor()
                && thread.status != Status::Terminated
        };
        if child.agent_name == ADVISOR || self.session.threads().filter(counts).count() < MAX_CHILDREN {
            return Some(self.add_thread(parent, None, child));
        }
        let is_free = |thread: &Thread| {
            thread.parent == Some(parent)
                && thread.status == Status::Idle
                && thread.work.wait.is_none()
                && thread.agent_name() == child.agent_name
        };
        let free = self.session.threads().position(is_free)?;
        self.thread(free).work.report = child.report;
        self.perform(free, child.turn);
        Some(free)
    }

    /// Adds a thread with its turn; it does not work yet.
    pub(crate) fn add_thread(&mut self, parent: usize, run: Option<usize>, child: Child) -> usize {
        let agent = agent_for(&self.session.agent, &child);
        let id = self.rng.id("sthr");
        let mut thread = Thread::new(id.clone(), agent, Some(parent), run, self.now);
        thread.work.report = child.report;
        let name = thread.agent_name().to_owned();
        self.session.children.push(thread);
        let index = self.session.children.len();
        self.perform(index, child.turn);
        let run_id = run.and_then(|run| self.session.runs.get(run)).map(|run| run.id.clone());
        let value = json!({ "session_thread_id": id, "agent_name": name, "workflow_run_id": run_id });
        self.emit(PRIMARY, "session.thread_created", value);
        index
    }

    /// A child is done: it tells its parent, rests, and the parent may go on.
    pub(crate) fn report(&mut self, index: usize) {
        let stop = self.thread(index).end();
        let child = self.thread(index);
        if child.run.is_some() {
            self.rest_quietly(index, stop);
            self.leave_run(index);
            return;
        }
        let (id, name, parent) = (child.id.clone(), child.agent_name().to_owned(), child.parent.unwrap_or(PRIMARY));
        let content = json!([{ "type": "text", "text": child.work.report }]);
        let is_advisor = child.is_advisor();
        let to = self.thread(parent);
        let sent = json!({ "to_session_thread_id": to.id, "to_agent_name": to.agent_name(), "content": content });
        self.emit(index, "agent.thread_message_sent", sent);
        let received = json!({ "from_session_thread_id": id, "from_agent_name": name, "content": content });
        self.emit(parent, "agent.thread_message_received", received);
        self.rest_quietly(index, stop);
        if is_advisor {
            self.end_thread(index);
        }
        self.release_parent(index);
    }

    /// A thread ends for good; its siblings and the session go on.
    pub(crate) fn end_thread(&mut self, index: usize) {
        let now = self.now;
        self.thread(index).clock_out(now, Status::Terminated);
        self.emit_status(index, "session.thread_status_terminated", json!({}));
    }

    /// A child has left its work, with a report or without: a parent that waits for its last child goes on.
    pub(crate) fn release_parent(&mut self, index: usize) {
        if !self.forget_child(index) && !self.session.is_busy() {
            self.settle();
        }
    }

    /// The parent waits for one report less; whether that lets it go on.
    pub(crate) fn forget_child(&mut self, index: usize) -> bool {
        let parent = self.thread(index).parent.unwrap_or(PRIMARY);
        let work = &mut self.thread(parent).work;
        work.children = work.children.saturating_sub(1);
        let goes_on = work.children == 0 && work.wait == Some(Wait::Children);
        if goes_on {
            self.run(parent);
            self.go_on(parent);
        }
        goes_on
    }
}

/// The agent of a child: one of the session's roster by its name, an advisor, or one made on the spot.
fn agent_for(session_agent: &Value, child: &Child) -> Value {
    if child.agent_name == ADVISOR {
        return json!({ "type": "advisor", "model": child.model });
    }
    if let Some(known) = find_agent(session_agent.get("multiagent"), &child.agent_name) {
        return known.clone();
    }
    json!({
        "type": "inline",
        "name": child.agent_name,
        "description": null,
        "model": { "id": child.model, "effort": { "type": "medium" }, "speed": "standard" },
        "system": null,
        "tools": [{
            "type": "agent_toolset_20260401",
            "configs": [],
            "default_config": { "enabled": true, "permission_policy": { "type": "always_allow" } },
        }],
        "mcp_servers": [],
        "skills": [],
        "execution_identity": { "type": "service_account" },
    })
}

/// Looks through `multiagent`, whichever form it has, for a full agent of this name.
fn find_agent<'a>(multiagent: Option<&'a Value>, name: &str) -> Option<&'a Value> {
    match multiagent? {
        Value::Array(items) => items.iter().find_map(|item| find_agent(Some(item), name)),
        Value::Object(fields) if fields.get("type").is_some_and(|kind| kind == "agent") => {
            multiagent.filter(|agent| agent.get("name").is_some_and(|found| found == name))
        }
        Value::Object(fields) => fields.values().find_map(|value| find_agent(Some(value), name)),
        _ => None,
    }
}
