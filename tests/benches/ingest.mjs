// A burst into one page: 5,000 events a second for a minute, through the relay, into Chromium.
//
//   node tests/benches/ingest.mjs [--rate 5000] [--seconds 60]
//
// Needs the built app and Worker (`cargo verify app relay`), the npm packages of the tests, and Chromium ($CHROME).
// Prints what was sent, what the page has in the end, its longest task, and its frames.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({ options: { rate: { type: 'string', default: '5000' }, seconds: { type: 'string', default: '60' } } });
const rate = Number(values.rate);
const seconds = Number(values.seconds);
const top = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const ID = 'sesn_01ingest';

const session = JSON.parse(await readFile(path.join(top, 'tests/fixtures/objects/session.json'), 'utf8'));
Object.assign(session, { id: ID, title: 'A burst', status: 'running', archived_at: null });

/** An event of about 570 bytes, as many are. */
function event(number) {
  const at = new Date(Date.now()).toISOString().replace('Z', `${String(number % 1000).padStart(3, '0')}Z`);
  const kind = number % 2 ? 'agent.tool_result' : 'agent.tool_use';
  const call = `sevt_${number - (number % 2)}`;
  const fields = number % 2
    ? { tool_use_id: call, is_error: false, content: [{ type: 'text', text: `line ${number} `.repeat(28) }] }
    : { name: 'bash', input: { command: `echo ${number} ${'x'.repeat(330)}` }, evaluated_permission: 'allow' };
  return { type: kind, id: `sevt_${number}`, processed_at: at, ...fields };
}

let stream;
const upstream = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://upstream.invalid');
  if (pathname.endsWith('/events/stream')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    stream = response;
    return;
  }
  const body = pathname === `/v1/sessions/${ID}` ? session : { data: [], next_page: null };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
await once(upstream.listen(0, '127.0.0.1'), 'listening');

const worker = spawn('node', [path.join(top, 'relay/local/workerd.mjs')], { cwd: top, stdio: ['pipe', 'pipe', 'inherit'] });
const bindings = { ANTHROPIC_BASE_URL: `http://127.0.0.1:${upstream.address().port}`, ANTHROPIC_API_KEY: 'sk-bench', PORTHOLE_OPEN: '1' };
worker.stdin.write(`${JSON.stringify({ port: 0, script: 'relay/build/index.js', assets: 'dist', bindings })}\n`);
const [ready] = await once(createInterface({ input: worker.stdout }), 'line');
const origin = ready.replace('ready ', '');

const browser = await chromium.launch({ executablePath: process.env.CHROME ?? 'chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    window.tasks = [];
    window.frames = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.tasks.push(entry.duration))).observe({ type: 'longtask' });
    let last;
    const frame = (now) => { if (last !== undefined) window.frames.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  });
  await page.goto(`${origin}/sessions/${ID}`);
  await page.getByText(/ · live$/).waitFor();
  await page.evaluate(() => { window.tasks.length = 0; window.frames.length = 0; });

  const start = Date.now();
  let sent = 0;
  while (Date.now() - start < seconds * 1000) {
    const due = Math.floor((Date.now() - start) / 1000 * rate);
    let text = '';
    for (; sent < due; sent += 1) { const one = event(sent); text += `event: ${one.type}\ndata: ${JSON.stringify(one)}\n\n`; }
    if (text && !stream.write(text)) await once(stream, 'drain');
    await new Promise((next) => setTimeout(next, 5));
  }
  const sendingEnded = Date.now();
  await page.getByText(`complete · ${sent.toLocaleString('en-US')} events · live`).waitFor({ timeout: 300_000 });
  const behind = Date.now() - sendingEnded;
  const { tasks, frames } = await page.evaluate(() => ({ tasks: window.tasks, frames: window.frames }));
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (part) => Number((sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1));
  console.log(JSON.stringify({
    sent,
    sent_per_second: Math.round(sent / ((sendingEnded - start) / 1000)),
    shown: sent,
    caught_up_after_ms: behind,
    tasks_over_50_ms: tasks.length,
    longest_task_ms: Math.round(Math.max(0, ...tasks)),
    frames: frames.length,
    frame_ms: { p50: at(0.5), p99: at(0.99), longest: at(0.9999) },
    nodes: await page.evaluate(() => document.getElementsByTagName('*').length),
  }, null, 2));
} finally {
  await browser.close();
  worker.stdin.end();
  upstream.close();
  upstream.closeAllConnections();
}
