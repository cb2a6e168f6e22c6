//! `durable-streams`, the best fan-out of server-sent events that is known. Without its write-ahead log: the faster way.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::head;
use crate::peers::Running;
use crate::peers::server::{Folder, Server, find, free};
use crate::publisher::{Outlet, Post};
use crate::viewers::Door;

const INSTALL: &str = "cargo install durable-streams --version 0.1.5";

/// Starts it with one empty stream.
pub async fn start() -> Result<Running, String> {
    let program = find("durable-streams-server", INSTALL)?;
    let folder = Folder::new();
    let data = folder.folder("data").display().to_string();
    let address = free();
    let port = address.port().to_string();
    let arguments = ["--port", &port, "--data-dir", &data, "--durability", "memory"];
    let mut server = Server::start(&program, &arguments, &folder)?;
    server.listens(address, &folder).await?;
    create(address).await.map_err(|error| format!("its stream can not be made: {error}"))?;
    let post = Post { address, target: "/bench".into(), kind: "application/json", wrap: str::to_owned, closes: false };
    let door = Door { address, target: "/bench?offset=now&live=sse".into(), headers: String::new() };
    let tree = Some(server.tree());
    Ok(Running { door, outlet: Outlet::Post(post), tree, _keep: Box::new(server.with(folder)) })
}

async fn create(address: std::net::SocketAddr) -> std::io::Result<()> {
    let mut socket = TcpStream::connect(address).await?;
    let request = "PUT /bench HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    socket.write_all(format!("{request}Content-Length: 0\r\n\r\n").as_bytes()).await?;
    let head = head::read(&mut socket, &mut Vec::new()).await?;
    match head::status(&head) {
        200..300 => Ok(()),
        status => Err(std::io::Error::other(format!("status {status}"))),
    }
}
