// A small Managed Agents API on 127.0.0.1: sessions with their lists and streams, which misbehave when they are told to.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';

const SESSION = JSON.parse(await readFile(new URL('../../fixtures/objects/session.json', import.meta.url), 'utf8'));
const EMPTY = { data: [], next_page: null };

/** What a queued event can be; the relay asks for these types when it looks for what still waits. */
const QUEUEABLE = 'user.message';

/** One session: what the API would list, and the streams that are open. */
export class Session {
  constructor(id, random) {
    this.id = id;
    this.random = random;
    this.log = [];
    /** How many events there were, from when on (milliseconds). */
    this.counts = [[Date.now(), 0]];
    this.streams = new Set();
    /** What was said in messages that were thrown away unread. */
    this.discarded = [];
    this.lineEnd = random.onceIn(4) ? '\r\n' : '\n';
    this.isBytewise = random.onceIn(6);
    this.refusals = [];
    this.isOut = false;
    this.expired = false;
    this.number = 0;
    this.last = 0;
    this.calls = { streams: 0, lists: 0, mostStreams: 0 };
  }

  /** Microseconds, mostly growing: clocks of parallel writers differ a little, and sometimes two are the same. */
  time() {
    const now = Date.now() * 1000;
    const at = this.random.onceIn(12) ? this.last : now - (this.random.onceIn(8) ? this.random.between(0, 400_000) : 0);
    this.last = Math.max(this.last, at);
    return at;
  }

  add(type, fields, at) {
    this.number += 1;
    const event = { type, id: `sevt_${this.id.slice(5)}x${this.number}`, at, fields };
    this.log.push(event);
    this.counted();
    this.send(event);
    return event;
  }

  emit() {
    const text = `event ${this.number + 1} of ${this.id} ✓`;
    const kind = this.random.weighted([[6, 'agent.message'], [2, 'agent.thinking'], [2, 'session.status_running'], [1, 'agent.levitated']]);
    const content = [{ type: 'text', text }];
    const fields = { 'agent.message': { content }, 'agent.levitated': { note: text } }[kind] ?? {};
    return this.add(kind, fields, this.time());
  }

  queue() {
    return this.add(QUEUEABLE, { content: [{ type: 'text', text: `wish ${this.number + 1} of ${this.id}` }] }, null);
  }

  /** The agent takes up what waits longest: the event comes again, with its time. */
  takeUp() {
    const event = this.log.find((event) => event.at === null);
    if (!event) return;
    event.at = this.time();
    this.send(event);
  }

  /** A turn is given up, and with it whatever waits. */
  discard() {
    this.discarded.push(...this.log.filter((event) => event.at === null).map((event) => event.fields.content[0].text));
    this.log = this.log.filter((event) => event.at !== null);
    this.add('session.error', { error: { type: 'model_overloaded_error', message: 'busy', retry_status: { type: 'exhausted' } } }, this.time());
  }

  again() {
    const event = this.log.at(-1);
    if (event) this.send(event);
  }

  counted() {
    this.counts.push([Date.now(), this.log.length]);
  }

  print({ type, id, at, fields }) {
    const stamp = at === null ? null : new Date(Math.floor(at / 1000)).toISOString().replace('Z', `${String(at % 1000).padStart(3, '0')}Z`);
    return JSON.stringify({ id, type, processed_at: stamp, ...fields });
  }

  frame(event) {
    return Buffer.from(['event: ' + event.type, 'data: ' + this.print(event), '', ''].join(this.lineEnd));
  }

  send(event) {
    const frame = this.frame(event);
    for (const stream of this.streams) {
      if (stream.isDeaf) continue;
      if (this.isBytewise) for (const byte of frame) stream.response.write(Buffer.of(byte));
      else stream.response.write(frame);
    }
  }

  endStreams() {
    for (const stream of this.streams) stream.response.end();
    this.streams.clear();
  }

  /** The connection breaks within an event, which the list has. */
  breakStreams() {
    const event = this.log.at(-1);
    const frame = event && this.frame(event);
    for (const { response } of this.streams) {
      if (frame) response.write(frame.subarray(0, this.random.between(1, frame.length - 1)), () => response.socket?.resetAndDestroy());
      else response.socket?.resetAndDestroy();
    }
    this.streams.clear();
  }

  /** Nothing comes any more, and no end. */
  deafenStreams() {
    for (const stream of this.streams) stream.isDeaf = true;
  }

  /** By time, then as they came; what waits is last. */
  sorted() {
    return this.log.map((event, index) => ({ event, index })).sort((a, b) => (a.event.at ?? Infinity) - (b.event.at ?? Infinity) || a.index - b.index).map(({ event }) => event);
  }

  page(query) {
    let all = this.sorted();
    if (query.get('order') === 'desc') all.reverse();
    const from = query.get('created_at[gte]');
    if (from) all = all.filter((event) => event.at !== null && event.at >= micros(from));
    const types = query.getAll('types[]');
    if (types.length) all = all.filter((event) => types.includes(event.type));
    const page = query.get('page');
    let start = 0;
    if (page) {
      const found = all.findIndex((event) => event.id === page);
      if (found < 0 || this.expired) {
        this.expired = false;
        return null;
      }
      start = found + 1;
    }
    const data = all.slice(start, start + 5);
    const more = all.length > start + data.length;
    return `{"data":[${data.map((event) => this.print(event)).join(',')}],"next_page":${more ? JSON.stringify(data.at(-1).id) : null}}`;
  }
}

/** Microseconds of a timestamp. */
function micros(stamp) {
  const [, seconds, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(stamp);
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

/** Starts it. `sessions` maps ids to sessions. */
export async function startUpstream(sessions) {
  const answer = (response, status, body, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  const error = (response, status, type, headers) => answer(response, status, JSON.stringify({ type: 'error', error: { type, message: 'by order of the schedule' }, request_id: 'req_schedule' }), headers);
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://upstream.invalid');
    const [, id, what] = /^\/v1\/sessions\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
    const session = sessions.get(id);
    if (!session) return answer(response, 200, JSON.stringify(EMPTY));
    if (session.isOut) return request.socket.resetAndDestroy();
    if (!what) return answer(response, 200, JSON.stringify({ ...SESSION, id, title: id, status: 'running', archived_at: null }));
    if (!what.startsWith('/events')) return answer(response, 200, JSON.stringify(EMPTY));
    const refusal = session.refusals.shift();
    if (refusal) return error(response, refusal.status, refusal.type, refusal.headers);
    if (what === '/events/stream') {
      const stream = { response, isDeaf: false };
      session.calls.streams += 1;
      session.streams.add(stream);
      session.calls.mostStreams = Math.max(session.calls.mostStreams, [...session.streams].filter((one) => !one.isDeaf).length);
      response.on('close', () => session.streams.delete(stream));
      response.on('error', () => {});
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      return undefined;
    }
    session.calls.lists += 1;
    const page = session.page(url.searchParams);
    return page ? answer(response, 200, page) : error(response, 400, 'invalid_request_error');
  });
  server.keepAliveTimeout = 60_000;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => { server.close(); server.closeAllConnections(); } };
}
