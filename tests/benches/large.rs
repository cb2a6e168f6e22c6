//! One very large event reaches every viewer intact.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use clap::Args;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::api::Api;
use crate::event;
use crate::figures::{short, table};
use crate::peers::Peer;
use crate::viewers::{Door, pieces};
use crate::{Common, Lanes};

/// How to run it.
#[derive(Debug, Args)]
pub struct Options {
    /// How many viewers follow.
    #[arg(long, default_value_t = 100)]
    viewers: usize,
    /// The size of the event, in MB.
    #[arg(long, default_value_t = 10)]
    megabytes: usize,
    /// What to measure: systems that stream from the API.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Peer::Direct, Peer::Relay, Peer::Nginx])]
    systems: Vec<Peer>,
    #[command(flatten)]
    common: Common,
}

const PATIENCE: Duration = Duration::from_secs(120);
/// What is longer is the event.
const LARGE: usize = 1 << 20;

/// Runs it and prints the table.
pub async fn run(options: &Options, lanes: &Lanes) -> Result<(), String> {
    println!("One event of {} MB, {} viewers.", options.megabytes, options.viewers);
    let mut rows = Vec::new();
    for peer in &options.systems {
        let row = measure(options, lanes, *peer).await;
        rows.push(row.unwrap_or_else(|reason| vec![peer.name().to_owned(), reason]));
    }
    table(&["system", "intact", "ms until all had it", "RSS MiB before", "at most"], &rows);
    Ok(())
}

async fn measure(options: &Options, lanes: &Lanes, peer: Peer) -> Result<Vec<String>, String> {
    let viewers = options.viewers;
    let api = Api::start(&lanes.api, 0).await;
    let system = peer.start(&api, &options.common.bindings).await?;
    let mebibytes = |kib: Option<u64>| kib.map_or("–".to_owned(), |kib| short(kib as f64 / 1_024.0));
    let before = mebibytes(system.tree.as_ref().map(|tree| tree.resident()));
    let there = Arc::new(AtomicUsize::new(0));
    let (door, arrived) = (system.door.clone(), Arc::clone(&there));
    let hashes = lanes.load.handle().spawn(async move {
        let mut all = JoinSet::new();
        for _ in 0..viewers {
            let (door, arrived) = (door.clone(), Arc::clone(&arrived));
            all.spawn(async move { timeout(PATIENCE, hash(&door, &arrived)).await.ok().flatten() });
        }
        all.join_all().await
    });
    let until = Instant::now() + PATIENCE;
    while there.load(Relaxed) < viewers {
        if Instant::now() > until {
            return Err(format!("{} of {viewers} viewers came in", there.load(Relaxed)));
        }
        api.publish(&api.next());
        sleep(Duration::from_millis(100)).await;
    }
    // Of many different bytes, so that a piece at a wrong place shows.
    let text: String = (0..options.megabytes * 1_000_000 / 10).map(|at| format!("{at:09} ")).collect();
    let text = event::large(&text, api.mark().number, Timestamp::now());
    let expected: [u8; 32] = Sha256::digest(&text).into();
    let from = Instant::now();
    api.keep(&text, Timestamp::now());
    api.publish(&text);
    let hashes = hashes.await.map_err(|error| error.to_string())?;
    let took = from.elapsed().as_millis();
    let intact = hashes.iter().filter(|hash| **hash == Some(expected)).count();
    let peak = mebibytes(system.tree.as_ref().map(|tree| tree.peak()));
    Ok(vec![peer.name().to_owned(), format!("{intact} of {viewers}"), took.to_string(), before, peak])
}

/// The hash of the first large event that a viewer gets, which is never held whole.
async fn hash(door: &Door, arrived: &AtomicUsize) -> Option<[u8; 32]> {
    let (socket, mut body, ahead) = door.open("").await.ok()?;
    let mut line = Line::default();
    let mut found = None;
    let mut is_there = false;
    let mut read = |bytes: &[u8]| {
        body.read(bytes, |bytes| found = found.or(line.read(bytes)));
        if line.events > 0 && !std::mem::replace(&mut is_there, true) {
            arrived.fetch_add(1, Relaxed);
        }
        found.is_none()
    };
    if read(&ahead) {
        pieces(&socket, read).await.ok()?;
    }
    found
}

/// The line that is being read.
#[derive(Default)]
struct Line {
    /// Its first bytes, as many as tell what it is.
    start: Vec<u8>,
    length: usize,
    hash: Sha256,
    /// Lines with an event until now.
    events: usize,
}

impl Line {
    const DATA: &[u8] = b"data: ";

    /// Takes bytes, and gives the hash of a large event that ends in them.
    fn read(&mut self, bytes: &[u8]) -> Option<[u8; 32]> {
        let mut found = None;
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let (text, is_end) = piece.strip_suffix(b"\n").map_or((piece, false), |text| (text, true));
            let missing = Self::DATA.len() - self.start.len();
            let (start, rest) = text.split_at(missing.min(text.len()));
            self.start.extend_from_slice(start);
            if self.start == Self::DATA {
                self.hash.update(rest);
                self.length += rest.len();
            }
            if is_end {
                let line = std::mem::take(self);
                self.events = line.events + usize::from(line.length > 0);
                found = found.or((line.length > LARGE).then(|| line.hash.finalize().into()));
            }
        }
        found
    }
}
