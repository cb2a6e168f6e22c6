// Steering a session and looking into it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { client, events, listen, message, newSession, sayAndWait, send } from './api.mjs';
import { answered, tall, useBrowser } from './browser.mjs';
import { feed, live, row, rows } from './feed.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

const answers = (all) => all.filter((event) => event.type === 'user.tool_confirmation').map(({ result, deny_message }) => ({ result, deny_message }));
const composer = (page) => page.getByRole('textbox', { name: 'Message' });

describe('session', patience, () => {
  test('calls are allowed and denied with a reason', async (t) => {
    const session = await newSession({ title: `Careful ${process.pid}` });
    assert.equal(await sayAndWait(session, 'Reset the staging database. Ask before you change anything.'), 'requires_action');
    const page = await open(t);
    await page.goto(`/sessions/${session.id}`);
    await page.getByText('Waits for you', { exact: true }).waitFor();
    const asking = rows(page).filter({ has: page.getByRole('button', { name: 'Allow' }) });
    await asking.first().waitFor();
    const calls = await asking.count();
    assert.ok(calls >= 2, 'several calls ask at once');
    await page.getByText('The agent waits for an answer above.').waitFor();
    const rest = await listen(session);

    await asking.first().getByRole('button', { name: 'Deny…' }).click();
    await asking.first().getByRole('button', { name: 'Allow' }).waitFor();
    const denying = rows(page).filter({ has: page.getByRole('button', { name: 'Deny', exact: true }) });
    await denying.getByRole('textbox', { name: 'Reason (the agent reads it)' }).fill('Not on a Friday.');
    await denying.getByRole('button', { name: 'Deny', exact: true }).click();
    await page.getByRole('article', { name: /^Denied / }).getByText('Not on a Friday.').waitFor();
    for (let left = calls - 1; left > 0; left -= 1) {
      await asking.first().getByRole('button', { name: 'Allow' }).click();
      await asking.nth(left - 1).waitFor({ state: 'detached' });
    }
    while (await rest() !== 'end_turn');
    const given = answers(await events(session));
    assert.deepEqual(given[0], { result: 'deny', deny_message: 'Not on a Friday.' });
    assert.deepEqual(given.slice(1, calls).map((answer) => answer.result), Array(calls - 1).fill('allow'));
  });

  test('work is interrupted', async (t) => {
    const session = await newSession({ title: `Overlong ${process.pid}` });
    await send(session, message('Keep going all day.'));
    const page = await open(t);
    await page.goto(`/sessions/${session.id}`);
    const rest = await listen(session);
    await page.getByRole('button', { name: 'Interrupt' }).click();
    await rest();
    await page.getByText('Interrupted', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Interrupt' }).waitFor({ state: 'detached' });
    assert.ok((await events(session)).some((event) => event.type === 'user.interrupt'));
  });

  test('a message that is not accepted stays in its field', async (t) => {
    const session = await newSession({ title: `Deaf ${process.pid} fail-send` });
    const page = await open(t, { viewport: tall, allow: [answered(529)] });
    await page.goto(`/sessions/${session.id}`);
    await live(page);
    await composer(page).fill('Do you hear me?');
    const sendButton = page.getByRole('button', { name: 'Send' });
    await sendButton.click();
    const panel = page.getByRole('alert');
    await panel.getByRole('heading', { name: 'The API is overloaded' }).waitFor();
    await panel.getByText(/^req_/).waitFor();
    assert.equal(await composer(page).inputValue(), 'Do you hear me?');
    await sendButton.click();
    await row(page, 'You: Do you hear me?').waitFor();
    await panel.waitFor({ state: 'detached' });
    assert.equal(await composer(page).inputValue(), '');
    assert.equal((await events(session)).filter((event) => event.type === 'user.message').length, 1);
  });

  test('scrolling up pauses following, End resumes it', async (t) => {
    const session = await newSession({ title: `Long read ${process.pid}` });
    for (const part of ['export', 'import']) await sayAndWait(session, `Check whether the ${part} works.`);
    const page = await open(t);
    await page.goto(`/sessions/${session.id}`);
    await live(page);
    const last = rows(page).last();
    await last.waitFor();
    await last.hover();
    await page.mouse.wheel(0, -2000);
    const toEnd = page.getByRole('button', { name: 'To the end' });
    await toEnd.waitFor();
    const top = await rows(page).first().getAttribute('aria-posinset');

    await sayAndWait(session, 'What does this shop sell?');
    const fresh = page.getByRole('button', { name: /^\d+ new$/ });
    await fresh.waitFor();
    assert.equal(await rows(page).first().getAttribute('aria-posinset'), top, 'what is read does not move');
    await rows(page).nth(5).click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('End');
    await fresh.waitFor({ state: 'detached' });
    const size = await rows(page).last().getAttribute('aria-setsize');
    assert.equal(await rows(page).last().getAttribute('aria-posinset'), size);

    await last.hover();
    await page.mouse.wheel(0, -2000);
    await toEnd.click();
    await toEnd.waitFor({ state: 'detached' });
  });

  test('the JSON of an event, by keyboard and by link', async (t) => {
    const session = await newSession({ title: `Glass box ${process.pid}` });
    await sayAndWait(session, 'Check whether the export works.');
    const all = await events(session);
    const page = await open(t);
    await page.goto(`/sessions/${session.id}`);
    await live(page, all.length);
    const panel = page.getByRole('complementary', { name: 'Details of the session' });

    const [first] = await rows(page).all();
    await first.click({ position: { x: 5, y: 5 } });
    await page.waitForURL(/\?event=/);
    await page.goto(`/sessions/${session.id}`);
    await live(page, all.length);
    await page.getByRole('tab', { name: 'Session' }).focus();
    await page.keyboard.press('ArrowRight');
    await panel.getByText('Choose a row to see its events').waitFor();

    const call = all.find((event) => event.type === 'agent.tool_use');
    await page.goto(`/sessions/${session.id}?event=${call.id}`);
    await page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    await panel.getByText(`"${call.id}"`).first().waitFor();
    await rows(page).and(page.getByRole('article')).filter({ hasText: /./ }).first().waitFor();
    const chosen = await rows(page).evaluateAll((rows) => rows.filter((row) => row.getAttribute('aria-current') === 'true').length);
    assert.equal(chosen, 1, 'the row of the event is marked');
    const result = all.find((event) => event.type === 'agent.tool_result' && event.tool_use_id === call.id);
    await panel.getByRole('button', { name: 'agent.tool_result' }).click();
    await page.waitForURL(`**/sessions/${session.id}?event=${result.id}`);
    await panel.getByText(`"${result.id}"`).first().waitFor();
  });

  test('an event that is not there', async (t) => {
    const session = await newSession({ title: `Wrong link ${process.pid}` });
    const page = await open(t);
    await page.goto(`/sessions/${session.id}?event=sevt_none`);
    await page.getByText('This event is not in the session, or not loaded yet.').waitFor();
  });

  test('a session that takes no more messages says why', async (t) => {
    const session = await newSession({ title: `The end ${process.pid}` });
    await client.beta.sessions.events.send(session.id, { events: [message('Terminate.')] });
    const page = await open(t);
    await page.goto(`/sessions/${session.id}`);
    await page.getByText('The session has ended. It can be read, but takes no more messages.').waitFor();
    await feed(page).getByText('The session ended').waitFor();
  });
});
