//! Between HTTP and the plain forms of the service: bodies in, bodies out.

use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::stream;
use tokio::sync::mpsc;

use super::Shared;
use crate::simulator::gate::Incoming;
use crate::simulator::request::{Body as Content, Part, Refusal};
use crate::simulator::streams::{Chunk, StreamId};

/// The largest body (§1.8).
const MAX_BODY: usize = 32 << 20;
/// The largest upload.
const MAX_UPLOAD: usize = 500 << 20;

/// Forgets its stream when the connection is gone.
pub(super) struct Leaving {
    pub(super) shared: Arc<Shared>,
    pub(super) id: StreamId,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.shared.lock().leave(self.id);
    }
}

/// A request in the plain form.
pub(super) async fn read_incoming(request: Request) -> Incoming {
    let uri = request.uri();
    let headers = request.headers().iter();
    let headers: Vec<_> = headers
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let (path, query) = (uri.path().to_owned(), uri.query().unwrap_or_default().to_owned());
    let method = request.method().as_str().to_owned();
    let is_form = headers.iter().any(|(name, value)| name == "content-type" && value.starts_with("multipart/"));
    let body = if is_form { read_form(request).await } else { read_bytes(request).await };
    Incoming { method, path, query, headers, body }
}

async fn read_bytes(request: Request) -> Result<Content, Refusal> {
    match axum::body::to_bytes(request.into_body(), MAX_BODY).await {
        Ok(bytes) => Ok(Content::Bytes(bytes.to_vec())),
        Err(_) => Err(Refusal::too_large()),
    }
}

async fn read_form(request: Request) -> Result<Content, Refusal> {
    let broken = || Refusal::invalid("The multipart form could not be read.");
    let mut request = request;
    DefaultBodyLimit::max(MAX_UPLOAD).apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|_| broken())? {
        let text = |text: Option<&str>| text.map(str::to_owned);
        let (name, filename) = (field.name().unwrap_or_default().to_owned(), text(field.file_name()));
        let content_type = text(field.content_type());
        let bytes = field.bytes().await.map_err(|_| broken())?.to_vec();
        parts.push(Part { name, filename, content_type, bytes });
    }
    Ok(Content::Form(parts))
}

/// The small body of a command.
pub(super) async fn read_small(request: Request) -> Result<(String, String, String, Vec<u8>), Refusal> {
    let incoming = read_incoming(request).await;
    match incoming.body? {
        Content::Bytes(bytes) => Ok((incoming.method, incoming.path, incoming.query, bytes)),
        Content::Form(_) => Err(Refusal::invalid("Content-Type must be application/json")),
    }
}

/// A response with these headers.
pub(super) fn plain(status: u16, headers: &[(&'static str, String)], body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(*name, value);
        }
    }
    response
}

/// A body of server-sent events.
pub(super) fn events(receiver: mpsc::Receiver<Chunk>, leaving: Leaving) -> Body {
    let chunks = stream::unfold((receiver, leaving), |(mut receiver, leaving)| async {
        // Lets the chunk before go out by itself, so that clients meet split frames as split.
        tokio::task::yield_now().await;
        let next = match receiver.recv().await? {
            Chunk::Bytes(bytes) => Ok(Bytes::from(bytes)),
            Chunk::End => return None,
            Chunk::Reset => Err(io::Error::from(io::ErrorKind::ConnectionReset)),
        };
        Some((next, (receiver, leaving)))
    });
    Body::from_stream(chunks)
}
