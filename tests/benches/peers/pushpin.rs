//! pushpin before the API, which tells it to hold every viewer; zurl makes its requests.

use std::fs;
use std::time::Duration;

use serde_json::json;
use tokio::time::sleep;

use crate::api::{Api, CHANNEL};
use crate::peers::Running;
use crate::peers::server::{Folder, Server, find, free};
use crate::process::Tree;
use crate::publisher::{Outlet, Post};
use crate::viewers::Door;

const INSTALL: &str = "apt-get install pushpin";
/// How its parts find each other.
const INTERNAL: &str = "/usr/lib/pushpin/internal.conf";

/// Starts it. Its limit of messages a second is lifted.
pub async fn start(api: &Api) -> Result<Running, String> {
    let (pushpin, zurl) = (find("pushpin", INSTALL)?, find("zurl", INSTALL)?);
    let internal = fs::read_to_string(INTERNAL).map_err(|error| format!("{INTERNAL}: {error}: {INSTALL}"))?;
    let folder = Folder::new();
    for name in ["run", "zurl", "logs"] {
        folder.folder(name);
    }
    let place = folder.path().display().to_string();
    folder.write("internal.conf", &internal.replace("/var/run/zurl", &format!("{place}/zurl")));
    folder.write("routes", &format!("* {}\n", api.address()));
    let (address, control) = (free(), free());
    let configuration = format!(
        "[global]
include={place}/internal.conf
rundir={place}/run
ipc_prefix=bench-
port_offset=0
stats_connection_ttl=120
[runner]
services=condure,pushpin-proxy,pushpin-handler
http_port={address}
logdir={place}/logs
log_level=1
client_buffer_size=8192
client_maxconn=8192
condure_bin=condure
[proxy]
routesfile=routes
[handler]
push_in_spec=ipc://{place}/run/push
push_in_sub_specs=ipc://{place}/run/push-sub
push_in_http_addr=127.0.0.1
push_in_http_port={}
push_in_http_max_headers_size=10000
push_in_http_max_body_size=1000000
stats_spec=ipc://{place}/run/stats
command_spec=ipc://{place}/run/command
message_rate=10000000
message_hwm=10000000
",
        control.port()
    );
    let configuration = folder.write("pushpin.conf", &configuration).display().to_string();
    let requests = folder
        .write(
            "zurl.conf",
            &format!(
                "[General]
in_spec=ipc://{place}/zurl/zurl-in
in_stream_spec=ipc://{place}/zurl/zurl-in-stream
out_spec=ipc://{place}/zurl/zurl-out
in_req_spec=ipc://{place}/zurl/zurl-req
defpolicy=allow
max_open_requests=8192
"
            ),
        )
        .display()
        .to_string();
    let zurl = Server::start(&zurl, &[&format!("--config={requests}"), "--loglevel=1"], &folder)?;
    let mut pushpin = Server::start(&pushpin, &[&format!("--config={configuration}")], &folder)?;
    pushpin.listens(address, &folder).await?;
    pushpin.listens(control, &folder).await?;
    // Its parts find each other after it listens.
    sleep(Duration::from_secs(1)).await;
    let wrap = |event: &str| {
        let content = format!("data: {event}\n\n");
        json!({ "items": [{ "channel": CHANNEL, "formats": { "http-stream": { "content": content } } }] }).to_string()
    };
    let post = Post { address: control, target: "/publish/".into(), kind: "application/json", wrap, closes: true };
    let tree = Some(Tree::of(&[&pushpin.tree(), &zurl.tree()]));
    let door = Door { address, target: "/hold".into(), headers: String::new() };
    let servers = vec![zurl, pushpin.with(folder)];
    Ok(Running { door, outlet: Outlet::Post(post), tree, _keep: Box::new(servers) })
}
