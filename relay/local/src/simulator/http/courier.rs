//! Delivers webhooks: each by itself, in no order, and again when that failed.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::Shared;
use crate::simulator::webhooks::{PAUSES, Target, Webhook};

/// How long an attempt may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A webhook and who gets it.
pub(super) struct Parcel {
    pub(super) target: Arc<Target>,
    pub(super) webhook: Webhook,
}

/// Carries what comes until the simulator stops.
pub(super) async fn deliver(shared: Arc<Shared>, mut parcels: mpsc::UnboundedReceiver<Parcel>) {
    let mut on_way = JoinSet::new();
    while let Some(parcel) = parcels.recv().await {
        on_way.spawn(carry(Arc::clone(&shared), parcel));
        while on_way.try_join_next().is_some() {}
    }
}

async fn carry(shared: Arc<Shared>, Parcel { target, webhook }: Parcel) {
    for pause in PAUSES {
        match timeout(PATIENCE, attempt(&target, &webhook)).await.ok().flatten() {
            Some(200..=299) => return,
            // Whoever answers with a redirect gets nothing any more.
            Some(300..=399) => return shared.forget(&target),
            _ => {}
        }
        let Some(pause) = pause else { return };
        shared.hold_back(pause).await;
    }
}

/// The status of the answer, if there is one. The signature's time is that of the wall clock, which the receiver has.
async fn attempt(target: &Target, webhook: &Webhook) -> Option<u16> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let mut stream = TcpStream::connect(&target.authority).await.ok()?;
    stream.write_all(target.request(webhook, now).as_bytes()).await.ok()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).await.ok()?;
    line.split(' ').nth(1)?.parse().ok()
}
