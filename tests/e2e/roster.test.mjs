// The list of sessions moves by itself, costs one list for everybody, and says how fresh it is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { control, listen, message, newSession, sayAndWait, send } from './api.mjs';
import { answered, cutOff, useBrowser } from './browser.mjs';
import { startUnreliable } from './rig.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const row = (page, session) => page.getByRole('row').filter({ has: page.getByRole('link', { name: session.title, exact: true }) });
const status = (page, session, word) => row(page, session).getByText(word, { exact: true }).waitFor();
const line = (page, pattern) => page.locator('.page-aside').getByText(pattern);
const isList = (path) => path.startsWith('/v1/sessions?');

/** Marks the page, so that a reload is found out. */
const mark = (page) => page.evaluate(() => { window.marked = true; });
const isMarked = (page) => page.evaluate(() => window.marked === true);

/** A relay that gets webhooks. */
async function startTold(t) {
  const relay = await startUnreliable(t, { ANTHROPIC_WEBHOOK_SECRET: SECRET });
  await control('webhook', { url: `${relay.origin}/hooks/anthropic`, secret: SECRET });
  t.after(() => control('webhook', {}));
  return relay;
}

/** Pretends that the page is out of sight, or seen again. */
const show = (page, isShown) => page.evaluate((isShown) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => !isShown });
  document.dispatchEvent(new Event('visibilitychange'));
}, isShown);

/** The relay's own frames, as they come: name and data. */
async function* frames(t, origin) {
  const abort = new AbortController();
  t.after(() => abort.abort());
  const answer = await fetch(`${origin}/api/sessions/live`, { signal: abort.signal });
  assert.equal(answer.status, 200);
  let text = '';
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    const parts = (text + chunk).split('\n\n');
    text = parts.pop();
    for (const part of parts) {
      const frame = /^event: (\w+)\ndata: (.*)$/.exec(part);
      if (frame) yield { name: frame[1], data: JSON.parse(frame[2]) };
    }
  }
}

describe('the live list', patience, () => {
  test('a session that starts to work shows it without a reload, and so does a new one', async (t) => {
    const session = await newSession({ title: `Sleeper ${process.pid}` });
    const page = await open(t);
    await page.goto('/sessions');
    await status(page, session, 'Idle');
    await line(page, /^live, checked /).waitFor();
    await mark(page);
    const rest = await listen(session);
    await send(session, message('Keep going all night.'));
    await status(page, session, 'Running');
    await send(session, { type: 'user.interrupt' });
    await rest();
    await status(page, session, 'Idle');
    assert.ok(await isMarked(page));
  });

  test('what a webhook tells is there at once, while the page’s clock stands still', async (t) => {
    const { origin, seen, until } = await startTold(t);
    const session = await newSession({ title: `Told ${process.pid}` });
    const page = await open(t, { origin, allow: [cutOff] });
    await page.clock.install();
    await page.goto('/sessions');
    await line(page, /^live, checked /).waitFor();
    // A start and a rest prove that webhooks arrive.
    assert.equal(await sayAndWait(session, 'Hello'), 'end_turn');
    await line(page, /^live by webhook, checked /).waitFor();
    // The sessions at work are listed once in any case.
    await until('/v1/sessions?statuses');
    await page.clock.pauseAt(Date.now() + 1_000);
    await mark(page);
    const before = seen.filter(isList).length;

    const rest = await listen(session);
    await send(session, message('Keep going all night.'));
    await status(page, session, 'Running');
    await send(session, { type: 'user.interrupt' });
    await rest();
    await status(page, session, 'Idle');
    assert.equal(await sayAndWait(session, 'Ask before you do anything: I want to give my approval.'), 'requires_action');
    await status(page, session, 'Waits for you');
    await line(page, /\d+ waits? for you/).waitFor();
    const born = await newSession({ title: `Newborn ${process.pid}` });
    await status(page, born, 'Idle');
    assert.equal(await page.getByRole('row').nth(1).getByRole('link').textContent(), born.title, 'the newest comes first');
    // The one that was due when webhooks proved themselves may still have been read.
    assert.ok(seen.filter(isList).length - before <= 1, 'no list was read for it');
    assert.ok(await isMarked(page));
  });

  test('a row that no longer matches stays, and says so', async (t) => {
    const { origin } = await startTold(t);
    const session = await newSession({ title: `Leaver ${process.pid}` });
    const rest = await listen(session);
    await send(session, message('Keep going all night.'));
    const page = await open(t, { origin, allow: [cutOff] });
    await page.goto('/sessions?status=running');
    await status(page, session, 'Running');
    await line(page, /^what runs is live, checked .*; the rest as of \d/).waitFor();
    await send(session, { type: 'user.interrupt' });
    await rest();
    await status(page, session, 'Idle');
    await row(page, session).getByText('no longer matches').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Running', pressed: true }).waitFor();
    await line(page, /checked/).waitFor();
    assert.equal(await row(page, session).count(), 0);
  });

  test('pages share one list', async (t) => {
    const { origin, seen } = await startUnreliable(t);
    for (let count = 0; count < 2; count += 1) {
      const page = await open(t, { origin, allow: [cutOff] });
      await page.goto('/sessions');
      await line(page, /live, checked /).waitFor();
    }
    const told = frames(t, origin);
    assert.equal((await told.next()).value.name, 'roster');
    const before = seen.filter(isList).length;
    const times = [];
    for await (const { name, data } of told) {
      if (name === 'checked') times.push(Date.parse(data.checked_at));
      if (times.length === 3) break;
    }
    for (const [index, time] of times.entries()) assert.ok(index === 0 || time - times[index - 1] >= 15_000, `${times}`);
    assert.equal(seen.filter(isList).length - before, times.length, 'for two pages and a third viewer');
  });

  test('without the stream the list is read again and again, and says so', async (t) => {
    const page = await open(t, { allow: [answered(503)] });
    await page.route('**/api/sessions/live', (route) => route.fulfill({ status: 503, json: {} }));
    await page.clock.install();
    await page.goto('/sessions');
    await line(page, /^not live, checked /).waitFor();
    const session = await newSession({ title: `Polled ${process.pid}` });
    await page.clock.fastForward('00:16');
    await status(page, session, 'Idle');
    await page.unroute('**/api/sessions/live');
    await page.clock.fastForward('01:00');
    await line(page, /^live, checked /).waitFor();
  });

  test('out of sight for a minute it lets go, and comes back when seen', async (t) => {
    const page = await open(t);
    await page.clock.install();
    await page.goto('/sessions');
    await line(page, /^live, checked /).waitFor();
    await show(page, false);
    await page.clock.fastForward('00:30');
    await show(page, true);
    await page.clock.fastForward('00:59');
    await line(page, /^live, checked /).waitFor();
    await show(page, false);
    await page.clock.fastForward('01:01');
    await line(page, /^checked /).waitFor();
    const session = await newSession({ title: `Missed ${process.pid}` });
    await show(page, true);
    await status(page, session, 'Idle');
    await line(page, /^live, checked /).waitFor();
  });
});
