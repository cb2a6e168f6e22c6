//! Lists: one page, or all of them.

use futures_util::future::LocalBoxFuture;
use model::endpoint::EndpointId;
use model::page::Page;
use model::query::Query;
use serde::de::IgnoredAny;

use super::Error;
use super::client::Request;

/// The most pages that [`all`] reads.
const MAX_PAGES: usize = 10;

/// A page whose entries were not looked into: so all lists are fetched by the same code.
pub type RawPage = Page<IgnoredAny>;

/// The page that `request` asks for.
pub fn page(request: Result<Request, Error>) -> LocalBoxFuture<'static, Result<RawPage, Error>> {
    Box::pin(async move { request?.fetch().await?.decode() })
}

/// The pages of a list that is paged forward, up to ten.
pub async fn all(id: EndpointId, ids: &[&str], query: Query) -> Result<Vec<RawPage>, Error> {
    let mut found = Vec::new();
    let mut asked = query.clone();
    for _ in 0..MAX_PAGES {
        let page = page(Request::new(id, ids).map(|request| request.query(asked))).await?;
        let next = page.next().map(str::to_owned);
        found.push(page);
        let Some(cursor) = next else { break };
        asked = query.clone().with("page", cursor);
    }
    Ok(found)
}
