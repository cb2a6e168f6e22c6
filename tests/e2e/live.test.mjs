// What the page shows while the stream breaks: everything, once, and honestly.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { events, message, newFaultySession, newSession, sayAndWait, send, texts } from './api.mjs';
import { answered, cutOff, tall, useBrowser } from './browser.mjs';
import { live, names, recordTexts, row } from './feed.mjs';
import { startUnreliable } from './rig.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

/** The rows that must be there: one for each message and each call, in their order. */
function expected(events) {
  const row = (event) => {
    switch (event.type) {
      case 'user.message': return `You: ${event.content[0].text}`;
      case 'agent.message': return event.content[0].text.slice(0, 200);
      case 'agent.tool_use': return 'call';
      default: return [];
    }
  };
  return events.flatMap(row);
}

/** The same of the page. What is no message and no call is left out. */
async function shown(page, events) {
  const messages = new Set(expected(events));
  const found = (await names(page)).map((name) => (messages.has(name) ? name : /^(Read|Wrote|Edited|Ran|Looked|Searched|Fetched|Used)/.test(name) && 'call'));
  return found.filter(Boolean);
}

describe('live', patience, () => {
  test('from the list to a session that works, over a stream that breaks again and again', async (t) => {
    const { session, rest } = await newFaultySession(`Loose contact ${process.pid} (drop-after-5)`);
    const page = await open(t, { viewport: tall });
    await page.goto('/sessions');
    await page.getByRole('link', { name: session.title }).click();
    await live(page, 1);
    const read = await recordTexts(page.getByRole('main'));

    await send(session, message('Check whether the export works.'));
    await row(page, 'You: Check whether').waitFor();
    await page.getByText(/^reconnecting · \d+ events?$/).waitFor();
    await rest();
    const all = await events(session);
    await live(page, all.length);
    assert.deepEqual(await shown(page, all), expected(all));
    assert.ok(expected(all).length > 5, 'enough happened');
    const counts = (await read()).map((text) => Number(/(\d+) events?/.exec(text)?.[1] ?? 0));
    assert.deepEqual(counts, counts.toSorted((a, b) => a - b), 'nothing that was shown goes away');
  });

  for (const fault of ['dup, unknown-type', 'mid-frame, empty-page', 'reset, expired-cursor', 'error-frame, one-byte', 'gap, crlf']) {
    test(`nothing is lost or doubled: ${fault}`, async (t) => {
      const { session, rest } = await newFaultySession(`Trouble (${fault})`);
      await send(session, message('Hello'));
      await rest();
      const page = await open(t, { viewport: tall, allow: [cutOff, answered(400), answered(529)] });
      await page.goto(`/sessions/${session.id}`);
      await row(page, 'You: Hello').waitFor();
      await send(session, message('Check whether the export works.'));
      await rest();
      const all = await events(session);
      await live(page, all.length);
      assert.deepEqual(await shown(page, all), expected(all));
    });
  }

  test('the API goes away and comes back', async (t) => {
    const { origin, pull, plugIn } = await startUnreliable(t);
    const session = await newSession({ title: `Power cut ${process.pid}` });
    await sayAndWait(session, 'Hello');
    const page = await open(t, { origin, viewport: tall, allow: [cutOff, answered(502)] });
    await page.goto(`/sessions/${session.id}`);
    const before = await events(session);
    await live(page, before.length);

    await pull();
    await page.getByText(`reconnecting · ${before.length} events`).waitFor();
    await row(page, 'You: Hello').waitFor();
    await sayAndWait(session, 'What does this shop sell?');
    await plugIn();
    const all = await events(session);
    await live(page, all.length);
    assert.deepEqual(await shown(page, all), expected(all));
  });
});
