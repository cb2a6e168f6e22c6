//! Lists: `limit`, cursors, the archived filter and time ranges, once for every endpoint (§3).

use std::fmt::Write;

use model::query::Query;
use serde_json::{Value, json};

use super::request::{Answer, Refusal};
use super::time::{self, Micros};

/// What a list is made of.
pub(crate) trait Item {
    /// Its place in the order of creation; never used twice in one list.
    fn seq(&self) -> u64;
    /// When it was created.
    fn created(&self) -> Micros;
    /// Whether `include_archived` is needed to see it.
    fn is_archived(&self) -> bool;
}

/// A direction of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Oldest first.
    Asc,
    /// Newest first.
    Desc,
}

/// A page of a list.
#[derive(Debug, PartialEq)]
pub(crate) struct Page<T> {
    /// The items.
    pub(crate) items: Vec<T>,
    /// The cursor of what follows.
    pub(crate) next: Option<String>,
    /// The cursor of what came before.
    pub(crate) prev: Option<String>,
}

/// `created_at[gt|gte|lt|lte]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Range {
    from: Option<Micros>,
    until: Option<Micros>,
}

impl Order {
    /// Reads `order`.
    pub(crate) fn read(query: &Query, default: Self) -> Result<Self, Refusal> {
        match query.get("order") {
            None => Ok(default),
            Some("asc") => Ok(Self::Asc),
            Some("desc") => Ok(Self::Desc),
            Some(_) => Err(Refusal::invalid("order: Input should be 'asc' or 'desc'")),
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Asc => 'a',
            Self::Desc => 'd',
        }
    }
}

impl Range {
    /// Reads the four names that an endpoint may have.
    pub(crate) fn read(query: &Query) -> Result<Self, Refusal> {
        let bound = |name: &str| match query.get(name) {
            None => Ok(None),
            Some(text) => match time::parse(text) {
                Some(at) => Ok(Some(at)),
                None => Err(Refusal::invalid(format!("{name}: Input should be a valid RFC 3339 datetime"))),
            },
        };
        let (gt, gte) = (bound("created_at[gt]")?, bound("created_at[gte]")?);
        let (lt, lte) = (bound("created_at[lt]")?, bound("created_at[lte]")?);
        Ok(Self { from: gt.map(|at| at + 1).max(gte), until: min(lt.map(|at| at - 1), lte) })
    }

    /// Whether `at` lies in the range.
    pub(crate) fn contains(&self, at: Micros) -> bool {
        self.from.is_none_or(|from| at >= from) && self.until.is_none_or(|until| at <= until)
    }

    /// Whether nothing is filtered.
    pub(crate) fn is_open(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }
}

impl<T> Page<T> {
    /// The answer of a list that only goes forward; `print` makes the JSON of one item.
    pub(crate) fn answer(self, print: impl FnMut(T) -> Value) -> Answer {
        let data: Vec<Value> = self.items.into_iter().map(print).collect();
        Answer::Json(json!({ "data": data, "next_page": self.next }))
    }

    /// The answer of the session list, which goes both ways.
    pub(crate) fn answer_both_ways(self, print: impl FnMut(T) -> Value) -> Answer {
        let data: Vec<Value> = self.items.into_iter().map(print).collect();
        Answer::Json(json!({ "data": data, "next_page": self.next, "prev_page": self.prev }))
    }
}

/// Reads `limit` between 1 and `max`.
pub(crate) fn limit(query: &Query, default: usize, max: usize) -> Result<usize, Refusal> {
    match query.get("limit") {
        None => Ok(default),
        Some(text) => match text.parse() {
            Ok(limit) if (1..=max).contains(&limit) => Ok(limit),
            _ => Err(Refusal::invalid(format!("limit: Input should be an integer from 1 to {max}"))),
        },
    }
}

/// Reads a `true` / `false` parameter.
pub(crate) fn flag(query: &Query, name: &str) -> Result<bool, Refusal> {
    match query.get(name) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Refusal::invalid(format!("{name}: Input should be 'true' or 'false'"))),
    }
}

/// The page of `items` that `query` asks for: `include_archived`, `created_at[…]`, `limit`, `page`.
///
/// `items` are in order of creation. Filters of one endpoint only are applied by the caller, before.
pub(crate) fn page<'a, T: Item + 'a>(
    items: impl DoubleEndedIterator<Item = &'a T>,
    query: &Query,
    order: Order,
    limit: usize,
) -> Result<Page<&'a T>, Refusal> {
    let archived_too = flag(query, "include_archived")?;
    let range = Range::read(query)?;
    let cursor = query.get("page").map(|text| Cursor::read(text, order)).transpose()?;
    if cursor.is_some_and(|cursor| !range.contains(cursor.created)) {
        return Err(Refusal::invalid("page token does not match created_at filter"));
    }
    let wanted = items.filter(|item| (archived_too || !item.is_archived()) && range.contains(item.created()));
    let all: Vec<&T> = match order {
        Order::Asc => wanted.collect(),
        Order::Desc => wanted.rev().collect(),
    };
    let is_before = |item: &&T, seq: u64| match order {
        Order::Asc => item.seq() < seq,
        Order::Desc => item.seq() > seq,
    };
    let (start, end) = match cursor {
        None => (0, limit),
        Some(Cursor { back: false, seq, .. }) => {
            let start = all.partition_point(|item| is_before(item, seq) || item.seq() == seq);
            (start, start + limit)
        }
        Some(Cursor { back: true, seq, .. }) => {
            let end = all.partition_point(|item| is_before(item, seq));
            (end.saturating_sub(limit), end)
        }
    };
    let end = end.min(all.len());
    let items: Vec<&T> = all.get(start..end).unwrap_or_default().to_vec();
    let at = |back: bool, item: &&T| Cursor { order, back, seq: item.seq(), created: item.created() }.print();
    Ok(Page {
        next: items.last().filter(|_| end < all.len()).map(|item| at(false, item)),
        prev: items.first().filter(|_| start > 0).map(|item| at(true, item)),
        items,
    })
}

/// A place in a list, opaque to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    order: Order,
    /// Towards the start.
    back: bool,
    /// The item at the page's edge.
    seq: u64,
    created: Micros,
}

impl Cursor {
    /// A cursor that goes on after `seq`.
    pub(crate) fn after(order: Order, seq: u64, created: Micros) -> Self {
        Self { order, back: false, seq, created }
    }

    /// Where it stands.
    pub(crate) fn seq(self) -> u64 {
        self.seq
    }

    /// The second number it carries.
    pub(crate) fn created(self) -> Micros {
        self.created
    }

    /// Prints it as `page_` and letters.
    pub(crate) fn print(self) -> String {
        let plain =
            format!("{}{}{}:{}", self.order.letter(), if self.back { 'p' } else { 'n' }, self.seq, self.created);
        let mut text = "page_".to_owned();
        for byte in plain.bytes() {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// Reads a cursor that was given out for a list in `order`.
    pub(crate) fn read(text: &str, order: Order) -> Result<Self, Refusal> {
        let cursor = Self::decode(text).ok_or_else(|| Refusal::invalid("invalid page cursor"))?;
        if cursor.order == order {
            Ok(cursor)
        } else {
            Err(Refusal::invalid("page token order does not match request"))
        }
    }

    fn decode(text: &str) -> Option<Self> {
        let hex = text.strip_prefix("page_")?;
        let bytes = hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        let plain = String::from_utf8(bytes.collect::<Option<_>>()?).ok()?;
        let mut letters = plain.chars();
        let order = match letters.next()? {
            'a' => Order::Asc,
            'd' => Order::Desc,
            _ => return None,
        };
        let back = letters.next()? == 'p';
        let (seq, created) = letters.as_str().split_once(':')?;
        Some(Self { order, back, seq: seq.parse().ok()?, created: created.parse().ok()? })
    }
}

fn min(a: Option<Micros>, b: Option<Micros>) -> Option<Micros> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, None) | (None, one) => one,
    }
}

#[cfg(test)]
mod tests;
