//! What a large session costs the page's model, natively: taking events, the strip, and what is drawn of it.
//!
//! `cargo bench -p porthole-tests --bench timeline -- [--events 100000]`. For instructions instead of seconds run the
//! program it names under `valgrind --tool=callgrind`.

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use clap::Parser;
use model::cost::Model;
use model::time::Time;
use model::timeline::strip::{Axis, Scale, View, pieces};
use model::timeline::{Log, Place, Timeline};
use model::wire::{Event, Wire};

/// How to run it.
#[derive(Parser)]
struct Options {
    /// How many events.
    #[arg(long, default_value_t = 100_000)]
    events: u64,
    /// How wide the strip is drawn, in pixels.
    #[arg(long, default_value_t = 1_200.0)]
    pixels: f64,
    /// Passed by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A moment in milliseconds since 1970.
const START: i64 = 1_795_000_000_000;

fn main() {
    let options = Options::parse();
    let texts: Vec<String> = (0..options.events).map(text).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} events, {bytes} bytes", options.events);

    let before = resident();
    let mut timeline = Timeline::default();
    timeline.set_model(&Log::Session, Model { id: "claude-sonnet-5-5".into(), us_only: false });
    let took = timed(|| {
        for (place, text) in texts.iter().enumerate() {
            let event: Wire<Event> = Wire::parse(text).expect("an event");
            timeline.apply(&Log::Session, Place::try_from(place).expect("few"), event);
        }
    });
    row("read and take, an event", took / u32::try_from(options.events.max(1)).expect("few"));
    let grown = (resident().saturating_sub(before) * 1_024).saturating_sub(bytes);
    println!("{:>34} {:>10}", "bytes an event beyond its text", grown / texts.len().max(1));
    println!("{:>34} {:>10}", "rows", timeline.len());

    let now = Time::from_millis(START + i64::try_from(options.events).expect("few") * 100);
    let mut strip = None;
    row("make the strip", timed(|| strip = Some(timeline.strip(now))));
    let strip = strip.expect("made");
    for scale in [Scale::Clock, Scale::Active, Scale::Step, Scale::Cost] {
        let mut axis = None;
        row(&format!("{scale:?} axis"), timed(|| axis = Axis::new(scale, &strip)));
        let Some(axis) = axis else { continue };
        for (what, view) in
            [("all", View::fit(axis.len())), ("a hundredth", View { from: 0.0, to: axis.len() / 100.0 })]
        {
            let mut count = 0;
            let took = timed(|| {
                count = strip.lanes.iter().map(|lane| black_box(pieces(lane, &axis, view, options.pixels)).len()).sum();
            });
            row(&format!("{count} pieces of {what}"), took);
        }
    }
    let rows: Vec<_> = timeline.rows().collect();
    let took = timed(|| {
        for id in &rows {
            black_box(timeline.row(*id));
        }
    });
    row("read a row", took / u32::try_from(rows.len().max(1)).expect("few"));
}

/// An event as many are: four make a request with a call, forty a message, four hundred a turn.
fn text(number: u64) -> String {
    let micros = START * 1_000 + i64::try_from(number).expect("few") * 100_000;
    let at = Time::from_micros(micros).to_timestamp();
    let head = |kind: &str| format!(r#"{{"type":"{kind}","id":"sevt_{number:024}","processed_at":"{}""#, at.as_str());
    let pad = "x".repeat(400);
    match (number % 400, number % 40, number % 4) {
        (0, ..) => format!("{}}}", head("session.status_running")),
        (399, ..) => format!(r#"{},"stop_reason":{{"type":"end_turn"}}}}"#, head("session.status_idle")),
        (_, 39, _) => format!(r#"{},"content":[{{"type":"text","text":"{pad}"}}]}}"#, head("agent.message")),
        (.., 0) => format!("{}}}", head("span.model_request_start")),
        (.., 1) => format!(
            r#"{},"name":"bash","input":{{"command":"echo {number} {pad}"}},"evaluated_permission":"allow"}}"#,
            head("agent.tool_use")
        ),
        (.., 2) => format!(
            r#"{},"model_request_start_id":"sevt_{:024}","is_error":false,"model_usage":{{"input_tokens":900,"output_tokens":90,"cache_creation_input_tokens":0,"cache_read_input_tokens":9000}}}}"#,
            head("span.model_request_end"),
            number - 2
        ),
        _ => format!(
            r#"{},"tool_use_id":"sevt_{:024}","is_error":false,"content":[{{"type":"text","text":"{pad}"}}]}}"#,
            head("agent.tool_result"),
            number - 2
        ),
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn row(what: &str, took: Duration) {
    println!("{what:>34} {:>10.1} µs", took.as_secs_f64() * 1e6);
}

/// What is resident, in KiB.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse().ok()).unwrap_or_default()
}
