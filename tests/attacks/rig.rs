//! A relay, a naive relay, and the API behind both.

use std::net::SocketAddr;
use std::sync::Mutex;

use porthole_tests::http::{Message, Wire, within};
use porthole_tests::naive::Naive;
use porthole_tests::upstream::{Say, Upstream};
use porthole_tests::worker::{CANARY, OPERATOR_KEY, Worker};

/// What stands between an attacker and the API.
pub struct Rig {
    pub upstream: Upstream,
    pub worker: Worker,
    pub naive: Naive,
}

impl Rig {
    /// A rig whose API answers everything with an empty list.
    pub async fn start() -> Self {
        Self::with(Upstream::list().await).await
    }

    /// A rig whose API answers with what `script` says.
    pub async fn saying(script: impl Fn(&Message) -> Say + Send + Sync + 'static) -> Self {
        Self::with(Upstream::start(script).await).await
    }

    async fn with(upstream: Upstream) -> Self {
        let worker = Worker::start(&upstream.url()).await;
        let naive = Naive::start(&upstream.url()).await;
        Self { upstream, worker, naive }
    }

    /// The relay, as an attacker sees it.
    pub fn relay(&self) -> Door<'_> {
        Door::new(self.worker.address(), &self.upstream)
    }

    /// The naive relay.
    pub fn naive(&self) -> Door<'_> {
        Door::new(self.naive.address(), &self.upstream)
    }
}

/// A relay from outside, with a view of what came out on the other side.
pub struct Door<'a> {
    pub address: SocketAddr,
    pub upstream: &'a Upstream,
    heard: Mutex<Vec<u8>>,
}

impl<'a> Door<'a> {
    fn new(address: SocketAddr, upstream: &'a Upstream) -> Self {
        Self { address, upstream, heard: Mutex::default() }
    }

    /// Sends bytes; gives the answer, and what the API was asked meanwhile.
    pub async fn ask(&self, bytes: impl AsRef<[u8]>) -> (Message, Vec<Message>) {
        self.upstream.take();
        let mut wire = Wire::connect(self.address).await;
        wire.send(bytes).await;
        let answer = within(wire.answer()).await.unwrap_or_default();
        self.hear(&wire);
        (answer, self.upstream.take())
    }

    /// Remembers what a client got to see.
    pub fn hear(&self, wire: &Wire) {
        self.heard.lock().unwrap().extend_from_slice(&wire.heard);
    }

    /// Whether the API key is anywhere in what clients got to see.
    pub fn leaked(&self) -> bool {
        contains(&self.heard.lock().unwrap(), CANARY.as_bytes())
    }
}

/// Whether `bytes` contains `part`.
pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The headers of somebody who may do everything.
pub fn operator() -> String {
    format!("Host: porthole.example\r\nAuthorization: Bearer {OPERATOR_KEY}\r\n")
}

/// A request without a body.
pub fn request(line: &str, headers: &str) -> String {
    format!("{line} HTTP/1.1\r\n{headers}\r\n")
}

/// A request with a body of JSON.
pub fn post(target: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "POST {target} HTTP/1.1\r\n{headers}content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// What the API was asked, one line a request.
pub fn lines(seen: &[Message]) -> Vec<&str> {
    seen.iter().map(|message| message.line.trim_end_matches(" HTTP/1.1")).collect()
}

/// The headers that the API got, without those that the runtime writes by itself.
pub fn headers(seen: &Message) -> Vec<String> {
    // `cf-worker` names the Worker, and every Worker sends it.
    let own = ["host", "content-length", "transfer-encoding", "connection", "cf-worker"];
    let mut pairs: Vec<_> =
        seen.headers.iter().filter(|(n, _)| !own.contains(&n.as_str())).map(|(n, v)| format!("{n}: {v}")).collect();
    pairs.sort();
    pairs
}

/// The headers that the API gets for a read.
pub fn five(rest: &[&str]) -> Vec<String> {
    let key = format!("x-api-key: {CANARY}");
    let mut all = vec![
        "accept: application/json",
        "anthropic-beta: managed-agents-2026-04-01",
        "anthropic-version: 2026-10-21",
        &key,
    ];
    all.extend(rest);
    all.sort_unstable();
    all.into_iter().map(str::to_owned).collect()
}
