//! The events of a session, and the pages they are listed in.

use jiff::Timestamp;
use reqwest::Url;

use crate::event::time;

/// What a page holds when nothing else is asked for, and at most.
const PAGE: usize = 1_000;

/// Events in the order in which they were processed.
#[derive(Debug, Default)]
pub struct History {
    events: Vec<Event>,
}

#[derive(Debug)]
struct Event {
    text: Box<str>,
    processed: String,
}

/// What is asked for.
#[derive(Debug)]
struct Query {
    newest_first: bool,
    limit: usize,
    /// How many events, in the order asked for, came on earlier pages: their place, so that new events move nothing.
    page: Option<usize>,
    types: Vec<String>,
    /// A comparison and a time.
    times: Vec<(String, String)>,
}

impl History {
    /// Adds the newest event.
    pub fn push(&mut self, text: &str, processed: Timestamp) {
        self.events.push(Event { text: text.into(), processed: time(processed) });
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.events.len() as u64
    }

    /// The events from this place on.
    pub fn since(&self, first: u64) -> impl Iterator<Item = &str> {
        self.events.iter().skip(usize::try_from(first).unwrap_or(usize::MAX)).map(|event| &*event.text)
    }

    /// The answer to a list request for `target`.
    pub fn page(&self, target: &str) -> String {
        let query = Query::read(target);
        let places: Box<dyn Iterator<Item = usize>> = if query.newest_first {
            Box::new((0..query.page.unwrap_or(self.events.len())).rev())
        } else {
            Box::new(query.page.unwrap_or(0)..self.events.len())
        };
        let mut data = Vec::new();
        let mut next = None;
        for place in places {
            let Some(event) = self.events.get(place).filter(|event| query.takes(event)) else {
                continue;
            };
            if data.len() == query.limit {
                next = Some(if query.newest_first { place + 1 } else { place });
                break;
            }
            data.push(&*event.text);
        }
        let next = next.map_or("null".to_owned(), |place| format!(r#""page_{place}""#));
        format!(r#"{{"data":[{}],"next_page":{next}}}"#, data.join(","))
    }
}

impl Query {
    fn read(target: &str) -> Self {
        let mut query = Self { newest_first: false, limit: PAGE, page: None, types: Vec::new(), times: Vec::new() };
        let url = Url::parse("http://localhost").and_then(|base| base.join(target)).expect("the target of a request");
        for (name, value) in url.query_pairs() {
            match &*name {
                "order" => query.newest_first = value == "desc",
                "limit" => query.limit = value.parse().unwrap_or(PAGE).clamp(1, PAGE),
                "page" => query.page = value.strip_prefix("page_").and_then(|place| place.parse().ok()),
                "types[]" => query.types.push(value.into_owned()),
                name => {
                    let comparison = name.strip_prefix("created_at[").and_then(|rest| rest.strip_suffix(']'));
                    // Printed anew, so that texts compare as times do.
                    let at = value.parse().map(time).ok();
                    query.times.extend(comparison.map(str::to_owned).zip(at));
                }
            }
        }
        query
    }

    fn takes(&self, event: &Event) -> bool {
        let is_type = |name: &String| event.text.starts_with(&format!(r#"{{"type":"{name}","#));
        let is_in_time = |(comparison, at): &(String, String)| match comparison.as_str() {
            "gte" => event.processed >= *at,
            "gt" => event.processed > *at,
            "lte" => event.processed <= *at,
            "lt" => event.processed < *at,
            _ => true,
        };
        (self.types.is_empty() || self.types.iter().any(is_type)) && self.times.iter().all(is_in_time)
    }
}
