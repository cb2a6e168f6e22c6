use super::*;
use crate::webhook::{Happened, News};
use serde_json::{Value, json};

mod known;
mod rounds;
mod simulated;
mod webhooks;

const START: i64 = 1_795_183_382_000;

/// A list and its answers, step by step.
struct Bench {
    roster: Roster,
    now: i64,
    /// What is on its way.
    asked: Vec<(u64, Ask)>,
    /// What viewers were told since the last look.
    told: Vec<String>,
}

fn object(id: &str, status: &str, updated: &str) -> Value {
    json!({ "id": id, "type": "session", "status": status, "title": id, "created_at": format!("2026-11-0{}T00:00:00Z", id.len() % 9 + 1),
        "updated_at": updated, "archived_at": null, "agent": { "id": "agent_1" } })
}

fn page(sessions: &[Value]) -> String {
    json!({ "data": sessions, "next_page": null, "prev_page": null }).to_string()
}

fn failure(status: u16, retry_after: Option<i64>) -> Failure {
    Failure { status, retry_after, error: format!("{{\"type\":\"error\",\n\"status\":{status}}}") }
}

fn news(id: &str, kind: Happened) -> Input {
    Input::Hook(News { session_id: id.to_owned(), kind })
}

impl Bench {
    fn new() -> Self {
        Self { roster: Roster::default(), now: START, asked: Vec::new(), told: Vec::new() }
    }

    fn act(&mut self, input: Input) {
        for output in self.roster.handle(input, self.now) {
            match output {
                Output::Ask(number, ask) => self.asked.push((number, ask)),
                Output::Tell(frame) => self.told.push(short(frame.text())),
            }
        }
    }

    /// Time passes.
    fn pass(&mut self, millis: i64) {
        let until = self.now + millis;
        while let Some(at) = self.roster.wake_at(self.now).filter(|at| *at <= until) {
            self.now = at;
            self.act(Input::Tick);
        }
        self.now = until;
    }

    /// What is on its way.
    fn asks(&self) -> Vec<String> {
        self.asked.iter().map(|(_, ask)| print(ask)).collect()
    }

    fn answer(&mut self, ask: &str, result: Result<String, Failure>) {
        let at = self.asked.iter().position(|(_, asked)| print(asked) == ask);
        let at = at.unwrap_or_else(|| panic!("{ask} was not asked, but {:?}", self.asks()));
        let (number, _) = self.asked.remove(at);
        self.act(Input::Answered(number, result));
    }

    fn told(&mut self) -> Vec<String> {
        std::mem::take(&mut self.told)
    }

    /// A list that is watched, was read twice and holds these.
    fn with(sessions: &[Value]) -> Self {
        let mut bench = Self::new();
        bench.act(Input::Watched);
        bench.answer("newest", Ok(page(sessions)));
        let at_work: Vec<Value> = sessions.iter().filter(|session| session["status"] == "running").cloned().collect();
        bench.settle();
        bench.pass(ROUND);
        bench.answer("at work", Ok(page(&at_work)));
        bench.settle();
        bench.told();
        bench
    }

    /// Whoever rests does so because of its turn's end.
    fn settle(&mut self) {
        while let Some(ask) = self.asks().into_iter().find(|ask| ask.starts_with("stop")) {
            self.answer(&ask, Ok(idle("end_turn")));
        }
    }
}

fn idle(reason: &str) -> String {
    page(&[json!({ "type": "session.status_idle", "stop_reason": { "type": reason } })])
}

fn print(ask: &Ask) -> String {
    match ask {
        Ask::AtWork => "at work".to_owned(),
        Ask::Newest => "newest".to_owned(),
        Ask::Session(id) => format!("session {id}"),
        Ask::Stop { id, updated_at } => format!("stop {id} {updated_at}"),
    }
}

/// A frame in few words. The app reads it as it is meant.
fn short(text: &str) -> String {
    let (event, data) = text.strip_prefix("event: ").unwrap().split_once("\ndata: ").unwrap();
    let data = data.strip_suffix("\n\n").unwrap();
    assert!(!data.contains('\n'), "one line: {data}");
    assert!(event == "trouble" || serde_json::from_str::<model::roster::Frame>(data).is_ok(), "{data}");
    let data: Value = serde_json::from_str(data).unwrap();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let source = word(&data["source"]);
    if let Some(gone) = data["removed"].as_str() {
        return format!("gone {gone} {source}");
    }
    match event {
        "change" => {
            let (session, waits) = (&data["session"], word(&data["waits"]["type"]));
            format!("{} {} {waits} {source}", word(&session["id"]), word(&session["status"])).replace("  ", " ")
        }
        "trouble" => format!("trouble {}", data["status"]),
        _ => format!("{event} {source}"),
    }
}
