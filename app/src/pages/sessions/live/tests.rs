use super::*;
use model::page::Page;
use serde_json::value::RawValue;

/// A session made in this second, with this status.
fn session(id: &str, created: u32, status: &str, rest: &str) -> String {
    format!(
        r#"{{"id":"{id}","type":"session","status":"{status}","title":"{id}","agent":{{"type":"agent","id":"agent_1","version":1,"name":"A"}},"environment_id":"env_1","resources":[],"vault_ids":[],"metadata":{{}},"budget":null,"stats":{{}},"usage":{{}},"created_at":"1970-01-01T00:00:{created:02}Z","updated_at":"1970-01-01T00:01:00Z"{rest}}}"#
    )
}

fn told(id: &str, created: u32, status: &str, rest: &str, stop: Option<&str>) -> Told {
    let json = RawValue::from_string(session(id, created, status, rest)).unwrap().into();
    let stop = stop.map(|stop| serde_json::from_str(&format!(r#"{{"type":"{stop}","event_ids":[]}}"#)).unwrap());
    let state = State { created: i64::from(created) * 1_000_000, json, stop };
    Told { id: id.to_owned(), state: Some(state) }
}

fn query(text: &str) -> Query {
    Query::parse(text).unwrap()
}

/// A page with "b" (20 s) and "d" (40 s), the newest first; `next` leads to older ones.
fn page(next: &str) -> Lines {
    let data = [session("d", 40, "idle", ""), session("b", 20, "running", "")].join(",");
    let page: Page<serde::de::IgnoredAny> =
        serde_json::from_str(&format!(r#"{{"data":[{data}],"next_page":{next}}}"#)).unwrap();
    Lines::read(&page, row::line)
}

/// A line in words: id, status and mark.
fn print(lines: &Lines) -> Vec<String> {
    let print = |line: &Line| {
        let words = line.cells.iter().filter_map(|cell| match cell {
            Cell::Status(look) => Some(look.word.clone()),
            Cell::Lead { mark, .. } => mark.map(|mark| format!("({mark})")),
            _ => None,
        });
        [line.id.clone()].into_iter().chain(words).collect::<Vec<_>>().join(" ")
    };
    lines.lines.iter().map(print).collect()
}

fn check(asked: &str, next: &str, news: &[Told], expected: &[&str]) {
    let mut lines = page(next);
    for told in news {
        merge(&mut lines, told, &query(asked));
    }
    assert_eq!(print(&lines), expected, "{asked}");
}

#[test]
fn rows_change_in_place() {
    check("limit=50", "null", &[told("b", 20, "idle", "", Some("requires_action"))], &["d Idle", "b Waits for you"]);
    check("limit=50", "null", &[told("d", 40, "running", "", None)], &["d Running", "b Running"]);
    check("page=p", "null", &[told("d", 40, "running", "", None)], &["d Running", "b Running"]);
    check("limit=50", "null", &[Told { id: "b".into(), state: None }], &["d Idle", "b Deleted"]);
    check("limit=50", "null", &[Told { id: "x".into(), state: None }], &["d Idle", "b Running"]);
}

#[test]
fn new_ones_come_where_they_belong() {
    let all = [told("e", 50, "idle", "", None), told("a", 10, "idle", "", None), told("c", 30, "running", "", None)];
    check("limit=50", "null", &all, &["e Idle", "d Idle", "c Running", "b Running", "a Idle"]);
    // "a" is on the next page.
    check("limit=50", r#""p""#, &all, &["e Idle", "d Idle", "c Running", "b Running"]);
    for elsewhere in ["page=p", "order=asc"] {
        check(elsewhere, "null", &all, &["d Idle", "b Running"]);
    }
    let mut none = Lines { lines: Vec::new(), ..page("null") };
    merge(&mut none, &all[0], &query("limit=50"));
    assert_eq!(print(&none), ["e Idle"]);
}

#[test]
fn a_row_that_is_no_longer_asked_for_says_so() {
    let rested = told("b", 20, "idle", "", Some("end_turn"));
    check("statuses[]=running", "null", &[rested], &["d Idle", "b Idle (no longer matches)"]);
    let back = [told("b", 20, "idle", "", None), told("b", 20, "running", "", None)];
    check("statuses[]=running&statuses[]=rescheduling", "null", &back, &["d Idle", "b Running"]);
    let archived = told("b", 20, "terminated", r#","archived_at":"1970-01-01T00:00:59Z""#, None);
    check("limit=50", "null", std::slice::from_ref(&archived), &["d Idle", "b Ended (archived)"]);
    check("include_archived=true", "null", &[archived], &["d Idle", "b Ended (archived)"]);
}

#[test]
fn only_what_is_asked_for_comes_onto_the_page() {
    let new = told("e", 50, "running", "", None);
    let comes = |asked: &str, expected: bool| {
        let mut lines = page("null");
        merge(&mut lines, &new, &query(asked));
        assert_eq!(lines.lines.len() == 3, expected, "{asked}");
    };
    comes("statuses[]=running", true);
    comes("statuses[]=idle&statuses[]=terminated", false);
    comes("agent_id=agent_1", true);
    comes("agent_id=agent_2", false);
    comes("created_at[gte]=1970-01-01T00:00:50Z", true);
    comes("created_at[gte]=1970-01-01T00:00:51Z", false);
    comes("created_at[lt]=1970-01-01T00:00:51Z", true);
    comes("created_at[lt]=1970-01-01T00:00:50Z", false);
}

#[test]
fn what_was_read_later_is_not_overwritten() {
    let mut lines = page("null");
    lines.lines[1].changed += 1;
    merge(&mut lines, &told("b", 20, "idle", "", None), &query("limit=50"));
    assert_eq!(print(&lines), ["d Idle", "b Running"]);
    // What has another shape than known is left to the next reading.
    let odd = State { created: 50_000_000, json: RawValue::from_string("{}".to_owned()).unwrap().into(), stop: None };
    merge(&mut lines, &Told { id: "e".into(), state: Some(odd) }, &query("limit=50"));
    assert_eq!(lines.lines.len(), 2);
}
