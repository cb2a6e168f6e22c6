// The API is down, overloaded or slow: the page says so, keeps what it has, and recovers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { events, message, newSession, sayAndWait, send } from './api.mjs';
import { answered, cutOff, useBrowser } from './browser.mjs';
import { live, row } from './feed.mjs';
import { startUnreliable } from './rig.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

/** The error in place of the page, whole. Gives its panel. */
async function failure(page) {
  const panel = page.getByRole('alert');
  await panel.getByRole('heading').waitFor();
  await panel.getByText(/^req_/).waitFor();
  await panel.getByRole('button', { name: 'Copy' }).waitFor();
  return panel;
}

describe('outage', patience, () => {
  test('a list opens although the API was down', async (t) => {
    const { origin, pull, plugIn } = await startUnreliable(t);
    const page = await open(t, { origin, allow: [answered(502), cutOff] });
    for (const [path, name] of [['/sessions', 'Sessions'], ['/agents', 'Agents'], ['/environments', 'Environments']]) {
      await pull();
      await page.goto(path);
      const panel = await failure(page);
      await panel.getByText('The API could not be reached.').waitFor();
      await plugIn();
      await panel.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('table', { name }).getByRole('link').first().waitFor();
      await panel.waitFor({ state: 'detached' });
    }
  });

  test('a list that cannot be renewed stays, and says since when', async (t) => {
    const { origin, pull, plugIn } = await startUnreliable(t);
    const page = await open(t, { origin, allow: [answered(502), cutOff] });
    await page.clock.install();
    await page.goto('/sessions');
    const rows = page.getByRole('table', { name: 'Sessions' }).getByRole('row');
    await rows.nth(1).waitFor();
    const before = await rows.count();
    await pull();
    await page.clock.fastForward('00:16');
    const banner = page.getByRole('status').filter({ hasText: /^Stale since \d\d?:\d\d/ });
    await banner.waitFor();
    assert.equal(await rows.count(), before, 'what was read stays');
    await plugIn();
    await banner.getByRole('button', { name: 'Try again' }).click();
    await banner.waitFor({ state: 'detached' });
    assert.ok(await rows.count() >= before);
  });

  test('a session opens although the API was down', async (t) => {
    const { origin, pull, plugIn } = await startUnreliable(t);
    const session = await newSession({ title: `Late start ${process.pid}` });
    await sayAndWait(session, 'Hello');
    const page = await open(t, { origin, allow: [answered(502), cutOff] });
    await pull();
    await page.goto(`/sessions/${session.id}`);
    const panel = await failure(page);
    // Pressed while it can not help: with the API back, the page may recover before anybody presses anything.
    const refused = page.waitForResponse((response) => response.status() === 502);
    await panel.getByRole('button', { name: 'Try again' }).click();
    await refused;
    await plugIn();
    await page.getByRole('heading', { level: 1, name: session.title }).waitFor();
    await live(page, (await events(session)).length);
  });

  for (const [fault, status] of [['fail-429', 429], ['fail-500', 500], ['fail-529', 529]]) {
    test(`a session that is refused every other time: ${fault}`, async (t) => {
      const session = await newSession({ title: `Bad day ${process.pid} ${fault}` });
      const page = await open(t, { allow: [answered(status), cutOff] });
      await page.goto(`/sessions/${session.id}`);
      await live(page);
      await send(session, message('Hello'));
      await row(page, 'You: Hello').waitFor();
      await page.getByRole('heading', { level: 1, name: session.title }).waitFor();
      await page.getByRole('alert').waitFor({ state: 'detached' });
    });
  }
});
