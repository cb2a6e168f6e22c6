// The simulator and the compiled Worker, each on a free port, until closed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const KEY = 'sk-ant-simulator-local';

/** Waits for a line that matches, and gives its first group. */
async function line(process, pattern) {
  for await (const text of createInterface({ input: process.stdout })) {
    const found = pattern.exec(text)?.[1];
    if (found) return found;
  }
  throw new Error('a server ended before it was ready');
}

export async function startRig() {
  const simulator = spawn('cargo', ['run', '--quiet', '--package', 'porthole', '--', 'simulator', '--port', '0'], { cwd: PROJECT, stdio: ['pipe', 'pipe', 'inherit'] });
  const api = await line(simulator, /(http:\/\/127\.0\.0\.1:\d+)/);
  const worker = spawn('node', ['relay/local/workerd.mjs'], { cwd: PROJECT, stdio: ['pipe', 'pipe', 'inherit'] });
  const bindings = { ANTHROPIC_BASE_URL: api, ANTHROPIC_API_KEY: KEY, PORTHOLE_OPEN: '1', PORTHOLE_READ_PER_MINUTE: '1000000' };
  worker.stdin.write(`${JSON.stringify({ port: 0, script: 'relay/build/index.js', assets: 'dist', bindings })}\n`);
  const origin = await line(worker, /^ready (http:\S+)$/);

  const control = async (path) => (await fetch(`${api}/__sim/${path}`, { method: 'POST' })).json();
  /** Every event of a session, a page at a time. */
  async function* pages(id) {
    for (let page = ''; page !== null;) {
      const query = new URLSearchParams({ limit: '1000', ...(page && { page }) });
      const answer = await fetch(`${api}/v1/sessions/${id}/events?${query}`, { headers: { 'x-api-key': KEY, 'anthropic-version': '2023-06-01', 'anthropic-beta': 'managed-agents-2026-04-01' } });
      const { data, next_page: next } = await answer.json();
      yield data;
      page = next;
    }
  }
  /** How many bytes the events of a session are as JSON. */
  const texts = async (id) => {
    let bytes = 0;
    for await (const page of pages(id)) for (const event of page) bytes += Buffer.byteLength(JSON.stringify(event));
    return bytes;
  };
  const close = async () => {
    worker.stdin.end();
    simulator.kill();
    await Promise.all([once(worker, 'exit'), once(simulator, 'exit')]);
  };
  return { api, origin, control, pages, texts, close };
}
