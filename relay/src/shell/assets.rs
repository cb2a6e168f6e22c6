//! The app's page and files, out of the asset store, with our headers.

use web_sys::Response;
use worker::{Env, RequestInit, RequestRedirect};

use super::js;
use crate::headers::{Headers, page};
use crate::rejection::Rejection;
use crate::routes::File;

/// The name of the binding.
const BINDING: &str = "ASSETS";

/// The page. Which path of the app it is for, the app reads itself.
pub(super) async fn page(env: &Env, has_body: bool) -> Result<Response, Rejection> {
    let stored = fetch(env, "/").await?;
    js::respond_with(200, &page::of_page(), stored.body().filter(|_| has_body).as_ref())
}

/// A built file.
pub(super) async fn file(env: &Env, file: &File, has_body: bool) -> Result<Response, Rejection> {
    let stored = fetch(env, &file.path).await?;
    let headers: Headers = js::headers(&stored.headers());
    let pairs = page::of_file(headers.get("content-type"), file.hashed);
    js::respond_with(200, &pairs, stored.body().filter(|_| has_body).as_ref())
}

/// The host is for the form of an address only; the store looks at the path.
async fn fetch(env: &Env, path: &str) -> Result<Response, Rejection> {
    let store = env.assets(BINDING).map_err(|_| Rejection::UnknownPath)?;
    let mut init = RequestInit::new();
    init.with_redirect(RequestRedirect::Manual);
    let address = format!("https://assets.invalid{path}");
    let stored = store.fetch(address, Some(init)).await.map_err(|_| Rejection::Internal)?;
    // Whatever else the store says (it redirects `/index.html`, for one), there is no such file.
    if stored.status_code() == 200 { Ok(stored.into()) } else { Err(Rejection::UnknownPath) }
}
