//! The words of the strip above the transcript.

use model::timeline::Family;
use model::timeline::strip::{BarKind, MarkKind, Measure, Scale, Spot, TickValue};

use crate::words::format;

/// What the strip is called.
pub const STRIP: &str = "Timeline";
/// How it is used by keyboard.
pub const KEYS: &str = "Arrow keys go from bar to bar and from lane to lane, Enter opens. \
    W and S zoom, A and D move, F shows everything, Escape clears the selection.";
/// The short reminder.
pub const KEYS_SHORT: &str = "F fit · W A S D";
/// The choice of axes.
pub const SCALE: &str = "Spread by";
/// The axes: value, name and what that means.
pub const SCALES: [(Scale, &str, &str); 4] = [
    (Scale::Clock, "Clock", "Time, with long idle stretches drawn short"),
    (Scale::Active, "Active", "Time at work only"),
    (Scale::Step, "Step", "One step for each thing that began"),
    (Scale::Cost, "Cost", "What the model requests cost"),
];
/// The edge below the lanes.
pub const HEIGHT: &str = "Height of the timeline";
/// Nothing that has a price.
pub const NO_COST: &str = "Nothing here has a known price yet.";
/// No event that has a time.
pub const EMPTY: &str = "Begins with the first event.";
/// The session's own lane, when its agent is not known.
pub const MAIN: &str = "main";
/// The row of phases.
pub const PHASES: &str = "phases";
/// Shows everything again.
pub const FIT: &str = "Fit";
/// Shows the selected stretch.
pub const ZOOM: &str = "Zoom in";
/// Nothing is selected any more.
pub const CLEAR: &str = "Clear";
/// What the selected stretch held.
pub const MEASURED: &str = "Selected stretch";

/// Keeps a lane on top.
pub fn pin(lane: &str) -> String {
    format!("Pin {lane} to the top")
}

/// Reads a child thread's own log.
pub fn follow(lane: &str) -> String {
    format!("Follow {lane}: read everything that it does")
}

/// Leaves a lane out of sums.
pub fn mute(lane: &str) -> String {
    format!("Mute {lane}: dim it, and leave it out of sums")
}

/// What the session holds: `4 threads · 38 tool calls · 2 failed`.
pub fn summary(threads: usize, calls: usize, failed: usize) -> String {
    let mut parts = vec![counted(threads, "thread"), counted(calls, "tool call")];
    if failed > 0 {
        parts.push(format!("{} failed", format::count(failed as u64)));
    }
    parts.join(" · ")
}

/// A child thread whose own log is not read.
pub const UNREAD: &str = "not read; follow it to see what it did";
/// Reads the logs of all child threads.
pub const READ_ALL: &str = "Read threads";

/// How many child threads are not read.
pub fn unread(threads: usize) -> String {
    format!(" · {} not read", counted(threads, "child thread"))
}

/// What a lane holds, for who does not see it.
pub fn lane(requests: usize, calls: usize, failed: usize) -> String {
    format!("{}, {}, {failed} failed", counted(requests, "model request"), counted(calls, "tool call"))
}

/// An idle stretch: `idle 6 min`.
pub fn idle(seconds: f64) -> String {
    format!("idle {}", format::duration_short(seconds))
}

/// A label of the axis.
pub fn tick(value: TickValue) -> String {
    match value {
        TickValue::Elapsed(micros) => elapsed(micros),
        TickValue::Steps(steps) => format::count(steps),
        TickValue::Spent(money) => {
            let cents = u64::try_from(money.cents()).unwrap_or(u64::MAX);
            let is_fine = money.picodollars() % 10_000_000_000 != 0;
            if is_fine { format!("${}", fraction(money.picodollars())) } else { format::money_cents(cents) }
        }
    }
}

/// What the selected stretch held: `2 min 10 s · 1 min 05 s active · 41 k tokens · $0.12 · 14 calls · 1 failed`.
pub fn measure(measure: &Measure) -> String {
    let cost = super::small_money(measure.cost).unwrap_or_else(|| format::money_cents(0));
    let cost = if measure.at_least { format!("at least {cost}") } else { cost };
    let mut parts = vec![
        format::duration(seconds(measure.micros)),
        format!("{} active", format::duration(seconds(measure.active_micros))),
        format!("{} tokens", format::count_short(measure.tokens)),
        cost,
        counted(measure.requests, "model request"),
        counted(measure.calls, "tool call"),
    ];
    if measure.failed > 0 {
        parts.push(format!("{} failed", format::count(measure.failed as u64)));
    }
    parts.join(" · ")
}

/// What something on the strip is.
pub fn spot(spot: Spot) -> &'static str {
    match spot {
        Spot::Bar(BarKind::Model) => "Model request",
        Spot::Bar(BarKind::Grader) => "Grader",
        Spot::Bar(BarKind::Tool(Family::Mcp)) => "MCP tool call",
        Spot::Bar(BarKind::Tool(_)) => "Tool call",
        Spot::Mark(MarkKind::Message) => "Message",
        Spot::Mark(MarkKind::Answer) => "Answer",
        Spot::Mark(MarkKind::Interrupt) => "Interrupt",
        Spot::Mark(MarkKind::Waits) => "Waits for an answer",
        Spot::Mark(MarkKind::Error) => "Error",
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", format::count(count as u64), if count == 1 { "" } else { "s" })
}

/// `0`, `30 s`, `1.5 min`, `2 h 30 min`, `3 d`; below a second in milliseconds.
fn elapsed(micros: i64) -> String {
    let millis = micros / 1_000;
    let (thin, seconds) = ('\u{202f}', millis / 1_000);
    match seconds {
        _ if millis == 0 => "0".to_owned(),
        _ if millis % 1_000 != 0 => format!("{}{thin}s", decimal(millis, 1_000)),
        0..60 => format!("{seconds}{thin}s"),
        60..3_600 if seconds % 60 == 0 || seconds % 30 == 0 => format!("{}{thin}min", decimal(seconds, 60)),
        60..3_600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        _ if seconds % 86_400 == 0 => format!("{}{thin}d", seconds / 86_400),
        _ if seconds % 3_600 == 0 => format!("{}{thin}h", seconds / 3_600),
        _ if seconds % 60 == 0 => format!("{}:{:02}{thin}h", seconds / 3_600, seconds / 60 % 60),
        _ => format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60),
    }
}

/// A quotient without the noughts at its end.
fn decimal(count: i64, unit: i64) -> String {
    let thousandths = count * 1_000 / unit;
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Dollars as finely as they are.
fn fraction(picodollars: u128) -> String {
    let text = format!("{}.{:06}", picodollars / 1_000_000_000_000, picodollars / 1_000_000 % 1_000_000);
    text.trim_end_matches('0').to_owned()
}

#[expect(clippy::cast_precision_loss, reason = "a duration in microseconds fits")]
fn seconds(micros: i64) -> f64 {
    micros as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use model::cost::Money;

    use super::*;

    #[test]
    fn ticks_are_as_short_as_they_can_be() {
        let check = |seconds: f64, expected: &str| {
            #[expect(clippy::cast_possible_truncation, reason = "a test")]
            let micros = (seconds * 1e6) as i64;
            assert_eq!(tick(TickValue::Elapsed(micros)).replace('\u{202f}', " "), expected);
        };
        check(0.0, "0");
        check(0.25, "0.25 s");
        check(30.0, "30 s");
        check(90.0, "1.5 min");
        check(95.0, "1:35");
        check(600.0, "10 min");
        check(3_600.0, "1 h");
        check(9_000.0, "2:30 h");
        check(172_800.0, "2 d");
        assert_eq!(tick(TickValue::Steps(12_000)), "12,000");
        assert_eq!(tick(TickValue::Spent(Money::from_cents(50))), "$0.50");
        assert_eq!(tick(TickValue::Spent(Money::from_picodollars(2_500_000_000))), "$0.0025");
    }

    #[test]
    fn sums_are_said_in_full() {
        assert_eq!(summary(1, 38, 0), "1 thread · 38 tool calls");
        assert_eq!(summary(4, 1, 2), "4 threads · 1 tool call · 2 failed");
        let held = Measure { micros: 130_000_000, active_micros: 65_000_000, calls: 1, ..Measure::default() };
        assert_eq!(
            measure(&held).replace('\u{202f}', " "),
            "2 min 10 s · 1 min 05 s active · 0 tokens · $0.00 · 0 model requests · 1 tool call"
        );
    }
}
