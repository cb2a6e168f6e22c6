//! What is measured: the relay, its peers, and nothing between.

mod durable;
mod nginx;
mod pushpin;
mod relay;
mod server;

use std::any::Any;
use std::net::SocketAddr;

use clap::ValueEnum;

use crate::api::{Api, SESSION};
use crate::process::Tree;
use crate::publisher::Outlet;
use crate::viewers::Door;

/// A system between the publisher and the viewers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, ValueEnum)]
pub enum Peer {
    /// The compiled Worker under workerd.
    Relay,
    /// Nothing: the viewers stream from the API. The floor, and what the load itself costs.
    Direct,
    /// A plain reverse proxy: one stream of the API for each viewer.
    Nginx,
    /// A module of nginx that fans out what is posted to it.
    Nchan,
    /// A proxy that holds viewers and fans out what is posted to it.
    Pushpin,
    /// A server of streams that are appended to by POST and read live.
    DurableStreams,
}

impl Peer {
    /// Its name in a table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relay => "relay",
            Self::Direct => "direct",
            Self::Nginx => "nginx",
            Self::Nchan => "nchan",
            Self::Pushpin => "pushpin",
            Self::DurableStreams => "durable-streams",
        }
    }

    /// Starts it. An error says why that is not possible, and what to do.
    pub async fn start(self, api: &Api, bindings: &[(String, String)]) -> Result<Running, String> {
        match self {
            Self::Relay => relay::start(api, bindings).await,
            Self::Direct => {
                Ok(Running { door: door(api.address()), outlet: Outlet::Api, tree: None, _keep: Box::new(()) })
            }
            Self::Nginx => nginx::proxy(api).await,
            Self::Nchan => nginx::nchan().await,
            Self::Pushpin => pushpin::start(api).await,
            Self::DurableStreams => durable::start().await,
        }
    }
}

/// A system that runs. It stops when it is dropped.
pub struct Running {
    /// Where viewers come in.
    pub door: Door,
    /// Where events go in.
    pub outlet: Outlet,
    /// Its processes.
    pub tree: Option<Tree>,
    /// What runs it, dropped with the rest.
    _keep: Box<dyn Any>,
}

/// The door to the session, wherever the paths of the API are served.
fn door(address: SocketAddr) -> Door {
    Door { address, target: format!("/v1/sessions/{SESSION}/events/stream"), headers: String::new() }
}
