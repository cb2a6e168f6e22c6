//! Query strings: read tolerantly, checked against the endpoint table, printed in one form.
//!
//! Arrays repeat a bracketed name, ranges put the comparison in brackets (`managed-agents-api.md` §1.4);
//! percent-encoded brackets are what the SDKs send and mean the same.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::endpoint::Endpoint;

/// The longest query that is looked at, in bytes.
pub const MAX_QUERY_BYTES: usize = 8192;

/// Pairs of decoded names and values, in the order given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

/// Why a query is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadQuery {
    /// Longer than [`MAX_QUERY_BYTES`].
    TooLong,
    /// Not UTF-8 once decoded, or with control characters.
    NotText,
    /// The endpoint has no parameter of this name.
    UnknownName(String),
}

impl Query {
    /// Splits and decodes a raw query string (without `?`).
    pub fn parse(raw: &str) -> Result<Self, BadQuery> {
        if raw.len() > MAX_QUERY_BYTES {
            return Err(BadQuery::TooLong);
        }
        raw.split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                Ok((decode(name)?, decode(value)?))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Parses `raw` and refuses names that `endpoint` does not have.
    ///
    /// `beta` is dropped: older SDKs add it and the API ignores it.
    pub fn parse_for(endpoint: &Endpoint, raw: &str) -> Result<Self, BadQuery> {
        let mut query = Self::parse(raw)?;
        query.0.retain(|(name, _)| name != "beta");
        match query.0.iter().find(|(name, _)| !endpoint.query.contains(&name.as_str())) {
            Some((name, _)) => Err(BadQuery::UnknownName(name.clone())),
            None => Ok(query),
        }
    }

    /// Adds a pair.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// The first value of `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Every value of `name`.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The pairs.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Prints the query with a leading `?`, or nothing when it is empty.
    pub fn print(&self) -> String {
        let mut out = String::new();
        for (name, value) in &self.0 {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.extend(utf8_percent_encode(name, ESCAPED));
            out.push('=');
            out.extend(utf8_percent_encode(value, ESCAPED));
        }
        out
    }
}

/// Everything but the unreserved characters of RFC 3986.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn decode(text: &str) -> Result<String, BadQuery> {
    let text = text.replace('+', " ");
    let text = percent_decode_str(&text).decode_utf8().map_err(|_| BadQuery::NotText)?;
    if text.chars().any(char::is_control) { Err(BadQuery::NotText) } else { Ok(text.into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::EndpointId;

    fn check(raw: &str, expected: Result<&str, BadQuery>) {
        let found = Query::parse_for(Endpoint::get(EndpointId::SessionList), raw).map(|q| q.print());
        assert_eq!(found, expected.map(str::to_owned), "{raw}");
    }

    #[test]
    fn prints_one_form_of_what_it_reads() {
        check("", Ok(""));
        check("limit=5", Ok("?limit=5"));
        check("statuses[]=idle&statuses[]=running", Ok("?statuses%5B%5D=idle&statuses%5B%5D=running"));
        check("statuses%5B%5D=idle", Ok("?statuses%5B%5D=idle"));
        check(
            "created_at[gte]=2026-11-01T00:00:00%2B02:00",
            Ok("?created_at%5Bgte%5D=2026-11-01T00%3A00%3A00%2B02%3A00"),
        );
        check("beta=true&limit=1", Ok("?limit=1"));
        check("&&page=&", Ok("?page="));
    }

    #[test]
    fn refuses_what_the_table_does_not_name() {
        check("limit=1&admin=1", Err(BadQuery::UnknownName("admin".into())));
        check("statuses=idle", Err(BadQuery::UnknownName("statuses".into())));
        check("page=%ff", Err(BadQuery::NotText));
        check("page=a%0d%0ab", Err(BadQuery::NotText));
        check(&format!("page={}", "a".repeat(MAX_QUERY_BYTES)), Err(BadQuery::TooLong));
    }

    #[test]
    fn finds_values() {
        let query = Query::parse("a=1&b=2&a=3").unwrap();
        assert_eq!(query.get("a"), Some("1"));
        assert_eq!(query.all("a").collect::<Vec<_>>(), ["1", "3"]);
        assert_eq!(query.get("c"), None);
    }
}
