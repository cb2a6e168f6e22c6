//! When a deployment runs: a cron expression in a time zone.

use cronexpr::{Crontab, MakeTimestamp};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::super::body::Field;
use super::super::store::text;
use crate::simulator::request::Refusal;
use crate::simulator::time::{self, Micros, SECOND};

/// The `schedule` of a body; `null` is none.
pub(super) fn read(field: &Field<'_>) -> Result<Value, Refusal> {
    if field.given().is_none() {
        return Ok(Value::Null);
    }
    let kind = field.kind(&["cron"])?;
    field.only(&["type", "expression", "timezone"])?;
    let expression = field.key("expression").required_text(1..=256)?;
    let timezone = field.key("timezone").required_text(1..=64)?;
    if TimeZone::get(&timezone).is_err() {
        return Err(field.key("timezone").invalid(&format!("\"{timezone}\" is not an IANA time zone")));
    }
    if expression.split_whitespace().count() != 5 {
        return Err(field.key("expression").invalid("a cron expression has 5 fields: minute hour day month weekday"));
    }
    let schedule = json!({"type": kind, "expression": expression, "timezone": timezone, "last_run_at": null});
    match crontab(&schedule) {
        Some(_) => Ok(schedule),
        None => Err(field.key("expression").invalid(&format!("\"{expression}\" is not a cron expression"))),
    }
}

/// The next `count` runs after `now`.
pub(super) fn upcoming(schedule: &Value, now: Micros, count: usize) -> Vec<Micros> {
    let (Some(crontab), Ok(now)) = (crontab(schedule), MakeTimestamp::from_microsecond(now)) else {
        return Vec::new();
    };
    let Ok(times) = crontab.iter_after(now) else {
        return Vec::new();
    };
    times.map_while(Result::ok).take(count).map(|at| at.timestamp().as_microsecond()).collect()
}

/// Whether a run was planned for just now and has not been made yet.
pub(super) fn is_due(deployment: &Value, now: Micros) -> bool {
    let schedule = deployment.get("schedule").unwrap_or(&Value::Null);
    let last = time::parse(text(schedule, "last_run_at"));
    upcoming(schedule, now - SECOND, 1).first().is_some_and(|at| *at <= now && last.is_none_or(|last| last < *at))
}

/// A planned time, which has whole seconds.
pub(super) fn print(at: Micros) -> String {
    Timestamp::from_microsecond(at).unwrap_or(Timestamp::MAX).to_string()
}

fn crontab(schedule: &Value) -> Option<Crontab> {
    cronexpr::parse_crontab(&format!("{} {}", text(schedule, "expression"), text(schedule, "timezone"))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str, timezone: &str, now: &str, expected: &[&str]) {
        let schedule = json!({"type": "cron", "expression": expression, "timezone": timezone});
        let schedule = read(&Field::root(&schedule)).unwrap();
        let found = upcoming(&schedule, time::parse(now).unwrap(), expected.len());
        assert_eq!(found.into_iter().map(print).collect::<Vec<_>>(), expected, "{expression} {timezone}");
    }

    #[test]
    fn runs_come_at_the_local_time() {
        check(
            "30 6 * * 1-5",
            "Europe/Lisbon",
            "2026-11-23T09:00:00Z",
            &[
                "2026-11-24T06:30:00Z",
                "2026-11-25T06:30:00Z",
                "2026-11-26T06:30:00Z",
                "2026-11-27T06:30:00Z",
                "2026-11-30T06:30:00Z",
            ],
        );
        check("0 9 1 * *", "Asia/Tokyo", "2026-11-23T00:00:00Z", &["2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"]);
        // The clocks of Berlin go back on 25 October.
        check("0 12 * * *", "Europe/Berlin", "2026-10-24T00:00:00Z", &["2026-10-24T10:00:00Z", "2026-10-25T11:00:00Z"]);
    }

    #[test]
    fn refuses_what_is_no_schedule() {
        for (expression, timezone) in
            [("* * * *", "UTC"), ("99 * * * *", "UTC"), ("* * * * * *", "UTC"), ("0 9 * * *", "Mars/Base")]
        {
            let schedule = json!({"type": "cron", "expression": expression, "timezone": timezone});
            assert!(read(&Field::root(&schedule)).is_err(), "{expression} {timezone}");
        }
    }
}
