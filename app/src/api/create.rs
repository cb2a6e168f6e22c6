//! Making things.

use futures_util::future::LocalBoxFuture;
use model::endpoint::EndpointId;
use serde::{Deserialize, Serialize};

use super::Error;
use super::client::{Request, encode};

/// Makes what `body` describes by the call `id`, and answers with its id.
pub fn create(id: EndpointId, body: &impl Serialize) -> LocalBoxFuture<'static, Result<String, Error>> {
    send(id, encode(body))
}

/// Not generic, so that waiting for an answer is in the program once.
fn send(id: EndpointId, body: Result<String, Error>) -> LocalBoxFuture<'static, Result<String, Error>> {
    #[derive(Deserialize)]
    struct Made {
        id: String,
    }
    Box::pin(async move {
        let made: Made = Request::new(id, &[])?.fetch_with(body?).await?.decode()?;
        Ok(made.id)
    })
}
