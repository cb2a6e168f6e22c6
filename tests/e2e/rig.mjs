// Relays of a test's own: one that asks for a key, one whose upstream can be pulled out.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { settings } from './settings.mjs';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** Runs the compiled Worker with `bindings` until the test ends. Gives its address. */
export async function startRelay(t, bindings) {
  const worker = spawn('node', ['relay/local/workerd.mjs'], { cwd: PROJECT, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(worker, 'exit');
  t.after(async () => {
    worker.stdin.end();
    await ended;
  });
  const options = { port: 0, script: 'relay/build/index.js', assets: 'dist', bindings: { ANTHROPIC_BASE_URL: settings.simulator, ANTHROPIC_API_KEY: settings.key, ...bindings } };
  worker.stdin.write(`${JSON.stringify(options)}\n`);
  for await (const line of createInterface({ input: worker.stdout })) {
    const ready = /^ready (http:\S+)$/.exec(line);
    if (ready) return ready[1];
  }
  return assert.fail('the Worker ended before it was ready');
}

/** Stands before the simulator, or whatever is at `target`, notes what passes, and can be pulled out. */
export async function startPlug(t, target = settings.simulator) {
  const seen = [];
  const waiting = [];
  /** Comes back once something was asked for that starts like this. */
  const until = (start) => new Promise((resolve) => {
    const look = () => seen.some((path) => path.startsWith(start)) && resolve();
    waiting.push(look);
    look();
  });
  const server = http.createServer((request, response) => {
    seen.push(decodeURIComponent(request.url));
    waiting.forEach((look) => look());
    const forwarded = http.request(new URL(request.url, target), { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers).flushHeaders();
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    request.pipe(forwarded);
  });
  const listen = (port) => once(server.listen(port, '127.0.0.1'), 'listening');
  await listen(0);
  const { port } = server.address();
  const pull = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  t.after(() => server.listening && pull());
  return { url: `http://127.0.0.1:${port}`, seen, until, pull, plugIn: () => listen(port) };
}

/** A page's origin whose upstream can be pulled out, and whose relay may know more than usual. */
export async function startUnreliable(t, bindings = {}) {
  const plug = await startPlug(t);
  const origin = await startRelay(t, { ANTHROPIC_BASE_URL: plug.url, PORTHOLE_OPEN: '1', ...bindings });
  return { origin, ...plug };
}
