//! Rows as text, so that a reader can judge what the timeline makes of a stream.

use std::fmt::Write as _;

use super::super::*;
use crate::time::Time;

pub(super) fn render(timeline: &Timeline, now: Time) -> String {
    let mut out = String::new();
    let facts = timeline.facts(now);
    let tokens = facts.tokens;
    writeln!(
        out,
        "{:?} · {} events · {} calls, {} failed · {} in {} out · {} cents{} · active {} ms · budget {:?}\n",
        facts.status,
        timeline.event_count(),
        facts.calls,
        facts.failed,
        tokens.prompt(),
        tokens.output,
        facts.figure.money.cents(),
        if facts.figure.at_least { "+" } else { "" },
        facts.active_millis,
        facts.budget.map(crate::cost::Money::cents),
    )
    .unwrap();
    for id in timeline.rows() {
        let row = timeline.row(id).unwrap();
        let at = row.at.map_or("-".to_owned(), |at| at.to_timestamp().as_str().get(11..23).unwrap().to_owned());
        let thread = row.thread.as_ref().map(|thread| format!(" [{thread}]")).unwrap_or_default();
        write!(out, "{at:>12}{thread} {}", kind(&row.kind)).unwrap();
        if let Some(millis) = row.millis {
            write!(out, " · {millis} ms").unwrap();
        }
        if let Some(cost) = row.cost {
            write!(out, " · {} µ$", cost.money.picodollars() / 1_000_000).unwrap();
        }
        writeln!(out, " · {} events", timeline.members(id).len()).unwrap();
    }
    let threads = timeline.threads();
    if !threads.is_empty() {
        writeln!(out).unwrap();
    }
    for thread in threads {
        writeln!(out, "thread {}: {:?}", thread.name, thread.state).unwrap();
    }
    for tool in timeline.tools() {
        writeln!(
            out,
            "tool {}: {} calls, {} failed, median {:?} ms",
            tool.tool, tool.calls, tool.failed, tool.median_millis
        )
        .unwrap();
    }
    out
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Turn(turn) => {
            let cost = turn.cost.map(|cost| cost.money.picodollars() / 1_000_000);
            format!(
                "== turn {} until {:?}, {cost:?} µ$",
                turn.number,
                turn.ended.map(|at| at.to_timestamp().to_string())
            )
        }
        Kind::Tool(tool) => {
            let mut text = format!("{:?} {:?}", tool.phrase.action, tool.phrase.object);
            if let Some(waits) = &tool.waits {
                write!(text, " waits {waits:?}").unwrap();
            }
            if let Some(answer) = &tool.answer {
                write!(text, " {answer:?}").unwrap();
            }
            if let Some(result) = &tool.result {
                write!(text, "{} -> {result:?}", if tool.failed { " FAILED" } else { "" }).unwrap();
            }
            text
        }
        other => format!("{other:?}"),
    }
}
