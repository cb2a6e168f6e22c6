// The panel beside the transcript: tabs, events, tools, resources, threads.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromAllSides, violations } from './axe.mjs';
import { client, control, events, newSession, sayAndWait } from './api.mjs';
import { answered, desktop, phone, useBrowser } from './browser.mjs';
import { live, rows } from './feed.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

const panel = (page) => page.getByRole('complementary', { name: 'Details of the session' });
const tab = (page, name) => panel(page).getByRole('tab', { name, exact: true });
const list = (page) => panel(page).getByRole('listbox', { name: "Events in the server's order" });
const tree = (page) => panel(page).getByRole('tree');
const chosenRow = (page) => rows(page).and(page.locator('[aria-current=true]'));

async function finished(t, say, { viewport = desktop } = {}) {
  const session = await newSession({ title: `Inspected ${process.pid}` });
  await sayAndWait(session, say);
  const all = await events(session);
  const page = await open(t, { viewport });
  await page.goto(`/sessions/${session.id}`);
  await page.getByText(new RegExp(`^complete · ${all.length} events? · .*live$`)).waitFor();
  return { session, all, page };
}

/** A session with a store that holds something of each kind. */
async function remembering() {
  const store = await client.beta.memoryStores.create({ name: `Memory ${process.pid}` });
  const memories = { '/code/review/rules.md': '# Rules\n\nRead **twice**.\n', '/code/style.md': 'Short.\n', '/notes/empty.txt': '', '/plain.txt': 'This is *not* Markdown.\n' };
  for (const [path, content] of Object.entries(memories)) await client.beta.memoryStores.memories.create(store.id, { path, content });
  const session = await newSession({ title: `Remembering ${process.pid}`, resources: [{ type: 'memory_store', memory_store_id: store.id }] });
  await sayAndWait(session, 'Hello.');
  return { session, store };
}

describe('the inspector', patience, () => {
  test('its tab is in the address and outlives a reload', async (t) => {
    const { session, page } = await finished(t, 'Hello.');
    await tab(page, 'Session').focus();
    for (const name of ['Events', 'Tools', 'Resources', 'Threads', 'Session']) {
      await page.keyboard.press('ArrowRight');
      await page.getByRole('tab', { name, exact: true, selected: true }).waitFor();
    }
    await tab(page, 'Tools').click();
    await page.waitForURL(`**/sessions/${session.id}?tab=tools`);
    await page.reload();
    await page.getByRole('tab', { name: 'Tools', selected: true }).waitFor();
  });

  test('it is made wider by keys and stays so', async (t) => {
    const { page } = await finished(t, 'Hello.');
    const edge = panel(page).getByRole('separator', { name: 'Width of the details' });
    const width = () => panel(page).evaluate((panel) => Math.round(panel.getBoundingClientRect().width));
    assert.equal(await edge.getAttribute('aria-valuenow'), '372');
    await edge.focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await edge.getAttribute('aria-valuenow'), '388');
    assert.equal(await width(), 388);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    assert.equal(await width(), 300, 'it gets no narrower');
    await page.keyboard.press('End');
    assert.equal(await width(), 640);
    await page.reload();
    await edge.waitFor();
    assert.equal(await edge.getAttribute('aria-valuenow'), '640');
  });

  test('every event is there, in order, chosen by keys, filtered by type', async (t) => {
    const { all, page } = await finished(t, 'Check whether the export works.');
    await tab(page, 'Events').click();
    const options = list(page).getByRole('option');
    await options.last().waitFor();
    assert.equal(await options.last().getAttribute('aria-setsize'), String(all.length));
    await list(page).focus();
    await page.keyboard.press('Home');
    await tree(page).getByText(`"${all[0].id}"`).waitFor();
    await page.keyboard.press('ArrowDown');
    await tree(page).getByText(`"${all[1].id}"`).waitFor();
    await page.keyboard.press('End');
    await tree(page).getByText(`"${all.at(-1).id}"`).waitFor();

    const calls = all.filter((event) => event.type === 'agent.tool_use');
    await panel(page).getByRole('combobox', { name: 'Type of event' }).selectOption('agent.tool_use');
    await panel(page).getByText(new RegExp(`^${calls.length}\\sevents?$`)).waitFor();
    await options.first().click();
    await tree(page).getByText(`"${calls[0].id}"`).waitFor();
    await panel(page).getByRole('button', { name: 'Show row' }).click();
    await chosenRow(page).waitFor();
    assert.equal(await chosenRow(page).count(), 1);
  });

  test('its tree folds by keys and copies in parts', async (t) => {
    const { session, all, page } = await finished(t, 'Check whether the export works.');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const said = all.find((event) => event.type === 'user.message');
    await page.goto(`/sessions/${session.id}?event=${said.id}`);
    const item = (name) => tree(page).getByRole('treeitem', { name });
    await item(/content:/).first().click();
    await item(/content:.*1\sentry/).waitFor();
    await tree(page).focus();
    await page.keyboard.press('ArrowRight');
    await item(/text:/).waitFor();
    await item(/text:/).click();
    const button = async (name) => {
      await panel(page).getByRole('button', { name }).click();
      await panel(page).getByTitle(name).getByText('Copied').waitFor();
    };
    await button('Copy path');
    assert.equal(await copied(), 'content[0].text');
    await button('Copy value');
    assert.equal(await copied(), said.content[0].text);
    await button('Copy all');
    assert.deepEqual(JSON.parse(await copied()), said);
  });

  test('a tool leads to its calls, a call to its row and its event', async (t) => {
    const { all, page } = await finished(t, 'Analyse the figures of the ledger.');
    const failed = all.filter((event) => event.type === 'agent.tool_result' && event.is_error);
    assert.ok(failed.length, 'the script has a failure');
    const call = all.find((event) => event.id === failed[0].tool_use_id);
    await tab(page, 'Tools').click();
    await panel(page).getByRole('button', { name: `Calls of ${call.name}`, exact: true }).click();
    await panel(page).getByRole('button', { name: 'Failed first' }).click();
    const first = panel(page).getByRole('listbox', { name: 'Calls of the tool' }).getByRole('option').first();
    await first.getByText('failed').waitFor();
    await first.click();
    await chosenRow(page).filter({ hasText: 'failed' }).waitFor();
    await panel(page).getByRole('button', { name: 'Event', exact: true }).click();
    await page.waitForURL(`**?event=${call.id}`);
    await page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
  });

  test('what came out is shown as text and can be saved', async (t) => {
    const { page } = await finished(t, 'Analyse the figures of the ledger.');
    await tab(page, 'Resources').click();
    const outputs = panel(page).getByRole('heading', { name: 'Outputs' });
    await outputs.waitFor();
    const preview = panel(page).getByRole('button', { name: /^Preview / });
    const again = panel(page).getByRole('button', { name: 'Check again' });
    // Files appear a few seconds after the session rests.
    await preview.or(again).first().waitFor();
    await control('step', { ms: 10_000 });
    if (await again.isVisible()) await again.click();
    // A report is shown as one, a table or a program as its lines; a picture has no text.
    const text = panel(page).getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Preview .*\.(md|csv|txt|json|py)$/ }) }).first();
    await text.getByRole('button', { name: /^Preview / }).click();
    await text.locator('pre, table, h1, h2, h3, p:not([role=status])').filter({ hasText: /\S/ }).first().waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), panel(page).getByRole('link', { name: /^Download / }).first().click()]);
    assert.ok(download.suggestedFilename());
  });

  test('memories are read where they are mounted', async (t) => {
    const { session, store } = await remembering();
    const page = await open(t, { allow: [answered(404)] });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`/sessions/${session.id}?tab=resources`);
    const line = (name) => panel(page).getByRole('button', { name, exact: true });
    const mounted = panel(page).getByRole('button', { name: '/mnt/memory/' });
    assert.equal(await mounted.getAttribute('aria-expanded'), 'false');
    await mounted.focus();
    await page.keyboard.press('Enter');
    await panel(page).getByText('4 entries', { exact: true }).waitFor();
    assert.equal(await mounted.getAttribute('aria-expanded'), 'true');
    await panel(page).getByRole('listitem').filter({ has: page.getByRole('button', { name: '/notes/empty.txt' }) }).last().getByText(/^0\sB · /).waitFor();

    await line('/code/review/rules.md').click();
    await panel(page).getByRole('heading', { name: 'Rules' }).waitFor();
    await panel(page).getByTitle('Copy /code/review/rules.md').click();
    await panel(page).getByTitle('Copy /code/review/rules.md').getByText('Copied').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '# Rules\n\nRead **twice**.\n');
    await line('/notes/empty.txt').click();
    await panel(page).getByText('The memory is empty.').waitFor();
    await line('/plain.txt').click();
    await panel(page).getByText('*not* Markdown').waitFor();
    await fromAllSides(page);
    await page.getByRole('button', { name: 'Details' }).click();
    assert.deepEqual(await violations(page), [], 'as a sheet on a phone');
    await page.setViewportSize(desktop);
    await line('/plain.txt').click();
    await panel(page).getByText('*not* Markdown').waitFor({ state: 'detached' });

    // What was opened stays open while the session goes on.
    await sayAndWait(session, 'Hello.');
    await live(page, String((await events(session)).length));
    assert.equal(await line('/notes/empty.txt').getAttribute('aria-expanded'), 'true');

    await client.beta.memoryStores.delete(store.id);
    await panel(page).getByRole('button', { name: 'Check again' }).last().click();
    await panel(page).getByRole('alert').getByText('This does not exist').waitFor();
  });

  test('an empty store, and one that a viewer may not read, say so', async (t) => {
    const store = await client.beta.memoryStores.create({ name: 'Nothing yet' });
    const session = await newSession({ resources: [{ type: 'memory_store', memory_store_id: store.id }] });
    const page = await open(t, { allow: [answered(403)] });
    await page.goto(`/sessions/${session.id}?tab=resources`);
    const mounted = panel(page).getByRole('button', { name: '/mnt/memory/' });
    await mounted.click();
    await panel(page).getByText('Nothing is in this store yet.').waitFor();
    await mounted.click();
    // What the relay says to somebody who may only look.
    const error = { type: 'permission_error', message: 'Your role does not include this. Ask an operator.', details: { error_code: 'porthole_not_allowed' } };
    await page.route('**/v1/memory_stores/**', (route) => route.fulfill({ status: 403, json: { type: 'error', error } }));
    await mounted.click();
    const refusal = panel(page).getByRole('alert');
    await refusal.getByText('Your role does not include this. Ask an operator.', { exact: true }).waitFor();
    await page.unroute('**/v1/memory_stores/**');
    await panel(page).getByRole('button', { name: 'Check again' }).last().click();
    await panel(page).getByText('Nothing is in this store yet.').waitFor();
  });

  test('a followed thread is followed again after a reload', async (t) => {
    const { page } = await finished(t, 'Ask your helpers.');
    await tab(page, 'Threads').click();
    const follow = panel(page).getByRole('button', { name: /^Follow the thread of / }).first();
    await follow.click();
    await panel(page).getByText(/^complete/).first().waitFor();
    await page.reload();
    await panel(page).getByText(/^complete/).first().waitFor();
    assert.equal(await follow.getAttribute('aria-pressed'), 'true');
    await panel(page).getByRole('button', { name: /^First row of / }).first().click();
    await chosenRow(page).waitFor();
  });

  test('the session says what it cost, and what the agent is', async (t) => {
    const { page } = await finished(t, 'Check whether the export works.');
    await panel(page).getByRole('img', { name: /^Cost over time: \$0\.00 after 0:00/ }).waitFor();
    await panel(page).getByRole('heading', { name: 'Tools' }).first().waitFor();
    await panel(page).getByText('JSON from the API').waitFor();
  });

  test('ten thousand events are a short page', async (t) => {
    const { id } = await control('session?events=10000', {});
    const page = await open(t);
    await page.goto(`/sessions/${id}?tab=events`);
    await live(page, '10,000');
    const options = list(page).getByRole('option');
    await options.last().waitFor();
    await list(page).focus();
    await page.keyboard.press('Home');
    await options.and(page.locator('[aria-posinset="1"]')).waitFor();
    await page.keyboard.press('End');
    await options.and(page.locator('[aria-posinset="10000"]')).waitFor();
    assert.ok(await options.count() < 80);
    assert.ok(await page.evaluate(() => document.getElementsByTagName('*').length) < 2_500);
  });

  test('on a phone it is a sheet that gives way to the row', async (t) => {
    const { page } = await finished(t, 'Check whether the export works.', { viewport: phone });
    await page.getByRole('button', { name: 'Details' }).click();
    await tab(page, 'Tools').click();
    await panel(page).getByRole('button', { name: /^Calls of / }).first().click();
    await panel(page).getByRole('listbox', { name: 'Calls of the tool' }).getByRole('option').first().click();
    await panel(page).waitFor({ state: 'hidden' });
    await chosenRow(page).waitFor();
  });
});
