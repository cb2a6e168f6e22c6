//! Who is signed in.

use model::endpoint::Method;
use serde::{Deserialize, Serialize};

use super::Error;
use super::client::{encode, fetch_text};

const PATH: &str = "/api/session";

/// Who the relay takes us for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Account {
    /// The role's name: `operator`, `viewer`.
    pub role: String,
    /// Nobody has to sign in; only on the operator's own machine.
    pub open: bool,
    /// The API behind the relay is the simulator.
    pub simulated: bool,
}

/// Asks who we are.
pub async fn who_am_i() -> Result<Account, Error> {
    fetch_text(Method::Get, PATH.to_owned(), None).await?.decode()
}

/// Exchanges a key for a cookie.
pub async fn sign_in(key: &str) -> Result<(), Error> {
    #[derive(Serialize)]
    struct Credentials<'a> {
        key: &'a str,
    }
    fetch_text(Method::Post, PATH.to_owned(), Some(encode(&Credentials { key })?)).await.map(drop)
}

/// Ends the cookie.
pub async fn sign_out() -> Result<(), Error> {
    fetch_text(Method::Delete, PATH.to_owned(), None).await.map(drop)
}
