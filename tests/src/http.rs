//! HTTP/1.1 by hand: sends exactly the bytes that a test wrote, where a client library would tidy them up.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long anything may take before a test gives up on it. No test measures it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A message: a request as a server sees it, or an answer as a client does.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// The first line.
    pub line: String,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, out of its chunks.
    pub body: Vec<u8>,
}

impl Message {
    /// The status of an answer; 0 if the server hung up instead.
    pub fn status(&self) -> u16 {
        self.line.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
    }

    /// The values of a header, joined by a comma.
    pub fn header(&self, name: &str) -> Option<String> {
        let values: Vec<_> = self.headers.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The `error_code` of an error, or nothing.
    pub fn code(&self) -> String {
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        body.pointer("/error/details/error_code").and_then(|code| code.as_str()).unwrap_or_default().to_owned()
    }

    fn is_chunked(&self) -> bool {
        self.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"))
    }

    fn length(&self) -> Option<usize> {
        self.header("content-length")?.parse().ok()
    }
}

/// One connection.
pub struct Wire {
    stream: TcpStream,
    /// What has arrived and is not yet taken.
    ahead: Vec<u8>,
    /// Everything that ever arrived, for the search for keys.
    pub heard: Vec<u8>,
}

impl Wire {
    /// Wraps a connection.
    pub fn new(stream: TcpStream) -> Self {
        Self { stream, ahead: Vec::new(), heard: Vec::new() }
    }

    /// Connects to `address`.
    pub async fn connect(address: SocketAddr) -> Self {
        Self::new(TcpStream::connect(address).await.expect("the server listens"))
    }

    /// Sends bytes as they are. A server that has hung up is found out by reading.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.stream.write_all(bytes.as_ref()).await;
    }

    /// Reads a first line and headers.
    pub async fn head(&mut self) -> io::Result<Message> {
        let end = loop {
            if let Some(at) = self.ahead.windows(4).position(|window| window == b"\r\n\r\n") {
                break at;
            }
            self.more().await?;
        };
        let head: Vec<u8> = self.ahead.drain(..end + 4).collect();
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut lines = head.split("\r\n");
        let line = lines.next().unwrap_or_default().to_owned();
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Ok(Message { line, headers, body: Vec::new() })
    }

    /// Reads a whole request.
    pub async fn request(&mut self) -> io::Result<Message> {
        let mut message = self.head().await?;
        if message.is_chunked() {
            while let Some(chunk) = self.chunk().await? {
                message.body.extend(chunk);
            }
        } else {
            message.body = self.exactly(message.length().unwrap_or(0)).await?;
        }
        Ok(message)
    }

    /// Reads a whole answer.
    pub async fn answer(&mut self) -> io::Result<Message> {
        let mut message = self.head().await?;
        if matches!(message.status(), 204 | 304) {
        } else if message.is_chunked() {
            while let Some(chunk) = self.chunk().await? {
                message.body.extend(chunk);
            }
        } else if let Some(length) = message.length() {
            message.body = self.exactly(length).await?;
        } else {
            while self.more().await.is_ok() {}
            message.body = std::mem::take(&mut self.ahead);
        }
        Ok(message)
    }

    /// Reads the next chunk of a chunked body; `None` at its end.
    pub async fn chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        let size = loop {
            if let Some(at) = self.ahead.windows(2).position(|window| window == b"\r\n") {
                let line: Vec<u8> = self.ahead.drain(..at + 2).collect();
                let text = String::from_utf8_lossy(&line).trim().to_owned();
                break usize::from_str_radix(&text, 16).map_err(io::Error::other)?;
            }
            self.more().await?;
        };
        let chunk = self.exactly(size).await?;
        self.exactly(2).await?;
        Ok((size > 0).then_some(chunk))
    }

    /// Breaks the connection off. A mere close says only that nothing more will be sent.
    pub fn reset(self) {
        self.stream.set_zero_linger().expect("a socket takes the option");
    }

    /// Waits until the other side hangs up.
    pub async fn hung_up(&mut self) {
        while self.more().await.is_ok() {}
    }

    async fn exactly(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.ahead.len() < length {
            self.more().await?;
        }
        Ok(self.ahead.drain(..length).collect())
    }

    async fn more(&mut self) -> io::Result<()> {
        let mut buffer = vec![0; 64 << 10];
        let read = self.stream.read(&mut buffer).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.ahead.extend_from_slice(&buffer[..read]);
        self.heard.extend_from_slice(&buffer[..read]);
        Ok(())
    }
}

/// Sends one request and reads its answer. A server that hangs up gives a message without a status.
pub async fn ask(address: SocketAddr, bytes: impl AsRef<[u8]>) -> Message {
    let mut wire = Wire::connect(address).await;
    wire.send(bytes).await;
    within(wire.answer()).await.unwrap_or_default()
}

/// Waits for `future`, but not for ever.
pub async fn within<T>(future: impl Future<Output = T>) -> T {
    timeout(PATIENCE, future).await.expect("an answer in time")
}
