//! What happens with a request, decided from plain data.

mod attach;

use model::endpoint::{Call, Class};
use model::query::Query;
use serde::{Deserialize, Serialize};

use crate::access::{self, Verdict};
use crate::auth::{self, Caller, Credential, Principal, cookie};
use crate::body::{self, BadJson, Rule};
use crate::config::{Config, Misconfigured, Upstream};
use crate::feed::ask::{Ask, LogName};
use crate::headers::{self, Headers};
use crate::meter::{self, Purpose};
use crate::rejection::{Rejection, Reply};
use crate::routes::{self, File, NoRoute, Route};
use crate::webhook::{self, Delivery};

/// A request, as it came in.
pub struct Request {
    /// The method, as sent.
    pub method: String,
    /// Scheme and authority of the address that was asked, such as `https://porthole.example`.
    pub origin: String,
    /// The path, as sent: nothing decoded, nothing normalised.
    pub path: String,
    /// What follows the `?`, as sent.
    pub query: String,
    /// The headers.
    pub headers: Headers,
    /// The time, in seconds since 1970.
    pub now: u64,
}

impl Request {
    /// Takes `url` apart without normalising it. What does not look like an address gets a path that no route has.
    pub fn new(method: String, url: &str, headers: Headers, now: u64) -> Self {
        let authority_at = url.find("://").map_or(0, |at| at + 3);
        let (scheme, rest) = url.split_at(authority_at);
        let (authority, target) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let origin = format!("{scheme}{authority}");
        Self { method, origin, path: path.to_owned(), query: query.to_owned(), headers, now }
    }
}

/// What the shell has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Send this call to the API.
    Forward(Forward),
    /// Ask the feed of this log.
    Feed(LogName, Ask),
    /// Read a body of at most [`body::SIGN_IN_BYTES`] and ask [`sign_in`].
    SignIn,
    /// Answer with what is left of the quota, as this caller sees it.
    Limits(Caller),
    /// Let the Roster stream the list of sessions until this time (seconds since 1970), if there is one.
    LiveSessions(Option<u64>),
    /// Read a body of at most [`webhook::MAX_BYTES`] and ask [`hook`].
    Hook,
    /// Answer with this.
    Reply(Reply),
    /// Answer with a built file.
    File(File),
    /// Answer with the app's page.
    Page,
}

/// A call on its way. It holds nothing of the request but what was parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forward {
    /// The call.
    pub call: Call,
    /// Its query.
    pub query: Query,
    /// What is taken as its body.
    pub body: Rule,
    /// The boundary of a multipart body.
    pub boundary: Option<String>,
    /// Whose share of the quota it draws on.
    pub caller: Caller,
}

/// Decides, in this order:
///
/// 1. The path has a route: else 400 (form), 404 (unknown) or 405 (method).
/// 2. The relay is set up: else 503.
/// 3. Who is asking: a bearer token, else the cookie, else in open mode anybody on this machine.
/// 4. They may: else 401 (nobody is signed in) or 403 (the role does not include it).
/// 5. A browser sends it from our own page: else 403. A bearer token needs no proof, no browser adds one by itself.
/// 6. Query and body are of the kind and size that the call takes: else 400, 411 or 413.
///    Of the body only the announced size is known here; the shell counts again, and [`body::reprint`] reads it.
/// 7. The quota has room for it ([`Forward::ask`]): else 429. The shell asks for the permit, and tells the `Meter` what
///    the API says of the quota in its answer.
///
/// What follows is built from the decision alone: the address ([`Forward::url`]), the headers ([`headers::to_api`]),
/// and, once the API has answered, what may be shown of that ([`crate::answer::judge`]).
pub fn decide(request: &Request, config: &Result<Config, Misconfigured>) -> Result<Decision, Rejection> {
    let route = routes::parse(&request.method, &request.path)?;
    let config = config.as_ref().map_err(|setting| Rejection::Misconfigured(*setting))?;
    let principal = auth::identify(&request.headers, config, request.now);
    match access::verdict(&route, principal.map(|who| who.role)) {
        Verdict::Allowed => {}
        Verdict::SignInFirst => return Err(Rejection::SignInFirst),
        Verdict::Refused => return Err(Rejection::NotAllowed),
    }
    if acts_for_somebody(&route) && !is_ours(request, principal) {
        return Err(Rejection::CrossSite);
    }
    Ok(match route {
        Route::Call(call) => match LogName::of_stream(&call) {
            Some(log) => Decision::Feed(log, attach::attach(request, &call, principal.ok_or(Rejection::SignInFirst)?)?),
            None => Decision::Forward(forward(request, call, caller(principal)?)?),
        },
        Route::Chunk(path) => {
            Decision::Feed(LogName { session: path.session, thread: path.thread }, Ask::Chunk(path.chunk))
        }
        Route::SignIn => {
            check_body(&request.headers, Rule::Json(body::SIGN_IN_BYTES))?;
            Decision::SignIn
        }
        Route::SignOut => Decision::Reply(signed_out()),
        Route::WhoAmI => {
            let role = principal.ok_or(Rejection::SignInFirst)?.role;
            Decision::Reply(who_am_i(role, auth::is_open(&request.headers, config)))
        }
        Route::Limits => Decision::Limits(caller(principal)?),
        Route::LiveSessions => Decision::LiveSessions(principal.and_then(|who| who.expires)),
        Route::Hook if config.webhook_secret.is_none() => return Err(Rejection::UnknownPath),
        Route::Hook => {
            check_length(&request.headers, webhook::MAX_BYTES)?;
            Decision::Hook
        }
        Route::Health => Decision::Reply(json(&Health { status: "ok" })),
        Route::File(file) => Decision::File(file),
        Route::Page => Decision::Page,
    })
}

/// Exchanges the key in a sign-in's body for the cookie: else 400 (form) or 401 (wrong key).
pub fn sign_in(bytes: &[u8], config: &Config, now: u64) -> Result<Reply, Rejection> {
    let bytes = body::reprint(bytes).map_err(Rejection::BadBody)?;
    let given: SignIn = serde_json::from_slice(&bytes).map_err(|_| Rejection::BadBody(BadJson::NotJson))?;
    let key = config.operator_key.as_ref().filter(|key| key.matches(&given.key)).ok_or(Rejection::WrongKey)?;
    let mut reply = who_am_i(auth::Role::Operator, false);
    reply.headers.push(("set-cookie", cookie::set(key, now)));
    Ok(reply)
}

/// Checks and reads a webhook: else 400 (form) or 401 (signature, time). Whether it came before, the Roster knows.
pub fn hook(request: &Request, bytes: &[u8], config: &Config) -> Result<Delivery, Rejection> {
    let secret = config.webhook_secret.as_ref().ok_or(Rejection::UnknownPath)?;
    webhook::verify(&request.headers, bytes, secret, request.now).map_err(Rejection::Webhook)
}

/// The answer to a webhook that was taken.
pub fn hook_taken() -> Reply {
    Reply { status: 200, headers: headers::of_data(), body: String::new() }
}

impl Forward {
    /// The read `call` on the account of `caller`: it takes no body.
    pub fn read(call: Call, query: Query, caller: Caller) -> Self {
        Self { call, query, body: Rule::None, boundary: None, caller }
    }

    /// The address of the call, printed from what was parsed.
    pub fn url(&self, upstream: &Upstream) -> String {
        format!("{}{}{}", upstream.base(), self.call.path(), self.query.print())
    }

    /// The permit that it needs, with its body as printed (nothing of a form).
    pub fn ask(&self, body: &[u8]) -> meter::Ask {
        meter::Ask { class: meter::Class::of(&self.call), caller: self.caller, purpose: Purpose::of(&self.call, body) }
    }

    /// Whether it only reads, so that it may end when the caller leaves.
    pub fn is_read(&self) -> bool {
        self.call.endpoint().class != Class::Create
    }
}

impl From<NoRoute> for Rejection {
    fn from(none: NoRoute) -> Self {
        match none {
            NoRoute::BadPath => Self::BadPath,
            NoRoute::UnknownPath => Self::UnknownPath,
            NoRoute::WrongMethod(methods) => Self::WrongMethod(methods),
        }
    }
}

fn acts_for_somebody(route: &Route) -> bool {
    match route {
        Route::Call(_)
        | Route::Chunk(_)
        | Route::WhoAmI
        | Route::Limits
        | Route::SignIn
        | Route::SignOut
        | Route::LiveSessions => true,
        Route::Hook | Route::Health | Route::File(_) | Route::Page => false,
    }
}

/// Whether this comes from our own page, or from a program that no page can speak through.
///
/// All current browsers say where a request comes from; a `none` was typed by the person, and may read.
/// A cookie without either header is refused: programs have bearer tokens.
fn is_ours(request: &Request, principal: Option<Principal>) -> bool {
    let credential = principal.map(|who| who.credential);
    if credential == Some(Credential::Bearer) {
        return true;
    }
    match (request.headers.get("sec-fetch-site"), request.headers.get("origin")) {
        (Some("same-origin"), None) => true,
        (Some("same-origin") | None, Some(origin)) => origin == request.origin,
        (Some("none"), None) => request.method == "GET",
        (Some(_), _) => false,
        (None, None) => credential != Some(Credential::Cookie),
    }
}

fn caller(principal: Option<Principal>) -> Result<Caller, Rejection> {
    principal.map(|who| who.caller).ok_or(Rejection::SignInFirst)
}

fn forward(request: &Request, call: Call, caller: Caller) -> Result<Forward, Rejection> {
    let query = Query::parse_for(call.endpoint(), &request.query).map_err(|_| Rejection::BadQuery)?;
    let body = body::of_call(&call);
    let boundary = check_body(&request.headers, body)?;
    Ok(Forward { call, query, body, boundary, caller })
}

/// Checks what the headers say of the body; gives the boundary of a form.
fn check_body(headers: &Headers, rule: Rule) -> Result<Option<String>, Rejection> {
    let kind = headers.get("content-type").unwrap_or_default();
    match rule {
        Rule::None => Ok(None),
        Rule::Json(_) if !headers::is_json(kind) => Err(Rejection::WrongContentType("application/json")),
        Rule::Json(most) => check_length(headers, most).map(|_| None),
        Rule::Multipart(most) => {
            let length = check_length(headers, most)?;
            let boundary =
                headers::boundary(kind).ok_or(Rejection::WrongContentType("multipart/form-data with a boundary"))?;
            // The runtime holds a body to the length it announced. In chunks it could grow for ever.
            let is_chunked = headers.get("transfer-encoding").is_some();
            if length.is_none() || is_chunked { Err(Rejection::LengthRequired) } else { Ok(Some(boundary.to_owned())) }
        }
    }
}

/// The announced length, if it is within `most`.
fn check_length(headers: &Headers, most: u64) -> Result<Option<u64>, Rejection> {
    let length = headers.get("content-length").and_then(|text| text.parse::<u64>().ok());
    if length.is_some_and(|length| length > most) { Err(Rejection::TooLarge(most)) } else { Ok(length) }
}

fn who_am_i(role: auth::Role, open: bool) -> Reply {
    // Open mode exists beside the simulator only, so the one says the other.
    json(&Session { role: role.as_str(), open, simulated: open })
}

fn signed_out() -> Reply {
    let mut headers = headers::of_data();
    // The browser also forgets the history that it kept.
    headers.extend([("set-cookie", cookie::clear()), ("clear-site-data", "\"cache\"".to_owned())]);
    Reply { status: 204, headers, body: String::new() }
}

fn json(value: &impl Serialize) -> Reply {
    // These types always serialise.
    Reply::json(serde_json::to_string(value).unwrap_or_default())
}

#[derive(Serialize)]
struct Session {
    role: &'static str,
    open: bool,
    simulated: bool,
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    key: String,
}

#[cfg(test)]
mod tests;
