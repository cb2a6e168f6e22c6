//! An API that writes down what it is asked, and answers whatever a test wants, hostile things included.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::http::{Message, Wire, within};

/// What to answer.
pub enum Say {
    /// These bytes, head included; then the connection is closed.
    Bytes(Vec<u8>),
    /// These bytes, then what comes through the channel, until its sender is dropped.
    Stream(Vec<u8>, mpsc::UnboundedReceiver<Vec<u8>>),
}

/// A recording server. It stops when it is dropped.
pub struct Upstream {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Message>>>,
    open: watch::Receiver<usize>,
    server: JoinHandle<()>,
}

impl Upstream {
    /// Starts one that answers with what `script` says.
    pub async fn start(script: impl Fn(&Message) -> Say + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (opened, open) = watch::channel(0);
        let state = Arc::new((script, Arc::clone(&seen), opened));
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&state);
                tokio::spawn(async move {
                    let (script, seen, opened) = &*state;
                    let mut wire = Wire::new(stream);
                    let Ok(request) = wire.request().await else {
                        return;
                    };
                    let say = script(&request);
                    seen.lock().expect("no test panicked here").push(request);
                    match say {
                        Say::Bytes(bytes) => wire.send(bytes).await,
                        Say::Stream(head, steps) => {
                            opened.send_modify(|count| *count += 1);
                            stream_out(wire, head, steps).await;
                            opened.send_modify(|count| *count -= 1);
                        }
                    }
                });
            }
        });
        Self { address, seen, open, server }
    }

    /// Starts one that answers every request with an empty list.
    pub async fn list() -> Self {
        Self::start(|_| Say::Bytes(json(200, "", r#"{"data":[],"next_page":null}"#))).await
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its host and port.
    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    /// Takes what it was asked since the last time.
    pub fn take(&self) -> Vec<Message> {
        std::mem::take(&mut *self.seen.lock().expect("no test panicked here"))
    }

    /// Waits until `count` streams are open.
    pub async fn streams(&self, count: usize) {
        let mut open = self.open.clone();
        within(open.wait_for(|open| *open == count)).await.expect("the server runs");
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// The bytes of a JSON answer; `headers` are lines that end in CRLF.
pub fn json(status: u16, headers: &str, body: &str) -> Vec<u8> {
    answer(status, &format!("content-type: application/json\r\n{headers}"), body.as_bytes())
}

/// The bytes of an answer; `headers` are lines that end in CRLF.
pub fn answer(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 {status} Said\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// The head of a stream of events.
pub const EVENTS: &[u8] =
    b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/event-stream\r\nrequest-id: req_stream\r\n\r\n";

async fn stream_out(mut wire: Wire, head: Vec<u8>, mut steps: mpsc::UnboundedReceiver<Vec<u8>>) {
    wire.send(head).await;
    loop {
        let step = tokio::select! {
            step = steps.recv() => step,
            () = wire.hung_up() => return,
        };
        match step {
            Some(bytes) => wire.send(bytes).await,
            None => return,
        }
    }
}
