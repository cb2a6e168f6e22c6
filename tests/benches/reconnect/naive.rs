//! The official procedure for a viewer who lost a stream: open one, list everything, skip what is known.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::Options;
use crate::api::{Api, SESSION};
use crate::event::marks;
use crate::publisher::{Outlet, Publisher};
use crate::viewers::{Door, pieces};
use crate::{Lanes, head};

/// Lets a few viewers follow it against the API itself, and computes what all would cost.
pub async fn run(options: &Options, lanes: &Lanes) -> Result<Vec<Vec<String>>, String> {
    let api = Api::start(&lanes.api, options.events).await;
    let publisher = Publisher::start(&lanes.api, &api, &Outlet::Api, options.rate);
    let address = api.address();
    let (viewers, live) = (options.naive, api.events());
    let from = Instant::now();
    let followed = lanes.load.run(async move {
        let mut all = JoinSet::new();
        for _ in 0..viewers {
            all.spawn(follow(address, live));
        }
        all.join_all().await.into_iter().collect::<io::Result<Vec<()>>>()
    });
    followed.await.map_err(|error| format!("the official procedure: {error}"))?;
    let took = from.elapsed();
    let asked = api.asked();
    publisher.stop().await?;
    let all = |count: u64| count * options.viewers as u64 / viewers.max(1) as u64;
    let row = |name: String, streams: u64, lists: u64, took: Duration| {
        let nothing = || "0".to_owned();
        vec![name, streams.to_string(), lists.to_string(), took.as_millis().to_string(), nothing(), nothing()]
    };
    let computed =
        took * u32::try_from(options.viewers).unwrap_or(u32::MAX) / u32::try_from(viewers.max(1)).unwrap_or(1);
    Ok(vec![
        row(format!("official procedure, {viewers} viewers"), asked.streams, asked.lists, took),
        row(
            format!("the same, computed for {} viewers", options.viewers),
            all(asked.streams),
            all(asked.lists),
            computed,
        ),
    ])
}

async fn follow(address: SocketAddr, live: u64) -> io::Result<()> {
    let target = format!("/v1/sessions/{SESSION}/events/stream");
    let (stream, _, _) = Door { address, target, headers: String::new() }.open("").await?;
    let mut socket = TcpStream::connect(address).await?;
    let mut page = Some(String::new());
    let mut ahead = Vec::new();
    while let Some(next) = page {
        let target = format!("/v1/sessions/{SESSION}/events?limit=1000{next}");
        socket.write_all(format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()).await?;
        let head = head::read(&mut socket, &mut ahead).await?;
        let length = head::length(&head).unwrap_or(0);
        while ahead.len() < length {
            socket.read_buf(&mut ahead).await?;
        }
        let body: Vec<u8> = ahead.drain(..length).collect();
        let end = String::from_utf8_lossy(body.get(length.saturating_sub(64)..).unwrap_or_default()).into_owned();
        page = end
            .split(r#""next_page":""#)
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .map(|next| format!("&page={next}"));
    }
    // Live again: something came that was sent after it began.
    pieces(&stream, |bytes| !marks(bytes).any(|mark| mark.number >= live)).await
}
