//! The transport rules: key, version, beta values, path, query (§1).

use model::endpoint::{Beta, Call, EndpointId, Method};
use model::query::{BadQuery, Query};

use super::request::{Body, Refusal, Request};

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    /// The word in the request line.
    pub(crate) method: String,
    /// The raw path.
    pub(crate) path: String,
    /// The raw query, without `?`.
    pub(crate) query: String,
    /// Headers, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The body, or why there is none.
    pub(crate) body: Result<Body, Refusal>,
}

const VERSIONS: &[&str] = &["2023-01-01", "2023-06-01", "2026-10-21"];

const MANAGED_AGENTS: &str = "managed-agents-2026-04-01";
const AGENT_MEMORY: &str = "agent-memory-2026-07-22";

/// Every beta value that some endpoint knows.
const BETAS: &[&str] = &[
    MANAGED_AGENTS,
    AGENT_MEMORY,
    "analytics-usage-cost-2026-08-24",
    "dreaming-2026-04-21",
    "files-api-2025-04-14",
    "mcp-tunnels-2026-06-22",
    "skills-2025-10-02",
    "telemetry-destinations-2026-08-11",
    "user-profiles-2026-08-18",
    "webhooks-2026-10-07",
];

impl Incoming {
    /// The first header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Whether one of the two key headers has a key that is accepted.
    pub(crate) fn authenticate(&self, keys: &[String]) -> Result<(), Refusal> {
        let bearer = self.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
        let given = self.header("x-api-key").or(bearer);
        match given {
            None => Err(Refusal::unauthenticated("x-api-key header is required")),
            Some(key) if keys.iter().any(|known| known == key.trim()) => Ok(()),
            Some(_) if self.header("x-api-key").is_some() => Err(Refusal::unauthenticated("invalid x-api-key")),
            Some(_) => Err(Refusal::unauthenticated("invalid bearer token")),
        }
    }

    /// Finds the row and checks version and beta values.
    pub(crate) fn route(&self) -> Result<Call, Refusal> {
        match self.header("anthropic-version") {
            None => return Err(Refusal::invalid("anthropic-version: header is required")),
            Some(version) if !VERSIONS.contains(&version) => {
                return Err(Refusal::invalid(format!("anthropic-version: \"{version}\" is not a valid version")));
            }
            Some(_) => {}
        }
        let call = Method::parse(&self.method).and_then(|method| Call::parse(method, &self.path).ok());
        let call = call.ok_or_else(|| Refusal::not_found("Path"))?;
        self.check_betas(&call)?;
        Ok(call)
    }

    fn check_betas(&self, call: &Call) -> Result<(), Refusal> {
        let headers = self.headers.iter().filter(|(name, _)| name == "anthropic-beta");
        let betas: Vec<&str> = headers.flat_map(|(_, value)| value.split(',')).map(str::trim).collect();
        if let Some(unknown) = betas.iter().find(|beta| !beta.is_empty() && !BETAS.contains(beta)) {
            return Err(Refusal::invalid(format!("Unexpected value(s) `{unknown}` for the `anthropic-beta` header.")));
        }
        let (agents, memory) = (betas.contains(&MANAGED_AGENTS), betas.contains(&AGENT_MEMORY));
        match call.endpoint().beta {
            // Files need the value for one filter only.
            Beta::ManagedAgents if call.endpoint().id == EndpointId::FileList => {
                if !agents && self.query.contains("scope_id") {
                    return Err(Refusal::invalid("scope_id: Extra inputs are not permitted"));
                }
                Ok(())
            }
            Beta::ManagedAgents if !agents => Err(Refusal::not_found("Path")),
            Beta::AgentMemory if agents && memory => Err(Refusal::invalid(format!(
                "anthropic-beta: {MANAGED_AGENTS} and {AGENT_MEMORY} cannot be used together"
            ))),
            Beta::AgentMemory if !agents && !memory => Err(Refusal::not_found("Path")),
            _ => Ok(()),
        }
    }

    /// The request for its handler.
    pub(crate) fn into_request(self, call: Call) -> Result<Request, Refusal> {
        let query = Query::parse_for(call.endpoint(), &self.query).map_err(|bad| match bad {
            BadQuery::UnknownName(name) => Refusal::invalid(format!("{name}: Extra inputs are not permitted")),
            BadQuery::TooLong => Refusal::invalid("The query is too long."),
            BadQuery::NotText => Refusal::invalid("The query is not valid UTF-8 text."),
        })?;
        Ok(Request { call, query, body: self.body? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incoming(path: &str, headers: &[(&str, &str)]) -> Incoming {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let headers = headers.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let (path, query) = (path.to_owned(), query.to_owned());
        Incoming { method: "GET".to_owned(), path, query, headers, body: Ok(Body::Bytes(Vec::new())) }
    }

    #[test]
    fn takes_the_key_from_either_header() {
        let check = |headers: &[(&str, &str)], expected: bool| {
            assert_eq!(incoming("/", headers).authenticate(&["k1".to_owned()]).is_ok(), expected, "{headers:?}");
        };
        check(&[], false);
        check(&[("x-api-key", "k1")], true);
        check(&[("authorization", "Bearer k1")], true);
        check(&[("authorization", "k1")], false);
        check(&[("x-api-key", "k2")], false);
        check(&[("x-api-key", "k2"), ("authorization", "Bearer k1")], false);
    }

    #[test]
    fn wants_a_version_and_the_right_beta_values() {
        const AGENTS: &str = MANAGED_AGENTS;
        const MEMORY: &str = AGENT_MEMORY;
        let check = |path: &str, betas: &[&str], expected: Result<(), u16>| {
            let mut headers = vec![("anthropic-version", "2023-06-01")];
            headers.extend(betas.iter().map(|&value| ("anthropic-beta", value)));
            let found = incoming(path, &headers).route().map(|_| ()).map_err(|refusal| refusal.status);
            assert_eq!(found, expected, "{path} {betas:?}");
        };
        check("/v1/sessions", &[AGENTS], Ok(()));
        check("/v1/sessions", &[], Err(404));
        check("/v1/sessions/sesn_1/threads", &[], Err(404));
        check("/v1/sessions", &[MEMORY], Err(404));
        check("/v1/sessions", &["files-api-2025-04-14, managed-agents-2026-04-01"], Ok(()));
        check("/v1/sessions", &[AGENTS, "shiny-2027-01-01"], Err(400));
        check("/v1/memory_stores", &[MEMORY], Ok(()));
        check("/v1/memory_stores", &[AGENTS], Ok(()));
        check("/v1/memory_stores", &[AGENTS, MEMORY], Err(400));
        check("/v1/memory_stores", &[], Err(404));
        check("/v1/models", &[], Ok(()));
        check("/v1/files", &[], Ok(()));
        check("/v1/files?scope_id=sesn_1", &[], Err(400));
        check("/v1/nothing", &[AGENTS], Err(404));
        assert_eq!(incoming("/v1/models", &[]).route().unwrap_err().status, 400);
        assert_eq!(incoming("/v1/models", &[("anthropic-version", "1999-01-01")]).route().unwrap_err().status, 400);
    }
}
