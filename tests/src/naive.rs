//! A relay as one would write it in an hour: the negative control of the attacks.
//!
//! It joins the target to the base URL, forwards every header and the raw body, follows redirects,
//! hands back every header, and writes a heartbeat whenever it likes.
//! Each attack must succeed here, or it proves nothing about the real one.

use std::net::SocketAddr;

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Client, Method, Url};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::http::{Message, Wire};
use crate::worker::CANARY;

/// A running naive relay. It stops when it is dropped.
pub struct Naive {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Naive {
    /// Starts one before the API at `upstream`.
    pub async fn start(upstream: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let base = Url::parse(upstream).expect("a URL");
        let client = Client::new();
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(Wire::new(stream), base.clone(), client.clone()));
            }
        });
        Self { address, server }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Naive {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(mut wire: Wire, base: Url, client: Client) {
    let Ok(request) = wire.request().await else {
        return;
    };
    match send(&request, &base, &client).await {
        Some(mut answer) => {
            let mut head = format!("HTTP/1.1 {} OK\r\ntransfer-encoding: chunked\r\n", answer.status().as_u16());
            for (name, value) in answer.headers() {
                if !["transfer-encoding", "content-length", "connection"].contains(&name.as_str()) {
                    head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap_or_default()));
                }
            }
            wire.send(format!("{head}\r\n")).await;
            let is_stream = answer.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream");
            while let Ok(Some(bytes)) = answer.chunk().await {
                wire.send([format!("{:x}\r\n", bytes.len()).as_bytes(), &bytes, b"\r\n"].concat()).await;
                if is_stream {
                    wire.send(b"6\r\n: hb\n\n\r\n").await;
                }
            }
            wire.send(b"0\r\n\r\n").await;
        }
        None => wire.send(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n").await,
    }
}

async fn send(request: &Message, base: &Url, client: &Client) -> Option<reqwest::Response> {
    let mut words = request.line.split(' ');
    let method = Method::from_bytes(words.next()?.as_bytes()).ok()?;
    let url = base.join(words.next()?).ok()?;
    let url = match request.header("x-original-url") {
        Some(other) => base.join(&other).ok()?,
        None => url,
    };
    let method = match request.header("x-http-method-override") {
        Some(other) => Method::from_bytes(other.as_bytes()).ok()?,
        None => method,
    };
    let mut sent = client.request(method, url).header("x-api-key", CANARY);
    for (name, value) in &request.headers {
        if !["host", "content-length", "transfer-encoding"].contains(&name.as_str()) {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            sent = sent.header(name, HeaderValue::from_str(value).ok()?);
        }
    }
    sent.body(request.body.clone()).send().await.ok()
}
