//! Thousands join and leave one session: no stream of the API and no memory may be left behind.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::api::Api;
use crate::figures::{short, table};
use crate::peers::Peer;
use crate::publisher::{Outlet, Publisher};
use crate::viewers::{Crowd, Door, pieces};
use crate::{Common, Lanes};

/// How to run it.
#[derive(Debug, Args)]
pub struct Options {
    /// Joins, each with a leave.
    #[arg(long, default_value_t = 10_000)]
    joins: usize,
    /// How many at the same time.
    #[arg(long, default_value_t = 50)]
    at_once: usize,
    /// Events a second meanwhile.
    #[arg(long, default_value_t = 10)]
    rate: u32,
    #[command(flatten)]
    common: Common,
}

/// Steps in which the memory is looked at.
const STEPS: usize = 10;
/// How soon the API must be free of a stream that nobody watches.
const GOAL: Duration = Duration::from_secs(20);
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs it and prints what is left behind.
pub async fn run(options: &Options, lanes: &Lanes) -> Result<(), String> {
    let api = Api::start(&lanes.api, 1_000).await;
    let system = Peer::Relay.start(&api, &options.common.bindings).await?;
    let resident = || system.tree.as_ref().map_or(f64::NAN, |tree| tree.resident() as f64 / 1_024.0);
    let publisher = Publisher::start(&lanes.api, &api, &Outlet::Api, options.rate);
    let step = options.joins.div_ceil(STEPS);
    let mut rows = Vec::new();
    let mut note = |joins: usize, failed: usize| {
        let streams = api.asked().streams.to_string();
        rows.push(vec![joins.to_string(), failed.to_string(), short(resident()), api.open().to_string(), streams]);
    };
    note(0, 0);
    for done in 1..=STEPS {
        let (door, at_once) = (system.door.clone(), options.at_once);
        let failed = lanes.load.run(async move { join_and_leave(&door, step, at_once).await }).await;
        note(done * step, failed);
    }

    // Whoever comes last is served like the first.
    let mut last = Crowd::new(system.door.clone(), 1, false);
    last.come(&lanes.load, None, PATIENCE).await?;
    let live = api.events();
    let served = last.until(PATIENCE, |viewer| viewer.next.is_some_and(|next| next > live + 10)).await;
    let missed = last.seen().sum(|viewer| viewer.missed + viewer.doubled);
    // A quiet stream hides that its viewer has left.
    publisher.stop().await?;
    last.leave().await;
    let closed = api.closed(0, PATIENCE).await;
    note(options.joins + 1, 0);
    sleep(Duration::from_secs(10)).await;
    note(options.joins + 1, 0);

    println!("{} joins and leaves, {} at a time, {} events a second.", options.joins, options.at_once, options.rate);
    table(&["joins", "failed", "RSS MiB", "API streams open", "API streams opened"], &rows);
    match served {
        Ok(_) => println!("The last viewer got its events; {missed} were missed or doubled."),
        Err(_) => println!("The last viewer got no events."),
    }
    match closed {
        Some(took) => println!(
            "The API was free {:.1} s after the last viewer left; the goal is {} s.",
            took.as_secs_f64(),
            GOAL.as_secs()
        ),
        None => println!("{} orphans after {} s.", api.open(), PATIENCE.as_secs()),
    }
    Ok(())
}

/// How many could not join.
async fn join_and_leave(door: &Door, count: usize, at_once: usize) -> usize {
    let permits = Arc::new(Semaphore::new(at_once));
    let mut all = JoinSet::new();
    for number in 0..count {
        let (door, permits) = (door.clone(), Arc::clone(&permits));
        all.spawn(async move {
            let _permit = permits.acquire_owned().await;
            timeout(PATIENCE, once(&door, number)).await.map_err(io::Error::other).flatten()
        });
    }
    all.join_all().await.iter().filter(|end| end.is_err()).count()
}

/// Joins, and leaves at one of three moments.
async fn once(door: &Door, number: usize) -> io::Result<()> {
    match number % 3 {
        // Breaks off before the answer.
        0 => {
            let mut socket = TcpStream::connect(door.address).await?;
            socket.write_all(door.request("").as_bytes()).await?;
            socket.set_zero_linger()
        }
        1 => door.open("").await.map(drop),
        _ => {
            let (socket, _, ahead) = door.open("").await?;
            if ahead.is_empty() { pieces(&socket, |_| false).await } else { Ok(()) }
        }
    }
}
