//! What the relay stands in front of, and who may use it: decided from options and environment.

use std::{collections::BTreeMap, env, fs, io::Write as _, os::unix::fs::OpenOptionsExt as _};

use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};

use crate::{problem::Problem, project::Project};

/// Where a generated operator key is kept; git ignores it.
const PRIVATE_FILE: &str = ".dev.vars";
const OPERATOR_KEY: &str = "PORTHOLE_OPERATOR_KEY";
/// The relay refuses shorter ones.
const OPERATOR_KEY_LEAST: usize = 32;
/// What the API signs its webhooks with.
pub const WEBHOOK_SECRET: &str = "ANTHROPIC_WEBHOOK_SECRET";
const DEFAULT_API: &str = "https://api.anthropic.com";

/// What the person asked for. Not `Debug`: it holds a key.
#[derive(Default)]
pub struct Wishes {
    /// `--upstream`, or else `ANTHROPIC_BASE_URL`.
    pub upstream: Option<String>,
    /// `ANTHROPIC_API_KEY`.
    pub api_key: Option<String>,
}

impl Wishes {
    /// Those of this program's environment; an empty variable counts as absent.
    pub fn from_environment(upstream: Option<String>) -> Self {
        let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
        Self { upstream: upstream.or_else(|| variable("ANTHROPIC_BASE_URL")), api_key: variable("ANTHROPIC_API_KEY") }
    }
}

/// What stands behind the relay. Not `Debug`: it holds a key.
#[derive(PartialEq)]
pub enum Upstream {
    /// A simulator that the launcher runs itself.
    Simulator,
    /// A simulator that somebody else runs on this machine.
    OtherSimulator {
        /// Its address.
        url: String,
    },
    /// The API.
    Api {
        /// Its address.
        url: String,
        /// The key that only the relay ever sees.
        key: String,
    },
}

impl Upstream {
    /// The API when there is a key; a simulator otherwise.
    pub fn choose(wishes: Wishes) -> Result<Self, Problem> {
        match wishes {
            Wishes { upstream, api_key: Some(key) } => {
                Ok(Self::Api { url: upstream.unwrap_or_else(|| DEFAULT_API.to_owned()), key })
            }
            Wishes { upstream: Some(url), api_key: None } if is_loopback(&url) => Ok(Self::OtherSimulator { url }),
            Wishes { upstream: Some(url), api_key: None } => Err(Problem::new(
                format!("{url} is not on this machine, and there is no API key for it."),
                "Set ANTHROPIC_API_KEY, or leave the upstream out to use the simulator.",
            )),
            Wishes { upstream: None, api_key: None } => Ok(Self::Simulator),
        }
    }
}

fn is_loopback(url: &str) -> bool {
    let authority = url.strip_prefix("http://").and_then(|rest| rest.split(['/', '?', '#']).next());
    let host = authority.map(|authority| authority.rsplit_once(':').map_or(authority, |(host, _)| host));
    matches!(host, Some("127.0.0.1" | "localhost" | "[::1]"))
}

/// The relay's configuration for open mode: everyone on this machine is operator of a simulator.
pub fn open_bindings(url: &str, key: &str) -> BTreeMap<String, String> {
    bindings([("ANTHROPIC_BASE_URL", url), ("ANTHROPIC_API_KEY", key), ("PORTHOLE_OPEN", "1")])
}

/// The relay's configuration for the API: nobody gets in without the operator key.
pub fn closed_bindings(url: &str, key: &str, operator_key: &str) -> BTreeMap<String, String> {
    bindings([("ANTHROPIC_BASE_URL", url), ("ANTHROPIC_API_KEY", key), (OPERATOR_KEY, operator_key)])
}

fn bindings<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

/// The operator key with where the person finds it: from the environment, from the private file, or
/// made now and put there.
pub fn operator_key(project: &Project) -> Result<(String, String), Problem> {
    if let Some(key) = env::var(OPERATOR_KEY).ok().filter(|key| !key.is_empty()) {
        check_operator_key(&key)?;
        return Ok((key, format!("the one in {OPERATOR_KEY}")));
    }
    let file = project.path(PRIVATE_FILE);
    let place = format!("{OPERATOR_KEY} in {PRIVATE_FILE}");
    let kept = fs::read_to_string(&file).unwrap_or_default();
    if let Some(key) = read_variable(&kept, OPERATOR_KEY) {
        check_operator_key(key)?;
        return Ok((key.to_owned(), place));
    }
    let key = BASE64_URL_SAFE_NO_PAD.encode(random()?);
    fs::OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(&file)
        .and_then(|mut file| writeln!(file, "{OPERATOR_KEY}={key}"))
        .map_err(|error| Problem::file(&file, &error))?;
    Ok((key, place))
}

/// A new secret for the webhooks of a simulator.
pub fn webhook_secret() -> Result<String, Problem> {
    Ok(format!("whsec_{}", BASE64_STANDARD.encode(random()?)))
}

fn random() -> Result<[u8; 32], Problem> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|error| {
        Problem::new(
            format!("The system gives no random numbers: {error}"),
            format!("Set {OPERATOR_KEY} to a secret of {OPERATOR_KEY_LEAST} characters or more."),
        )
    })?;
    Ok(random)
}

fn check_operator_key(key: &str) -> Result<(), Problem> {
    if key.len() >= OPERATOR_KEY_LEAST {
        return Ok(());
    }
    Err(Problem::new(
        format!("{OPERATOR_KEY} is shorter than {OPERATOR_KEY_LEAST} characters."),
        format!("Choose a longer one, or remove it: one is made and kept in {PRIVATE_FILE}."),
    ))
}

fn read_variable<'a>(file: &'a str, name: &str) -> Option<&'a str> {
    file.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (key.trim() == name && !value.is_empty()).then_some(value)
    })
}

#[cfg(test)]
mod tests;
