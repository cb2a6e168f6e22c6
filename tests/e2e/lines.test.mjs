// Several tabs share the browser's few connections, and a reconnect is one cheap request.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { events, message, newSession, sayAndWait, send } from './api.mjs';
import { cutOff, tall, useBrowser } from './browser.mjs';
import { feed, live, row } from './feed.mjs';
import { startPlug, startUnreliable } from './rig.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

/** How many streams a browser holds at once. */
const LINES = 4;

/** The streams that a page has asked for, with the place where each began; `open` are those that go on. */
function streams(page) {
  const asked = [];
  const open = new Set();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!url.pathname.endsWith('/stream')) return;
    asked.push(url.searchParams.get('after'));
    open.add(request);
  });
  const over = (request) => open.delete(request);
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  return { asked, open };
}

/** The page is hidden, or shown again, as far as it can tell. */
const setHidden = (page, hidden) => page.evaluate((hidden) => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}, hidden);

/** Whether the API was asked for that of a session. */
const isOf = (session, what) => (path) => path.startsWith(`/v1/sessions/${session.id}/${what}`);

const isLive = (page) => page.getByText(/^complete · .* · live$/).isVisible();

/** Waits until so many of the pages are live. */
async function liveOnes(pages, count) {
  for (;;) {
    const states = await Promise.all(pages.map(isLive));
    if (states.filter(Boolean).length === count) return pages.filter((_, at) => states[at]);
    await new Promise((next) => setImmediate(next));
  }
}

describe('lines', patience, () => {
  test('eight tabs do not starve each other', async (t) => {
    const session = await newSession({ title: `Shared ${process.pid}` });
    await sayAndWait(session, 'Hello');
    const { origin, seen } = await startUnreliable(t);
    const first = await open(t, { origin, allow: [cutOff] });
    const context = first.context();
    const pages = [first];
    while (pages.length < 8) pages.push(await context.newPage());
    const held = pages.map(streams);
    for (const page of pages) await page.goto(`/sessions/${session.id}`);
    // What needs no stream comes in every tab, though four of them wait for theirs.
    for (const page of pages) await page.getByRole('heading', { level: 1, name: session.title }).waitFor();
    const before = await liveOnes(pages, LINES);
    assert.equal(held.reduce((sum, { open }) => sum + open.size, 0), LINES, 'streams that the browser holds');
    assert.equal(seen.filter(isOf(session, 'events/stream')).length, 1, 'and the API has one for all of them');

    for (const page of pages.filter((page) => !before.includes(page))) {
      await page.getByText(/^waiting for another tab · /).waitFor();
    }

    // A hidden tab gives its line to one that waits, and comes back where it was.
    const [leaving] = before;
    await setHidden(leaving, true);
    const waiting = pages.filter((page) => !before.includes(page));
    await liveOnes(waiting, 1);
    await before[1].close();
    await liveOnes(waiting, 2);
    await sayAndWait(session, 'What does this shop sell?');
    for (const page of before.slice(2)) await page.close();
    await liveOnes(waiting, LINES);
    await setHidden(leaving, false);
    await waiting[0].close();
    const all = await events(session);
    await live(leaving, all.length);
    assert.equal(await row(leaving, 'You: Hello').count(), 1);
    const { asked } = held[pages.indexOf(leaving)];
    assert.equal(asked[0], '-200');
    assert.ok(asked.slice(1).every((after) => /^\d+\.-?\d+$/.test(after)), `resumed, not read again: ${asked}`);
  });

  test('a lost network costs one request and no reload', async (t) => {
    const session = await newSession({ title: `Tunnel ${process.pid}` });
    await sayAndWait(session, 'Hello');
    const { origin, seen } = await startUnreliable(t);
    const { url, pull, plugIn } = await startPlug(t, origin);
    const page = await open(t, { origin: url, viewport: tall, allow: [cutOff, /ERR_CONNECTION_REFUSED/] });
    const { asked } = streams(page);
    await page.goto(`/sessions/${session.id}`);
    const before = await events(session);
    await live(page, before.length);
    await page.evaluate(() => { window.stayed = true; });
    const lists = () => seen.filter(isOf(session, 'events?limit')).length;
    const listed = lists();

    await pull();
    await page.getByText(/^(reconnecting|stale since .*) · /).waitFor();
    await row(page, 'You: Hello').waitFor();
    await sayAndWait(session, 'What does this shop sell?');
    await plugIn();
    const all = await events(session);
    await live(page, all.length);
    for (const text of ['Hello', 'What does this shop sell?']) assert.equal(await row(page, `You: ${text}`).count(), 1);
    assert.ok(await page.evaluate(() => window.stayed), 'the page was not loaded again');
    assert.equal(asked[0], '-200');
    assert.match(asked.at(-1), /^\d+\.-?\d+$/, 'from where it was');
    assert.ok(lists() - listed <= 2, `the history is not listed again: ${seen}`);
  });

  test('a thread is read in full when it is followed', async (t) => {
    const session = await newSession({ title: `Team ${process.pid}` });
    await sayAndWait(session, 'Let a team of helpers look at the checkout.');
    const page = await open(t, { viewport: tall });
    await page.goto(`/sessions/${session.id}`);
    const all = await events(session);
    await page.getByText(new RegExp(`^complete · ${all.length} events · 0 of \\d+ threads? · live$`)).waitFor();
    const rows = await feed(page).getByRole('article').count();
    await page.getByRole('tab', { name: 'Threads' }).click();
    const follow = page.getByRole('button', { name: /^Follow the thread of / }).first();
    await follow.click();
    await page.getByText(/^complete, live$|^complete$/).first().waitFor();
    await page.getByText(/ · 1 of \d+ threads? · live$/).waitFor();
    assert.equal(await follow.getAttribute('aria-pressed'), 'true');
    assert.ok(await feed(page).getByRole('article').count() > rows, 'what the thread did by itself is there');
    await follow.click();
    await page.getByText(/ · 0 of \d+ threads? · live$/).waitFor();
  });

  test('what was sent shows at once and is not doubled', async (t) => {
    const session = await newSession({ title: `Echo ${process.pid}` });
    const page = await open(t, { viewport: tall });
    await page.goto(`/sessions/${session.id}`);
    await live(page);
    await send(session, message('Hello'));
    await row(page, 'You: Hello').waitFor();
    assert.equal(await row(page, 'You: Hello').count(), 1);
  });
});
