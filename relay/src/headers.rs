//! Headers: what is read of a request, what goes to the API, what comes back.
//!
//! Both directions are built from nothing. A header that is not named here does not pass.

pub mod page;

use model::endpoint::{Answer, Body, Call};

use crate::secret::Secret;

/// The version of the API whose shapes `model` knows.
pub const API_VERSION: &str = "2026-10-21";

/// Headers to set, in order.
pub type Pairs = Vec<(&'static str, String)>;

/// The headers of a request, as the runtime hands them over.
///
/// There is no `Debug`: they hold credentials.
#[derive(Clone, Default)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Takes pairs of name and value.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect())
    }

    /// The value of `name` (lower case). `None` also when it stands there twice: it is not known which one is meant.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (Some(value), None) => Some(value),
            _ => None,
        }
    }
}

/// The headers of the request to the API: five, and none of them copied.
///
/// `boundary` is that of a multipart body.
pub fn to_api(call: &Call, api_key: &Secret, boundary: Option<&str>) -> Pairs {
    let endpoint = call.endpoint();
    let mut pairs = vec![
        ("x-api-key", api_key.reveal().to_owned()),
        ("anthropic-version", API_VERSION.to_owned()),
        ("accept", accept(endpoint.answer).to_owned()),
    ];
    pairs.extend(endpoint.beta.header().map(|beta| ("anthropic-beta", beta.to_owned())));
    pairs.extend(match endpoint.body {
        Body::Empty => None,
        Body::Json => Some(("content-type", "application/json".to_owned())),
        Body::Multipart => boundary.map(|text| ("content-type", format!("multipart/form-data; boundary={text}"))),
    });
    pairs
}

/// The headers of the API that a client gets to see, if they are there.
///
/// Who was charged (`anthropic-organization-id`), cookies and the server's name are nobody's business.
pub const FROM_API: [&str; 4] = ["request-id", "retry-after", "retry-after-ms", "x-should-retry"];

/// What every answer that is no page says: do not keep, do not guess, do not run, do not embed.
pub fn of_data() -> Pairs {
    let mut pairs = of_everything();
    pairs.extend(
        [
            ("cache-control", "private, no-store"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ]
        .map(|(name, value)| (name, value.to_owned())),
    );
    pairs
}

/// What every answer says.
pub fn of_everything() -> Pairs {
    [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        // Browsers ignore it on the plain `http` of this machine.
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// The headers that make a file safe to receive: agents write HTML and SVG, and it must not run here.
pub fn of_attachment(filename: Option<&str>) -> Pairs {
    let mut pairs = of_everything();
    let disposition = match filename {
        Some(name) => format!("attachment; filename=\"{name}\""),
        None => "attachment".to_owned(),
    };
    pairs.extend([
        ("content-type", "application/octet-stream".to_owned()),
        ("content-disposition", disposition),
        ("content-security-policy", "sandbox; default-src 'none'".to_owned()),
        ("cache-control", "private, no-store".to_owned()),
    ]);
    pairs
}

/// The headers of a stream: sent at once, kept by nobody.
pub fn of_stream() -> Pairs {
    let mut pairs = of_data();
    pairs.extend([
        ("content-type", "text/event-stream".to_owned()),
        // nginx and its like hold a response back until they have a buffer full.
        ("x-accel-buffering", "no".to_owned()),
    ]);
    pairs
}

/// The headers of a chunk of history: it never changes, so the browser of who may read it can keep it.
///
/// Signing out clears what was kept. `accept_encoding` is what the caller can unpack.
pub fn of_chunk(accept_encoding: Option<&str>) -> Pairs {
    let mut pairs = of_everything();
    pairs.extend([
        ("content-type", "text/event-stream".to_owned()),
        ("cache-control", "private, max-age=604800, immutable".to_owned()),
        ("vary", "cookie, authorization, accept-encoding".to_owned()),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'".to_owned()),
    ]);
    let can_unpack = accept_encoding.is_some_and(|list| list.split(',').any(|word| word.trim_ascii() == "gzip"));
    if can_unpack {
        // The runtime packs what is said to be packed.
        pairs.push(("content-encoding", "gzip".to_owned()));
    }
    pairs
}

/// The file name in a `content-disposition` header, if it is harmless as it stands.
pub fn filename(disposition: &str) -> Option<&str> {
    let name = disposition.split(';').find_map(|part| part.trim_ascii().strip_prefix("filename="))?;
    let name = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(name);
    let is_harmless = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b' ');
    let fits = (1..=100).contains(&name.len()) && !name.starts_with('.') && name.bytes().all(is_harmless);
    fits.then_some(name)
}

/// The boundary in a multipart `content-type`, if it is one that needs no quotes.
pub fn boundary(content_type: &str) -> Option<&str> {
    let (kind, parameter) = content_type.split_once(';')?;
    let text = parameter.trim_ascii().strip_prefix("boundary=")?;
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'\'' | b'+' | b'_' | b'-' | b'.');
    let fits = (1..=70).contains(&text.len()) && text.bytes().all(is_plain);
    (kind.trim_ascii().eq_ignore_ascii_case("multipart/form-data") && fits).then_some(text)
}

/// Whether a `content-type` means JSON.
pub fn is_json(content_type: &str) -> bool {
    is_type(content_type, "application/json")
}

/// Whether a `content-type` means server-sent events.
pub fn is_events(content_type: &str) -> bool {
    is_type(content_type, "text/event-stream")
}

fn is_type(content_type: &str, expected: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default();
    kind.trim_ascii().eq_ignore_ascii_case(expected)
}

fn accept(answer: Answer) -> &'static str {
    match answer {
        Answer::Json => "application/json",
        Answer::Events => "text/event-stream",
        Answer::Bytes => "application/binary",
    }
}

#[cfg(test)]
mod tests;
