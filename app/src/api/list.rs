//! Lists: one page, or all of them.

use model::endpoint::EndpointId;
use model::page::Page;
use model::query::Query;
use model::wire::Wire;
use serde::Deserialize;

use super::Error;
use super::client::Request;

/// The most pages that [`all`] reads.
const MAX_PAGES: usize = 10;

/// The page that `query` asks for.
pub async fn page<T>(id: EndpointId, ids: &[&str], query: Query) -> Result<Page<T>, Error>
where
    T: for<'a> Deserialize<'a>,
{
    Request::new(id, ids)?.query(query).send().await
}

/// Everything on a list that is paged forward, up to ten pages.
pub async fn all<T>(id: EndpointId, query: Query) -> Result<Vec<Wire<T>>, Error>
where
    T: for<'a> Deserialize<'a>,
{
    let mut found = Vec::new();
    let mut asked = query.clone();
    for _ in 0..MAX_PAGES {
        let page = page(id, &[], asked).await?;
        let next = page.next().map(str::to_owned);
        found.extend(page.into_known());
        let Some(cursor) = next else { break };
        asked = query.clone().with("page", cursor);
    }
    Ok(found)
}
