//! The shell: a socket and a clock around the pure service.

mod connection;
mod courier;

use std::collections::HashMap;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::JoinHandle;

use self::connection::{Leaving, events, plain, read_incoming, read_small};
use self::courier::{Parcel, deliver};
use super::api::{Api, Content, Outgoing};
use super::control::Command;
use super::error::StartError;
use super::options::Options;
use super::request::Refusal;
use super::sessions::History;
use super::streams::{Chunk, StreamId};
use super::time::Micros;
use super::webhooks::Target;

/// Chunks that may wait for a slow client before it is cut off.
const BACKLOG: usize = 65_536;

/// A running simulator. It stops when it is dropped.
pub struct Simulator {
    url: String,
    shared: Arc<Shared>,
    courier: JoinHandle<()>,
    server: JoinHandle<()>,
    driver: Option<JoinHandle<()>>,
    stop: watch::Sender<bool>,
}

impl Simulator {
    /// Binds 127.0.0.1 and serves until it is stopped.
    ///
    /// Must be called within a tokio runtime.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await.map_err(StartError::Port)?;
        let url = format!("http://{}", listener.local_addr().map_err(StartError::Port)?);
        let (parcels, sent) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared::new(options, parcels)?);
        let courier = tokio::spawn(deliver(Arc::clone(&shared), sent));
        let driver = (!shared.stepped).then(|| tokio::spawn(drive(Arc::clone(&shared))));
        let (stop, mut stopped) = watch::channel(false);
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move {
            let serve = axum::serve(listener, service).into_future();
            tokio::select! {
                _ = serve => {}
                _ = stopped.wait_for(|stop| *stop) => {}
            }
        });
        Ok(Self { url, shared, courier, server, driver, stop })
    }

    /// Sends webhooks to `url` on this machine, signed with `secret`. Says why that cannot be.
    pub fn send_webhooks(&self, url: &str, secret: &str) -> Result<(), String> {
        let target = Target::read(url, secret).map_err(|refusal| refusal.message)?;
        self.shared.send_webhooks(Some(target));
        Ok(())
    }

    /// Where it is: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops it; resolves when the port is free again.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        // The task only ends by itself or by being aborted; both leave the port free.
        let _ = (&mut self.server).await;
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.server.abort();
        self.courier.abort();
        if let Some(driver) = &self.driver {
            driver.abort();
        }
    }
}

/// What every connection works on.
struct Shared {
    state: Mutex<Inner>,
    stepped: bool,
    /// The virtual time of the start, and the wall clock's.
    start: (Micros, Instant),
    /// How far steps have carried the virtual time ahead of the wall clock.
    ahead: AtomicI64,
    /// Something new may be due.
    news: Notify,
    /// The virtual time, for answers that are held back in stepped mode.
    now: watch::Sender<Micros>,
}

struct Inner {
    api: Api,
    channels: HashMap<StreamId, mpsc::Sender<Chunk>>,
    /// Who gets webhooks, and who carries them.
    target: Option<Arc<Target>>,
    parcels: mpsc::UnboundedSender<Parcel>,
}

impl Shared {
    fn new(options: Options, parcels: mpsc::UnboundedSender<Parcel>) -> Result<Self, StartError> {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let start = options.start_time.unwrap_or_else(|| micros(wall));
        let stepped = options.stepped;
        let api = Api::new(options, start).map_err(|refusal| StartError::Demonstration(refusal.message))?;
        let state = Mutex::new(Inner { api, channels: HashMap::new(), target: None, parcels });
        let (news, now) = (Notify::new(), watch::Sender::new(start));
        Ok(Self { state, stepped, start: (start, Instant::now()), ahead: AtomicI64::new(0), news, now })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time by the clock that moves this simulator.
    fn clock(&self, inner: &Inner) -> Micros {
        if self.stepped {
            inner.api.world.now()
        } else {
            self.start.0 + micros(self.start.1.elapsed()) + self.ahead.load(Ordering::Relaxed)
        }
    }

    /// Does something with the service at the present time, and tells the streams.
    fn with<T>(&self, act: impl FnOnce(&mut Inner, Micros) -> T) -> T {
        let mut inner = self.lock();
        let now = self.clock(&inner);
        inner.api.world.advance(now);
        let result = act(&mut inner, now);
        inner.flush();
        self.now.send_replace(inner.api.world.now());
        drop(inner);
        self.news.notify_one();
        result
    }

    fn send_webhooks(&self, target: Option<Target>) {
        let mut inner = self.lock();
        inner.api.world.streams.webhooks.switch(target.is_some());
        inner.target = target.map(Arc::new);
    }

    /// Sends nothing more to `target`.
    fn forget(&self, target: &Arc<Target>) {
        let is_it = self.lock().target.as_ref().is_some_and(|current| Arc::ptr_eq(current, target));
        if is_it {
            self.send_webhooks(None);
        }
    }

    /// Waits until `delay` of virtual time has passed.
    async fn hold_back(&self, delay: Micros) {
        if delay == 0 {
            return;
        }
        if self.stepped {
            let due = *self.now.borrow() + delay;
            // The sender lives as long as `self`, so waiting cannot fail.
            let _ = self.now.subscribe().wait_for(|now| *now >= due).await;
        } else {
            tokio::time::sleep(duration(delay)).await;
        }
    }
}

impl Inner {
    /// Hands what the world has to say to the connections. A client that does not keep up is cut off.
    fn flush(&mut self) {
        for (id, chunk) in self.api.world.streams.take_out() {
            let is_last = chunk == Chunk::End || chunk == Chunk::Reset;
            let kept_up = self.channels.get(&id).is_some_and(|channel| channel.try_send(chunk).is_ok());
            if is_last || !kept_up {
                self.channels.remove(&id);
            }
        }
        for webhook in self.api.world.streams.webhooks.take_out() {
            if let Some(target) = &self.target {
                // The courier lives as long as the simulator.
                self.parcels.send(Parcel { target: Arc::clone(target), webhook }).ok();
            }
        }
    }

    /// Forgets a stream whose client has left.
    fn leave(&mut self, id: StreamId) {
        self.channels.remove(&id);
        self.api.world.streams.close(id);
    }
}

/// Moves virtual time along with the wall clock.
async fn drive(shared: Arc<Shared>) {
    loop {
        let wait = {
            let mut inner = shared.lock();
            let now = shared.clock(&inner);
            inner.api.world.advance(now);
            inner.flush();
            inner.api.world.next_due().map(|due| duration(due - now))
        };
        let sleep = tokio::time::sleep(wait.unwrap_or(Duration::from_hours(1)));
        tokio::select! {
            () = sleep => {}
            () = shared.news.notified() => {}
        }
    }
}

/// Every request comes here.
async fn answer(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: axum::extract::Request,
) -> Response {
    if request.uri().path().starts_with("/__sim/") {
        return control(&shared, peer, request).await;
    }
    let incoming = read_incoming(request).await;
    let (outgoing, receiver) = shared.with(|inner, _| {
        let outgoing = inner.api.handle(incoming);
        let receiver = match outgoing.content {
            Content::Stream(id) => {
                let (sender, receiver) = mpsc::channel(BACKLOG);
                inner.channels.insert(id, sender);
                Some(receiver)
            }
            Content::Bytes(_) => None,
        };
        (outgoing, receiver)
    });
    shared.hold_back(outgoing.delay).await;
    let Outgoing { status, headers, content, .. } = outgoing;
    match (content, receiver) {
        (Content::Stream(id), Some(receiver)) => {
            let leaving = Leaving { shared: Arc::clone(&shared), id };
            plain(status, &headers, events(receiver, leaving))
        }
        (Content::Bytes(bytes), _) => plain(status, &headers, Body::from(bytes)),
        (Content::Stream(_), None) => plain(500, &headers, Body::empty()),
    }
}

async fn control(shared: &Shared, peer: SocketAddr, request: axum::extract::Request) -> Response {
    let result = if peer.ip().is_loopback() {
        obey(shared, request).await
    } else {
        Err(Refusal::special(403, "permission_error", "The control plane is for this machine only."))
    };
    let headers = [("content-type", "application/json".to_owned())];
    match result {
        Ok(value) => plain(200, &headers, Body::from(value.to_string())),
        Err(refusal) => plain(refusal.status, &headers, Body::from(refusal.body("req_control").to_string())),
    }
}

async fn obey(shared: &Shared, request: axum::extract::Request) -> Result<Value, Refusal> {
    let (method, path, query, body) = read_small(request).await?;
    match Command::read(&method, &path, &query, &body)? {
        // A stepped simulator starts all over, the time too.
        Command::Act(act) => shared.with(|inner, now| {
            let result = act.carry_out(&mut inner.api, if shared.stepped { shared.start.0 } else { now });
            // What a step skipped stays skipped when the wall clock moves on.
            let skipped = inner.api.world.now() - now;
            if skipped > 0 {
                shared.ahead.fetch_add(skipped, Ordering::Relaxed);
            }
            result
        }),
        Command::Webhooks(target) => {
            let is_on = target.is_some();
            shared.send_webhooks(target);
            Ok(json!({ "sends": is_on }))
        }
        // While the history is made up, everybody else is served.
        Command::Session { title, events } => {
            let history = shared.with(|inner, _| History::begin(&mut inner.api.world, &title, events))?;
            let history = tokio::task::spawn_blocking(|| history.play()).await.map_err(|_| Refusal::fault())?;
            Ok(json!({ "id": shared.with(|inner, _| history.finish(&mut inner.api.world)) }))
        }
    }
}

fn micros(duration: Duration) -> Micros {
    Micros::try_from(duration.as_micros()).unwrap_or(Micros::MAX)
}

fn duration(micros: Micros) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

#[cfg(test)]
mod tests;
