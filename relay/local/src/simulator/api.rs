//! One request in, one answer out: transport rules, limits, failures by title, handlers. Pure.

use model::endpoint::{Call, Class};
use serde_json::Value;

use super::dispatch;
use super::gate::Incoming;
use super::limiter::{Allowance, Limiter};
use super::options::Options;
use super::request::{Answer, Refusal};
use super::rng::Rng;
use super::seed;
use super::sentinel::Sentinel;
use super::stats::Stats;
use super::streams::StreamId;
use super::time::{self, Micros, SECOND};
use super::world::World;

/// The whole service without its socket and clock.
#[derive(Debug)]
pub(crate) struct Api {
    options: Options,
    limiter: Limiter,
    /// Where request ids come from. Its own, so that reading does not change what happens.
    request_ids: Rng,
    /// Everything that exists.
    pub(crate) world: World,
    /// What was asked for.
    pub(crate) stats: Stats,
}

/// An answer on its way out.
#[derive(Debug, PartialEq)]
pub(crate) struct Outgoing {
    /// HTTP status.
    pub(crate) status: u16,
    /// Headers.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body.
    pub(crate) content: Content,
    /// How long it is held back, in virtual time.
    pub(crate) delay: Micros,
}

/// A body.
#[derive(Debug, PartialEq)]
pub(crate) enum Content {
    /// All of it.
    Bytes(Vec<u8>),
    /// What the world sends to this stream.
    Stream(StreamId),
}

const ORGANIZATION: &str = "org_01SimuLatedSimuLatedSimu";

/// How long before `now` the demonstration data begins.
const PAST: Micros = 30 * 24 * 60 * time::MINUTE;

impl Api {
    /// A service at the time `now`, with its demonstration data if the options say so.
    ///
    /// A refusal is the API's answer to what is wrong with that data.
    pub(crate) fn new(options: Options, now: Micros) -> Result<Self, Refusal> {
        let limiter = Limiter::new(options.limits, now);
        let world = if options.seeded {
            let mut world = World::new(options.seed, now - PAST, options.speed);
            seed::fill(&mut world, now, !options.stepped)?;
            world
        } else {
            World::new(options.seed, now, options.speed)
        };
        let request_ids = Rng::new(!options.seed);
        Ok(Self { options, limiter, request_ids, world, stats: Stats::default() })
    }

    /// Back to the seed at the time `now`; open streams end.
    pub(crate) fn reset(&mut self, now: Micros) -> Result<(), Refusal> {
        let fresh = Self::new(self.options.clone(), now)?;
        let mut streams = std::mem::take(&mut self.world.streams);
        streams.end_all();
        *self = fresh;
        self.world.streams = streams;
        Ok(())
    }

    /// Answers a request.
    pub(crate) fn handle(&mut self, incoming: Incoming) -> Outgoing {
        let request_id = self.request_ids.id("req");
        self.stats.note(&incoming, &self.options.api_keys);
        let mut headers = vec![("request-id", request_id.clone())];
        let (answer, delay) = if let Err(refusal) = incoming.authenticate(&self.options.api_keys) {
            (Err(refusal), 0)
        } else {
            headers.push(("anthropic-organization-id", ORGANIZATION.to_owned()));
            self.limited(incoming, &mut headers)
        };
        let (status, content) = match answer {
            Ok(Answer::Json(value)) => (200, json(&mut headers, &value)),
            Ok(Answer::Printed(text)) => {
                headers.push(("content-type", "application/json".to_owned()));
                (200, Content::Bytes(text.into_bytes()))
            }
            Ok(Answer::Bytes { content_type, filename, bytes }) => {
                headers.push(("content-type", content_type));
                headers.push(("content-disposition", format!("attachment; filename=\"{}\"", plain(&filename))));
                (200, Content::Bytes(bytes))
            }
            Ok(Answer::Stream(id)) => {
                headers.push(("content-type", "text/event-stream; charset=utf-8".to_owned()));
                headers.push(("cache-control", "no-cache".to_owned()));
                (200, Content::Stream(id))
            }
            Err(refusal) => {
                if let Some(seconds) = refusal.retry_after {
                    headers.push(("retry-after", seconds.to_string()));
                }
                (refusal.status, json(&mut headers, &refusal.body(&request_id)))
            }
        };
        Outgoing { status, headers, content, delay }
    }

    /// Past the key: route, limit, dispatch.
    fn limited(
        &mut self,
        incoming: Incoming,
        headers: &mut Vec<(&'static str, String)>,
    ) -> (Result<Answer, Refusal>, Micros) {
        let call = match incoming.route() {
            Ok(call) => call,
            Err(refusal) => return (Err(refusal), 0),
        };
        let is_create = call.endpoint().class == Class::Create;
        let allowance = self.limiter.take(is_create, self.world.now());
        headers.extend(rate_headers(allowance));
        if !allowance.is_granted {
            let message =
                format!("This request would exceed your rate limit of {} requests per minute.", allowance.limit);
            return (Err(Refusal::rate_limited(message, allowance.retry_after)), 0);
        }
        self.stats.count(&call);
        let delay = self.delay(&call);
        let answer = self.fail_by_title(&call).and_then(|lost| {
            let request = incoming.into_request(call)?;
            let answer = dispatch::dispatch(&mut self.world, &request);
            match lost {
                Some(refusal) if answer.is_ok() => Err(refusal),
                _ => answer,
            }
        });
        (answer, delay)
    }

    /// What the session's title asks to fail: a refusal now, or one in place of the answer.
    fn fail_by_title(&mut self, call: &Call) -> Result<Option<Refusal>, Refusal> {
        let Some(session) = session_id(call).and_then(|id| self.world.sessions.find_mut(id)) else { return Ok(None) };
        let is_send = call.endpoint().id == model::endpoint::EndpointId::EventSend;
        if is_send {
            session.sends += 1;
        } else if call.endpoint().class != Class::Create {
            session.reads += 1;
        }
        let (reads, sends) = (session.reads, session.sends);
        let is_read = call.endpoint().class != Class::Create;
        for sentinel in session.sentinels.iter() {
            match sentinel {
                Sentinel::Fail429 if is_read && reads % 2 == 1 => {
                    return Err(Refusal::rate_limited("This request would exceed your rate limit.", 1));
                }
                Sentinel::Fail500 if is_read && reads % 2 == 1 => return Err(Refusal::fault()),
                Sentinel::Fail529 if is_read && reads % 2 == 1 => return Err(Refusal::overloaded()),
                Sentinel::FailSend if is_send && sends % 2 == 1 => return Err(Refusal::overloaded()),
                Sentinel::LostSend if is_send => {
                    return Ok(Some(Refusal::special(504, "timeout_error", "The request timed out.")));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    fn delay(&self, call: &Call) -> Micros {
        let session = session_id(call).and_then(|id| self.world.sessions.find(id));
        let is_slow = session.is_some_and(|session| session.sentinels.has(Sentinel::Slow));
        if is_slow && call.endpoint().class == Class::Read { 3 * SECOND } else { 0 }
    }
}

fn session_id(call: &Call) -> Option<&str> {
    if call.endpoint().path.starts_with("/v1/sessions/{") { call.params().first().map(String::as_str) } else { None }
}

fn rate_headers(allowance: Allowance) -> [(&'static str, String); 3] {
    [
        ("anthropic-ratelimit-requests-limit", allowance.limit.to_string()),
        ("anthropic-ratelimit-requests-remaining", allowance.remaining.to_string()),
        ("anthropic-ratelimit-requests-reset", time::print(allowance.reset)),
    ]
}

fn json(headers: &mut Vec<(&'static str, String)>, value: &Value) -> Content {
    headers.push(("content-type", "application/json".to_owned()));
    Content::Bytes(value.to_string().into_bytes())
}

/// A name that can stand in quotes in a header.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_graphic() && c != '"' && c != '\\' || c == ' ' { c } else { '_' }).collect()
}
