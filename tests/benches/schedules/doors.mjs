// What may stand before the relay: nothing, or a proxy as somebody would set it up for a stream.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** How each is started: a configuration for the port of the relay and one's own, and a command. */
const PROXIES = {
  async nginx(folder, relay, own) {
    const configuration = `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr error;
events { worker_connections 4096; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server { listen 127.0.0.1:${own}; location / {
    proxy_pass http://127.0.0.1:${relay}; proxy_http_version 1.1; proxy_set_header Connection ''; proxy_set_header Host $http_host; proxy_buffering off; } }
}`;
    await writeFile(`${folder}/nginx.conf`, configuration);
    return [['nginx', '-p', folder, '-c', `${folder}/nginx.conf`]];
  },
  async haproxy(folder, relay, own) {
    const configuration = `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend pages
  bind 127.0.0.1:${own}
  default_backend relay
backend relay
  server one 127.0.0.1:${relay}
`;
    await writeFile(`${folder}/haproxy.cfg`, configuration);
    return [['haproxy', '-db', '-f', `${folder}/haproxy.cfg`]];
  },
  async pushpin(folder, relay, own) {
    const internal = await readFile('/usr/lib/pushpin/internal.conf', 'utf8');
    for (const name of ['run', 'zurl', 'logs']) await mkdir(`${folder}/${name}`);
    await writeFile(`${folder}/internal.conf`, internal.replaceAll('/var/run/zurl', `${folder}/zurl`));
    await writeFile(`${folder}/routes`, `* 127.0.0.1:${relay}\n`);
    await writeFile(`${folder}/pushpin.conf`, `[global]
include=${folder}/internal.conf
rundir=${folder}/run
ipc_prefix=schedules-
port_offset=0
[runner]
services=condure,pushpin-proxy,pushpin-handler
http_port=127.0.0.1:${own}
logdir=${folder}/logs
log_level=1
client_buffer_size=8192
client_maxconn=4096
condure_bin=condure
[proxy]
routesfile=routes
[handler]
push_in_spec=ipc://${folder}/run/push
push_in_sub_specs=ipc://${folder}/run/push-sub
push_in_http_addr=127.0.0.1
push_in_http_port=${await free()}
stats_spec=ipc://${folder}/run/stats
command_spec=ipc://${folder}/run/command
message_rate=10000000
message_hwm=10000000
`);
    await writeFile(`${folder}/zurl.conf`, `[General]
in_spec=ipc://${folder}/zurl/zurl-in
in_stream_spec=ipc://${folder}/zurl/zurl-in-stream
out_spec=ipc://${folder}/zurl/zurl-out
in_req_spec=ipc://${folder}/zurl/zurl-req
defpolicy=allow
max_open_requests=4096
`);
    return [['zurl', `--config=${folder}/zurl.conf`, '--loglevel=1'], ['pushpin', `--config=${folder}/pushpin.conf`]];
  },
};

/** Starts what is called `name` before the relay at `relay`. Gives its port. */
export async function startDoor(name, relay) {
  if (name === 'none') return { port: relay, close: async () => {} };
  const folder = await mkdtemp(path.join(os.tmpdir(), `porthole-${name}-`));
  const port = await free();
  const commands = await PROXIES[name](folder, relay, port);
  const children = commands.map(([program, ...args]) => spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder }));
  const close = async () => {
    await Promise.all(children.filter((child) => child.exitCode === null && child.pid).map((child) => { child.kill('SIGTERM'); return once(child, 'exit'); }));
    await rm(folder, { recursive: true, force: true });
  };
  const missing = children.map((child) => new Promise((_, fail) => child.once('error', () => fail(new Error(`${name} is not installed: apt-get install ${name === 'nginx' ? 'nginx-light' : name}`)))));
  try {
    await Promise.race([answers(port), ...missing]);
  } catch (error) {
    await close();
    throw error;
  }
  return { port, close };
}

async function free() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port) {
  for (let tries = 0; tries < 100; tries += 1) {
    const isThere = await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.ok, () => false);
    if (isThere) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`nothing answers on port ${port}`);
}
