//! nginx as a plain reverse proxy, and with the nchan module. One worker each: the viewers have the other core.

use std::path::Path;

use crate::api::{Api, CHANNEL};
use crate::peers::server::{Folder, Server, find, free};
use crate::peers::{Running, door};
use crate::publisher::{Outlet, Post};
use crate::viewers::Door;

const INSTALL: &str = "apt-get install nginx-light";
const INSTALL_NCHAN: &str = "apt-get install nginx-light libnginx-mod-nchan";
const NCHAN: &str = "/usr/lib/nginx/modules/ngx_nchan_module.so";

/// A reverse proxy before the API.
pub async fn proxy(api: &Api) -> Result<Running, String> {
    let location = format!(
        "location / {{
            proxy_pass http://{};
            proxy_http_version 1.1;
            proxy_set_header Connection '';
            proxy_buffering off;
            proxy_read_timeout 1h;
        }}",
        api.address()
    );
    let (server, address) = run("", &location, INSTALL).await?;
    let tree = Some(server.tree());
    Ok(Running { door: door(address), outlet: Outlet::Api, tree, _keep: Box::new(server) })
}

/// A hub that is posted to.
pub async fn nchan() -> Result<Running, String> {
    if !Path::new(NCHAN).is_file() {
        return Err(format!("not installed: {INSTALL_NCHAN}"));
    }
    let locations = format!(
        "location = /post {{
            nchan_publisher;
            nchan_channel_id {CHANNEL};
            nchan_message_buffer_length 10000;
        }}
        location = /stream {{
            nchan_subscriber eventsource;
            nchan_channel_id {CHANNEL};
            nchan_subscriber_first_message newest;
        }}"
    );
    let (server, address) = run(&format!("load_module {NCHAN};"), &locations, INSTALL_NCHAN).await?;
    let tree = Some(server.tree());
    let post = Post { address, target: "/post".into(), kind: "text/plain", wrap: str::to_owned, closes: false };
    let door = Door { address, target: "/stream".into(), headers: String::new() };
    Ok(Running { door, outlet: Outlet::Post(post), tree, _keep: Box::new(server) })
}

async fn run(module: &str, locations: &str, install: &str) -> Result<(Server, std::net::SocketAddr), String> {
    let program = find("nginx", install)?;
    let address = free();
    let folder = Folder::new();
    let place = folder.path().display();
    let configuration = format!(
        "{module}
        daemon off;
        worker_processes 1;
        worker_rlimit_nofile 16384;
        pid {place}/pid;
        error_log stderr warn;
        events {{ worker_connections 8192; }}
        http {{
            access_log off;
            keepalive_requests 10000000;
            client_body_temp_path {place}/body;
            proxy_temp_path {place}/proxy;
            fastcgi_temp_path {place}/fastcgi;
            uwsgi_temp_path {place}/uwsgi;
            scgi_temp_path {place}/scgi;
            server {{
                listen {address} backlog=4096;
                {locations}
            }}
        }}"
    );
    let path = folder.write("nginx.conf", &configuration).display().to_string();
    let prefix = place.to_string();
    let mut server = Server::start(&program, &["-c", &path, "-p", &prefix, "-e", "stderr"], &folder)?;
    server.listens(address, &folder).await?;
    Ok((server.with(folder), address))
}
