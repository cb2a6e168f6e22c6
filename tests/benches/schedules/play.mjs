// One schedule: a page on a session, trouble on both sides of the relay, then peace, then the reckoning.
import { startCutter } from './cutter.mjs';
import { random } from './rng.mjs';
import { Session } from './upstream.mjs';

const pause = (millis) => new Promise((next) => setTimeout(next, millis));

/** When everything works again, this is enough for a page to notice a line that died in silence, and to recover. */
const PATIENCE_MILLIS = 120_000;
const REFUSALS = [
  { status: 429, type: 'rate_limit_error' },
  { status: 429, type: 'rate_limit_error', headers: { 'retry-after': '1' } },
  { status: 500, type: 'api_error' },
  { status: 502, type: 'api_error' },
  { status: 503, type: 'api_error' },
  { status: 529, type: 'overloaded_error' },
];

/** What the API does. */
const API = [
  [14, (session) => session.emit()],
  [3, (session) => session.queue()],
  [3, (session) => session.takeUp()],
  [0.3, (session) => session.discard()],
  [1, (session) => session.again()],
  [0.8, (session) => session.endStreams()],
  [0.8, (session) => session.breakStreams()],
  [0.6, (session) => session.refusals.push(...Array.from({ length: session.random.between(1, 3) }, () => session.random.pick(REFUSALS)))],
  [0.4, (session) => { session.expired = true; }],
  [0.3, (session) => { session.isOut = true; session.breakStreams(); setTimeout(() => { session.isOut = false; }, session.random.between(200, 2_000)); }],
];
/** What happens between the page and what serves it. */
const WIRE = [
  [1, (wire) => wire.end()],
  [1, (wire) => wire.reset()],
  [1, (wire, random) => wire.cutAfter(random.between(0, 900))],
  [1, (wire, random) => wire.pause(random.between(100, 1_500))],
];

/**
 * Plays the schedule of `seed` in a page of `browser`, before which `port` stands.
 * Gives what went wrong (nothing, if all is well), and what was counted.
 */
export async function play({ seed, browser, port, sessions }) {
  const chance = random(seed);
  const session = new Session(`sesn_schedule${seed}`, chance);
  sessions.set(session.id, session);
  const wire = await startCutter(port);
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, baseURL: wire.origin, reducedMotion: 'reduce', serviceWorkers: 'block' });
  try {
    if (chance.onceIn(2)) for (let events = chance.between(0, 60); events > 0; events -= 1) chance.onceIn(8) ? session.queue() : session.emit();
    const page = await context.newPage();
    await page.addInitScript(watchBadge);
    await page.goto(`/sessions/${session.id}`, { waitUntil: 'domcontentloaded' });
    await page.getByRole('main').waitFor();
    // What goes silent costs more than half a minute, so that is rare.
    const silence = chance.onceIn(12) ? chance.pick([() => session.deafenStreams(), () => wire.silence()]) : null;
    const steps = chance.between(20, 120);
    for (let step = 0; step < steps; step += 1) {
      if (chance.onceIn(14)) chance.weighted(WIRE)(wire, chance);
      else if (chance.onceIn(100)) await page.reload({ waitUntil: 'commit' }).catch(() => {});
      else chance.weighted(API)(session);
      if (silence && step === steps >> 1) silence();
      if (chance.onceIn(2)) await pause(chance.between(0, 120));
    }
    session.refusals.length = 0;
    session.expired = false;
    await pause(2_000);
    session.isOut = false;
    wire.heal();
    // A page whose own files were cut is loaded again by whoever looks at it.
    for (let tries = 0; tries < 3 && !(await page.locator('.badge').isVisible().catch(() => false)); tries += 1) {
      await page.goto(`/sessions/${session.id}`, { timeout: 10_000 }).catch(() => {});
    }
    // What a session that nobody takes up would hold for ever, a schedule has to take up.
    while (session.log.some((event) => event.at === null) && chance.onceIn(2)) session.takeUp();
    let wrong = await reckon(page, session);
    // What was taken up a moment ago is on its way; what stays wrong is wrong.
    for (let tries = 0; tries < 10 && wrong.length && !wrong[0].startsWith('never'); tries += 1) {
      await pause(500);
      wrong = await reckon(page, session);
    }
    return { seed, wrong, behindMillis: await behind(page, session), events: session.log.length, calls: session.calls, isSilent: Boolean(silence) };
  } catch (error) {
    return { seed, wrong: [String(error)], behindMillis: 0, events: session.log.length, calls: session.calls, isSilent: false };
  } finally {
    await context.close();
    wire.close();
    session.endStreams();
    sessions.delete(session.id);
  }
}

/** What the page and the relay's log lack, or have too much, or in another order. */
async function reckon(page, session) {
  const wrong = [];
  // What was thrown away unread stays in a page that saw it, and says so.
  const most = session.log.length + session.discarded.length;
  const said = await page.waitForFunction(({ least, most }) => {
    const events = Number(/^complete · (\d+) events? · live$/.exec(document.querySelector('.badge')?.textContent)?.[1]);
    return events >= least && events <= most;
  }, { least: session.log.length, most }, { timeout: PATIENCE_MILLIS, polling: 100 }).catch(() => null);
  if (!said) return [`never complete with ${session.log.length} to ${most} events, but “${await page.evaluate(() => document.querySelector('.badge')?.textContent)}”`];
  const told = session.sorted().filter((event) => ['agent.message', 'user.message'].includes(event.type));
  const times = new Map(told.map((event) => [event.fields.content[0].text, event.at ?? Infinity]));
  const names = await page.evaluate(readRows);
  const shown = names.map((name) => name.replace(/^You: /, '')).filter((name) => /^(event|wish) \d+ of /.test(name));
  const missing = [...times.keys()].filter((text) => !shown.includes(text));
  if (missing.length) wrong.push(`rows are missing: ${missing} in a page that says ${names.slice(0, 3)}`);
  if (shown.length !== new Set(shown).size) wrong.push('a row is there twice');
  const extra = shown.filter((text) => !times.has(text) && !session.discarded.includes(text));
  if (extra.length) wrong.push(`rows are too many: ${extra}`);
  // Events of the same time have no order.
  const order = shown.map((text) => times.get(text) ?? Infinity);
  if (order.some((at, index) => at < order[index - 1])) wrong.push('rows are out of order');

  const log = await page.evaluate(readLog, `/v1/sessions/${session.id}/events/stream?after=start`).catch(() => ({}));
  const truth = Object.fromEntries(session.log.map((event) => [event.id, session.print(event)]));
  const kept = Object.keys(log);
  const lacks = Object.keys(truth).filter((id) => log[id] !== truth[id]);
  const more = kept.filter((id) => !(id in truth));
  if (lacks.length || more.length) wrong.push(`the relay's log lacks ${lacks} and has ${more}`);
  return wrong;
}

/** In the page: the names of all rows, of which only those near the screen are there at once. */
async function readRows() {
  const scroller = document.querySelector('.scroller');
  if (!scroller) return [document.querySelector('main')?.textContent ?? 'no page'];
  const names = new Map();
  const frame = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  scroller.scrollTop = 0;
  for (let at = 0; ; at += scroller.clientHeight / 2) {
    scroller.scrollTop = at;
    await frame();
    for (const row of scroller.querySelectorAll('[role=article], article')) names.set(Number(row.ariaPosInSet ?? row.getAttribute('aria-posinset')), row.getAttribute('aria-label'));
    if (at >= scroller.scrollHeight - scroller.clientHeight) break;
  }
  return [...names].sort(([a], [b]) => a - b).map(([, name]) => name);
}

/** In the page: keeps what the badge said, and when. Survives a reload. */
function watchBadge() {
  const said = JSON.parse(sessionStorage.getItem('said') ?? '[]');
  let last;
  new MutationObserver(() => {
    const text = document.querySelector('.badge')?.textContent ?? '';
    if (text === last) return;
    last = text;
    said.push([Date.now(), text]);
    sessionStorage.setItem('said', JSON.stringify(said));
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** In the page: the whole log of a session as the relay keeps it, by id. */
async function readLog(path) {
  const log = {};
  const cancel = new AbortController();
  const reader = (await fetch(path, { signal: cancel.signal })).body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return log;
    text += value;
    const frames = text.split(/\r?\n\r?\n/);
    text = frames.pop();
    for (const frame of frames) {
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (!data) continue;
      const event = JSON.parse(data);
      if (event.type !== 'ping') log[event.id] = data;
      if (event.discarded) delete log[event.discarded];
      if (event.standing === 'live' && event.cursor) {
        cancel.abort();
        return log;
      }
    }
  }
}

/** For how long at most the page said live while the API had more events. */
async function behind(page, session) {
  if (session.discarded.length) return 0;
  const said = JSON.parse(await page.evaluate(() => sessionStorage.getItem('said')));
  let most = 0;
  said.forEach(([from, text], index) => {
    const events = /^complete · (\d+) events? · live$/.exec(text)?.[1];
    if (events === undefined) return;
    const until = said[index + 1]?.[0] ?? from;
    const more = session.counts.find(([, count]) => count > Number(events));
    if (more) most = Math.max(most, until - more[0]);
  });
  return most;
}
