//! Heads of requests and answers, as text.

use std::io;

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// Reads a head, its empty line included. `ahead` keeps what came after it.
pub async fn read(socket: &mut TcpStream, ahead: &mut Vec<u8>) -> io::Result<String> {
    loop {
        if let Some(at) = ahead.windows(4).position(|window| window == b"\r\n\r\n") {
            let head: Vec<u8> = ahead.drain(..at + 4).collect();
            return Ok(String::from_utf8_lossy(&head).into_owned());
        }
        if socket.read_buf(ahead).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// The status of an answer.
pub fn status(head: &str) -> u16 {
    head.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// The length that a head gives.
pub fn length(head: &str) -> Option<usize> {
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length")).and_then(|(_, value)| value.trim().parse().ok())
}
