//! One session, many viewers: latency, CPU and memory of the relay beside its peers, in turn and in one run.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use clap::Args;
use tokio::time::sleep;

use crate::api::{Api, Asked};
use crate::figures::{median, percentile, short, spread, table};
use crate::peers::Peer;
use crate::publisher::Publisher;
use crate::viewers::Crowd;
use crate::{Common, Lanes};

/// How to run it.
#[derive(Debug, Args)]
pub struct Options {
    /// How long each system is measured with each number of viewers.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// How often; the systems take turns.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Events a second.
    #[arg(long, default_value_t = 50)]
    rate: u32,
    /// Numbers of viewers.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 100, 1_000])]
    viewers: Vec<usize>,
    /// What to measure.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = ALL)]
    systems: Vec<Peer>,
    #[command(flatten)]
    common: Common,
}

const ALL: [Peer; 6] = [Peer::Direct, Peer::Relay, Peer::Nginx, Peer::Nchan, Peer::Pushpin, Peer::DurableStreams];

/// One system with one number of viewers, once.
#[derive(Debug, Clone, Default)]
struct Cell {
    /// Milliseconds from sent to arrived.
    p50: f64,
    p99: f64,
    most: f64,
    /// Microseconds of the system's CPU time.
    cpu_an_event: f64,
    cpu_a_delivery: f64,
    /// KiB before the first viewer, and with all of them at the end.
    before: f64,
    after: f64,
    /// What the API was asked.
    asked: Asked,
    /// Parts of a core that the viewers and the API with the publisher used.
    load: f64,
    api: f64,
    /// What was lost or came twice.
    faults: String,
}

type Cells = HashMap<(usize, Peer), Vec<Result<Cell, String>>>;

/// Runs all of it and prints the tables.
pub async fn run(options: &Options, lanes: &Lanes) -> Result<(), String> {
    let mut cells = Cells::new();
    for round in 0..options.rounds {
        for &viewers in &options.viewers {
            let mut systems = options.systems.clone();
            let turn = round % systems.len().max(1);
            systems.rotate_left(turn);
            for peer in systems {
                let cell = measure(options, lanes, peer, viewers).await;
                match &cell {
                    Ok(cell) => println!(
                        "round {}: {viewers} viewers, {}: p50 {} ms, p99 {} ms {}",
                        round + 1,
                        peer.name(),
                        short(cell.p50),
                        short(cell.p99),
                        cell.faults
                    ),
                    Err(reason) => println!("round {}: {viewers} viewers, {}: {reason}", round + 1, peer.name()),
                }
                cells.entry((viewers, peer)).or_default().push(cell);
            }
        }
    }
    report(options, &cells);
    Ok(())
}

async fn measure(options: &Options, lanes: &Lanes, peer: Peer, viewers: usize) -> Result<Cell, String> {
    let api = Api::start(&lanes.api, 0).await;
    let system = peer.start(&api, &options.common.bindings).await?;
    sleep(Duration::from_millis(500)).await;
    let resident = || system.tree.as_ref().map_or(f64::NAN, |tree| kib(tree.resident()));
    let before = resident();
    let asked = api.asked();
    let mut crowd = Crowd::new(system.door.clone(), viewers, false);
    crowd.come(&lanes.load, None, Duration::from_secs(60)).await?;
    let publisher = Publisher::start(&lanes.api, &api, &system.outlet, options.rate);
    // An answer's head does not say that the viewer is followed already.
    let joined = crowd.until(Duration::from_secs(30), |viewer| viewer.next.is_some()).await;
    if let Err(waiting) = joined {
        publisher.stop().await?;
        return Err(format!("{waiting} of {viewers} viewers got no event within 30 s"));
    }
    sleep(Duration::from_secs(1)).await;

    let first = api.events();
    {
        let mut seen = crowd.seen();
        seen.from = first;
        seen.delays.reserve(viewers * usize::try_from(options.seconds * u64::from(options.rate) * 2).unwrap_or(0));
    }
    let from = Instant::now();
    let (load, upstream) = (lanes.load.cpu(), lanes.api.cpu());
    let cpu = system.tree.as_ref().map(|tree| tree.cpu());
    sleep(Duration::from_secs(options.seconds)).await;
    let used = system.tree.as_ref().zip(cpu.as_ref()).map(|(tree, before)| tree.since(before));
    let core = |used: Duration| used.as_secs_f64() / from.elapsed().as_secs_f64();
    let (load, upstream) = (core(lanes.load.cpu() - load), core(lanes.api.cpu() - upstream));
    let during = api.events() - first;
    let after = resident();
    publisher.stop().await?;
    let events = api.events() - first;
    let late = crowd.until(Duration::from_secs(10), |viewer| viewer.measured + viewer.missed >= events).await;

    let mut seen = crowd.seen();
    let mut faults = Vec::new();
    for (count, what) in
        [(seen.sum(|v| v.missed), "missed"), (seen.sum(|v| v.doubled), "doubled"), (seen.sum(|v| v.ended), "ended")]
    {
        if count > 0 {
            faults.push(format!("{count} {what}"));
        }
    }
    if let Err(waiting) = late {
        faults.push(format!("{waiting} viewers never got all"));
    }
    let micros = used.map_or(f64::NAN, |used| used.as_secs_f64() * 1e6);
    seen.delays.sort_unstable();
    let delay = |part| percentile(&seen.delays, part) / 1_000.0;
    Ok(Cell {
        p50: delay(0.5),
        p99: delay(0.99),
        most: delay(1.0),
        cpu_an_event: micros / during as f64,
        cpu_a_delivery: micros / during as f64 / viewers as f64,
        before,
        after,
        asked: api.asked() - asked,
        load,
        api: upstream,
        faults: faults.join(", "),
    })
}

fn kib(kib: u64) -> f64 {
    kib as f64
}

/// What the rounds of one system gave.
struct Rounds<'a>(Vec<&'a Cell>);

impl<'a> Rounds<'a> {
    fn of(cells: &'a Cells, viewers: usize, peer: Peer) -> Option<Self> {
        let measured: Vec<_> = cells.get(&(viewers, peer))?.iter().filter_map(|cell| cell.as_ref().ok()).collect();
        (!measured.is_empty()).then_some(Self(measured))
    }

    fn all(&self, figure: impl Fn(&Cell) -> f64) -> Vec<f64> {
        self.0.iter().map(|cell| figure(cell)).collect()
    }

    fn median(&self, figure: impl Fn(&Cell) -> f64) -> f64 {
        median(&self.all(figure))
    }
}

fn report(options: &Options, cells: &Cells) {
    let Options { seconds, rounds, rate, .. } = options;
    println!("\n{rate} events a second for {seconds} s; medians of {rounds} rounds, with the lowest and the highest.");
    for &viewers in &options.viewers {
        println!("\n{viewers} viewers:");
        let rows: Vec<_> = options.systems.iter().map(|peer| row(cells, viewers, *peer, options)).collect();
        let columns = [
            "system",
            "p50 ms",
            "p99 ms",
            "most ms",
            "CPU µs an event",
            "CPU µs a delivery",
            "RSS MiB",
            "KiB a viewer",
            "API streams + lists",
            "viewers' CPU",
            "API's CPU",
            "faults",
        ];
        table(&columns, &rows);
        ratios(options, cells, viewers);
    }
}

fn row(cells: &Cells, viewers: usize, peer: Peer, options: &Options) -> Vec<String> {
    let Some(rounds) = Rounds::of(cells, viewers, peer) else {
        let reason = cells.get(&(viewers, peer)).and_then(|all| all.last()?.as_ref().err().cloned());
        return vec![peer.name().to_owned(), reason.unwrap_or_default()];
    };
    // More than this, and what is measured is the load itself.
    let limit = if rounds.median(|cell| cell.load) > 0.8 { " (at its limit)" } else { "" };
    let asked = rounds.0.iter().map(|cell| (cell.asked.streams, cell.asked.lists)).max().unwrap_or_default();
    let faults: Vec<_> = rounds.0.iter().filter(|cell| !cell.faults.is_empty()).map(|cell| &*cell.faults).collect();
    vec![
        peer.name().to_owned(),
        spread(&rounds.all(|cell| cell.p50)),
        spread(&rounds.all(|cell| cell.p99)),
        short(rounds.median(|cell| cell.most)),
        short(rounds.median(|cell| cell.cpu_an_event)),
        short(rounds.median(|cell| cell.cpu_a_delivery)),
        short(rounds.median(|cell| cell.after) / 1_024.0),
        short(slope(options, cells, viewers, peer)),
        format!("{} + {}", asked.0, asked.1),
        format!("{:.0} %{limit}", rounds.median(|cell| cell.load) * 100.0),
        format!("{:.0} %", rounds.median(|cell| cell.api) * 100.0),
        if faults.is_empty() { "none".to_owned() } else { faults.join("; ") },
    ]
}

/// KiB that each viewer adds: against the run with the fewest viewers, which has everything else as well.
fn slope(options: &Options, cells: &Cells, viewers: usize, peer: Peer) -> f64 {
    let fewest = options.viewers.iter().copied().min().unwrap_or(viewers);
    let grown = |viewers| Some(Rounds::of(cells, viewers, peer)?.median(|cell| cell.after - cell.before));
    match grown(viewers).zip(grown(fewest)) {
        Some((most, least)) if viewers > fewest => (most - least) / (viewers - fewest) as f64,
        _ => f64::NAN,
    }
}

/// The relay's figures as parts of each peer's: below 1 the relay is better.
fn ratios(options: &Options, cells: &Cells, viewers: usize) {
    let Some(relay) = Rounds::of(cells, viewers, Peer::Relay) else { return };
    let rows: Vec<_> = options
        .systems
        .iter()
        .filter(|peer| **peer != Peer::Relay)
        .filter_map(|peer| Some((*peer, Rounds::of(cells, viewers, *peer)?)))
        .map(|(peer, other)| {
            let of = |figure: fn(&Cell) -> f64| short(relay.median(figure) / other.median(figure));
            let memory = slope(options, cells, viewers, Peer::Relay) / slope(options, cells, viewers, peer);
            let added = relay.median(|cell| cell.p50) - other.median(|cell| cell.p50);
            vec![
                peer.name().to_owned(),
                of(|cell| cell.p50),
                of(|cell| cell.p99),
                of(|cell| cell.cpu_an_event),
                short(memory),
                short(added),
            ]
        })
        .collect();
    if !rows.is_empty() {
        table(&["relay ÷", "p50", "p99", "CPU an event", "KiB a viewer", "p50 ms more"], &rows);
    }
}
