//! Everybody loses a long session at once and comes back: what that costs the API, and how long it takes.

mod naive;

use std::time::{Duration, Instant};

use clap::Args;
use tokio::time::sleep;

use crate::api::{Api, Asked, RESUMABLE};
use crate::figures::table;
use crate::peers::Peer;
use crate::publisher::{Outlet, Publisher};
use crate::viewers::Crowd;
use crate::{Common, Lanes};

/// How to run it.
#[derive(Debug, Args)]
pub struct Options {
    /// How many viewers follow.
    #[arg(long, default_value_t = 300)]
    viewers: usize,
    /// Events that the session has before.
    #[arg(long, default_value_t = 50_000)]
    events: u64,
    /// Events a second meanwhile.
    #[arg(long, default_value_t = 20)]
    rate: u32,
    /// How long everybody stays away, in seconds: longer than the relay keeps a stream that nobody watches.
    #[arg(long, default_value_t = 30)]
    away: u64,
    /// How many viewers follow the official procedure; the figures for all are computed from theirs.
    #[arg(long, default_value_t = 5)]
    naive: usize,
    #[command(flatten)]
    common: Common,
}

const PATIENCE: Duration = Duration::from_secs(60);

/// What is lost.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// The viewers' connections.
    Viewers,
    /// The stream of the API too, at the same moment.
    Both,
    /// Everybody stays away for a while.
    Away,
}

/// Runs it and prints the table.
pub async fn run(options: &Options, lanes: &Lanes) -> Result<(), String> {
    let Options { viewers, events, rate, .. } = options;
    println!("{viewers} viewers, {events} events in pages of 1,000, {rate} more a second.");
    let mut rows = Vec::new();
    for peer in [Peer::Relay, Peer::Direct] {
        if let Err(reason) = resume(options, lanes, peer, &mut rows).await {
            rows.push(vec![peer.name().to_owned(), reason]);
        }
    }
    rows.extend(naive::run(options, lanes).await?);
    println!("direct: a server that has cursors and nothing else to do, which is the floor.");
    table(&["what", "API streams", "API lists", "ms until all are live", "events missed", "doubled"], &rows);
    Ok(())
}

async fn resume(options: &Options, lanes: &Lanes, peer: Peer, rows: &mut Vec<Vec<String>>) -> Result<(), String> {
    let api = Api::start(&lanes.api, options.events).await;
    let mut system = peer.start(&api, &options.common.bindings).await?;
    let name = peer.name();
    if peer == Peer::Direct {
        system.door.target = RESUMABLE.to_owned();
    } else {
        system.door.target.push_str("?after=-200");
    }
    let publisher = Publisher::start(&lanes.api, &api, &Outlet::Api, options.rate);
    let mut crowd = Crowd::new(system.door.clone(), options.viewers, false);
    let before = api.asked();
    let came = come(&mut crowd, lanes, &api).await?;
    api.quiet(Duration::from_secs(3), PATIENCE).await;
    rows.push(row(format!("{name}: all come for the first time"), api.asked() - before, Ok(came), &crowd));
    if crowd.seen().viewers.iter().any(|viewer| viewer.cursor.is_empty()) {
        return Err("it gives no cursors to come back with".to_owned());
    }
    for (cut, what) in [
        (Cut::Viewers, "all are cut and come back"),
        (Cut::Both, "all are cut, and so are the streams of the API"),
        (Cut::Away, "all come back after a while"),
    ] {
        for viewer in &mut crowd.seen().viewers {
            (viewer.missed, viewer.doubled) = (0, 0);
        }
        let before = api.asked();
        crowd.leave().await;
        match cut {
            Cut::Viewers => {}
            Cut::Both => api.cut(),
            Cut::Away => sleep(Duration::from_secs(options.away)).await,
        }
        let came = come(&mut crowd, lanes, &api).await;
        sleep(Duration::from_secs(3)).await;
        rows.push(row(format!("{name}: {what}"), api.asked() - before, came, &crowd));
    }
    publisher.stop().await
}

/// Lets all come at once; how long it takes until each has had everything, and something that was sent after it came.
async fn come(crowd: &mut Crowd, lanes: &Lanes, api: &Api) -> Result<Duration, String> {
    let from = Instant::now();
    let live = api.events();
    let at_once = crowd.seen().viewers.len();
    crowd.come(&lanes.load, Some(at_once), PATIENCE).await?;
    let waiting = |waiting| format!("{waiting} viewers were not live within {} s", PATIENCE.as_secs());
    crowd.until(PATIENCE, |viewer| viewer.next.is_some_and(|next| next > live)).await.map_err(waiting)?;
    Ok(from.elapsed())
}

fn row(name: String, asked: Asked, came: Result<Duration, String>, crowd: &Crowd) -> Vec<String> {
    let seen = crowd.seen();
    vec![
        name,
        asked.streams.to_string(),
        asked.lists.to_string(),
        came.map_or_else(|reason| reason, |took| took.as_millis().to_string()),
        seen.sum(|viewer| viewer.missed).to_string(),
        seen.sum(|viewer| viewer.doubled).to_string(),
    ]
}
