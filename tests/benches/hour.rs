//! What a viewer's request costs, extrapolated to an hour: the platform limits CPU time and subrequests by request.

use std::time::{Duration, Instant};

use clap::Args;
use tokio::time::sleep;

use crate::api::{Api, Asked};
use crate::figures::{short, table};
use crate::peers::Peer;
use crate::publisher::{Outlet, Publisher};
use crate::viewers::Crowd;
use crate::{Common, Lanes};

/// How to run it.
#[derive(Debug, Args)]
pub struct Options {
    /// How long to measure.
    #[arg(long, default_value_t = 3.0)]
    minutes: f64,
    /// How many viewers follow.
    #[arg(long, default_value_t = 1_000)]
    viewers: usize,
    /// Events a second.
    #[arg(long, default_value_t = 10)]
    rate: u32,
    /// How many times faster than the clock everything runs. The events follow; the Worker's own times have to be
    /// set to match by `--binding`.
    #[arg(long, default_value_t = 1)]
    compressed: u32,
    #[command(flatten)]
    common: Common,
}

/// What the platform allows a request, by default and at most (paid plan).
const CPU_SECONDS: (f64, f64) = (30.0, 300.0);
const SUBREQUESTS: (f64, f64) = (1_000.0, 10_000.0);
const HOUR: f64 = 3_600.0;
/// Until what the first viewers caused is done.
const SETTLE: Duration = Duration::from_secs(5);

/// Runs it and prints what was counted, and what follows for an hour.
pub async fn run(options: &Options, lanes: &Lanes) -> Result<(), String> {
    let Options { minutes, viewers, compressed, .. } = *options;
    let api = Api::start(&lanes.api, 1_000).await;
    let system = Peer::Relay.start(&api, &options.common.bindings).await?;
    let tree = system.tree.as_ref().ok_or("the Worker has no process")?;
    let publisher = Publisher::start(&lanes.api, &api, &Outlet::Api, options.rate * compressed);
    let mut crowd = Crowd::new(system.door.clone(), viewers, true);
    let (cpu, asked) = (tree.cpu(), api.asked());
    crowd.come(&lanes.load, None, Duration::from_secs(120)).await?;
    sleep(SETTLE).await;
    // What it costs that all come is counted apart: it does not happen again and again.
    let (joined, joining) = (tree.since(&cpu).as_secs_f64(), api.asked() - asked);
    let (from, cpu, asked) = (Instant::now(), tree.cpu(), api.asked());
    sleep(Duration::from_secs_f64(minutes * 60.0)).await;
    let (took, used, asked) = (from.elapsed().as_secs_f64(), tree.since(&cpu).as_secs_f64(), api.asked() - asked);
    publisher.stop().await?;
    let (came, ended) = {
        let seen = crowd.seen();
        println!("Events missed: {}, doubled: {}.", seen.sum(|v| v.missed), seen.sum(|v| v.doubled));
        (seen.sum(|viewer| viewer.opened) as f64, seen.sum(|viewer| viewer.ended) as f64)
    };
    let calls = |asked: Asked| (asked.streams + asked.lists + asked.others) as f64;
    let upstream = calls(asked);
    println!("\nCounted, with {viewers} viewers and {} events a second:", options.rate * compressed);
    let row = |what: String, came: f64, ended: f64, used: f64, asked: Asked| {
        let counts = [asked.streams, asked.lists, asked.others].map(|count| count as f64);
        let cells = [came, ended, used].into_iter().chain(counts).map(short);
        std::iter::once(what).chain(cells).collect::<Vec<_>>()
    };
    table(
        &["when", "viewers' requests", "ended by the relay", "CPU s", "API streams", "API lists", "other calls"],
        &[
            row("all come".to_owned(), viewers as f64, 0.0, joined, joining),
            row(format!("{:.1} minutes", took / 60.0), came - viewers as f64, ended, used, asked),
        ],
    );

    // An hour of the session is this many times the run.
    let times = HOUR / (took * f64::from(compressed));
    let requests = viewers as f64 + ended * times;
    let (cpu, calls) = (joined + used * times, calls(joining) + upstream * times);
    // Until then a request may have to carry everything that the object does.
    let turn = if ended > 0.0 { (took * viewers as f64 / ended).min(HOUR) } else { HOUR };
    let between = turn * used / took;
    println!("Extrapolated to an hour, not measured: all come, and {} times the minutes above.", short(times));
    let limits = |(usual, most): (f64, f64)| format!("{usual} / {most}");
    let row = |what: &str, value: f64, limit: String| vec![what.to_owned(), short(value), limit];
    let none = String::new;
    table(
        &["what", "value", "limit, default / most"],
        &[
            row("viewers' requests", requests, none()),
            row("CPU s", cpu, none()),
            row("CPU s a viewer's request, evenly", cpu / requests, limits(CPU_SECONDS)),
            row("CPU s between two turns of a viewer, all on one request", between, limits(CPU_SECONDS)),
            row("calls of the API", calls, none()),
            row(
                "subrequests a viewer's request: its own to the Feed, and a share",
                1.0 + calls / requests,
                limits(SUBREQUESTS),
            ),
            row("calls of the API between two turns, all on one request", turn * upstream / took, limits(SUBREQUESTS)),
        ],
    );
    if ended == 0.0 {
        println!("The relay ended no stream in this run, so a request is taken to last the whole hour.");
    }
    Ok(())
}
