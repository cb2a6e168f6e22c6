// Lists keep their filters, their order and their place in the address.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { client, newSession } from './api.mjs';
import { answered, useBrowser } from './browser.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

const table = (page, name = 'Sessions') => page.getByRole('table', { name });
const links = (page, name) => table(page, name).getByRole('link');
const search = (page) => new URL(page.url()).search;

/** Waits until a list shows exactly these, in this order. */
async function shows(page, names, list) {
  await links(page, list).nth(names.length - 1).waitFor();
  await links(page, list).filter({ hasText: names.at(-1) }).last().waitFor();
  assert.deepEqual(await links(page, list).allTextContents(), names);
}

describe('lists', patience, () => {
  const titles = Array.from({ length: 53 }, (_, index) => `Page turner ${String(index + 1).padStart(2, '0')}`);
  const newestFirst = titles.toReversed();
  let agent;

  before(async () => {
    for (const title of titles) agent = (await newSession({ title })).agent;
    await newSession({ title: 'Put away' }).then((session) => client.beta.sessions.archive(session.id));
  });

  test('filters are in the address, over reload and back', async (t) => {
    const page = await open(t);
    await page.goto('/sessions');
    await links(page).first().waitFor();
    await page.getByRole('button', { name: 'Idle' }).click();
    await page.waitForURL('**/sessions?status=idle');
    await page.getByRole('button', { name: 'Ended' }).click();
    await page.waitForURL('**/sessions?status=idle&status=terminated');
    await page.getByRole('combobox', { name: 'Agent' }).selectOption({ value: agent.id });
    await page.getByRole('combobox', { name: 'Created' }).selectOption('Last 24 hours');
    await page.getByRole('combobox', { name: 'Order' }).selectOption('Oldest first');
    const address = `?status=idle&status=terminated&agent=${agent.id}&created=1d&order=oldest`;
    await page.waitForURL(`**/sessions${address}`);
    await shows(page, titles.slice(0, 50));

    await page.reload();
    await shows(page, titles.slice(0, 50));
    await page.getByRole('button', { name: 'Idle', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'Ended', pressed: true }).waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Agent' }).inputValue(), agent.id);
    assert.equal(await page.getByRole('combobox', { name: 'Created' }).inputValue(), '1d');
    assert.equal(await page.getByRole('combobox', { name: 'Order' }).inputValue(), 'Oldest first');

    await links(page).first().click();
    await page.getByRole('heading', { level: 1, name: titles[0] }).waitFor();
    await page.goBack();
    await shows(page, titles.slice(0, 50));
    assert.equal(search(page), address);
    await page.goBack();
    await shows(page, newestFirst.slice(0, 50));
    assert.equal(await page.getByRole('combobox', { name: 'Order' }).inputValue(), 'Newest first');

    await page.getByRole('button', { name: 'All' }).click();
    await page.getByRole('button', { name: 'All', pressed: true }).waitFor();
    assert.equal(search(page), `?agent=${agent.id}&created=1d`);
  });

  test('days from and to', async (t) => {
    const page = await open(t);
    await page.goto(`/sessions?agent=${agent.id}`);
    await page.getByRole('combobox', { name: 'Created' }).selectOption('Between…');
    await page.getByLabel('From').fill('2020-01-01');
    await page.getByLabel('To').fill('2020-01-31');
    await page.waitForURL(`**/sessions?agent=${agent.id}&created=2020-01-01..2020-01-31`);
    await page.getByText('No session matches these filters.').waitFor();
    await page.reload();
    assert.equal(await page.getByLabel('To').inputValue(), '2020-01-31');
    await page.getByRole('link', { name: 'Show all sessions' }).click();
    await links(page).first().waitFor();
    assert.equal(search(page), '');
  });

  test('pages lead on and back, over reload', async (t) => {
    const page = await open(t);
    await page.goto(`/sessions?agent=${agent.id}`);
    await shows(page, newestFirst.slice(0, 50));
    const pager = page.getByRole('navigation', { name: 'Pages of the list' });
    await pager.getByRole('link', { name: 'Older' }).click();
    await shows(page, newestFirst.slice(50));
    await page.reload();
    await shows(page, newestFirst.slice(50));
    await pager.getByRole('link', { name: 'Newer' }).click();
    await shows(page, newestFirst.slice(0, 50));
    await page.goBack();
    await shows(page, newestFirst.slice(50));
    await pager.getByRole('link', { name: 'First page' }).click();
    await shows(page, newestFirst.slice(0, 50));
    assert.equal(search(page), `?agent=${agent.id}`);
  });

  test('what is archived is shown when asked for', async (t) => {
    const page = await open(t);
    await page.goto(`/sessions?agent=${agent.id}`);
    await shows(page, newestFirst.slice(0, 50));
    await page.getByRole('button', { name: 'Show archived' }).click();
    await page.waitForURL('**/sessions?agent=*&archived=1');
    await page.getByRole('link', { name: 'Put away' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Put away' }).waitFor();
    await page.getByRole('button', { name: 'Show archived', pressed: true }).waitFor();
  });

  test('agents and environments have pages too', async (t) => {
    for (let index = 0; index < 51; index += 1) {
      const name = `paged-${process.pid}-${index}`;
      await client.beta.agents.create({ name, model: 'claude-haiku-5-5' });
      await client.beta.environments.create({ name, config: { type: 'cloud' } });
    }
    const page = await open(t);
    for (const [path, name] of [['/agents', 'Agents'], ['/environments', 'Environments']]) {
      await page.goto(path);
      await links(page, name).first().waitFor();
      const first = await links(page, name).allTextContents();
      await page.getByRole('link', { name: 'Next page' }).click();
      await page.getByRole('link', { name: 'First page' }).waitFor();
      await page.reload();
      await page.getByRole('link', { name: 'First page' }).waitFor();
      await links(page, name).first().waitFor();
      const second = await links(page, name).allTextContents();
      assert.deepEqual(first.filter((name) => second.includes(name)), [], 'no entry is on two pages');
      await page.goBack();
      await shows(page, first, name);
    }
  });

  test('an agent leads to its sessions, and its versions are in the address', async (t) => {
    const made = await client.beta.agents.create({ name: `grower-${process.pid}`, model: 'claude-sonnet-5-5', system: 'First words.' });
    await client.beta.agents.update(made.id, { version: 1, system: 'Second words.' });
    const page = await open(t);
    await page.goto(`/agents/${made.id}`);
    await page.getByText('Second words.').first().waitFor();
    await page.getByRole('combobox', { name: 'Version' }).selectOption('version 1');
    await page.waitForURL(`**/agents/${made.id}?version=1`);
    await page.getByText('First words.').first().waitFor();
    await page.reload();
    await page.getByText('First words.').first().waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Version' }).inputValue(), '1');
    await page.getByRole('link', { name: 'Sessions of this agent' }).click();
    await page.waitForURL(`**/sessions?agent=${made.id}`);
    await page.getByText('No session matches these filters.').waitFor();
  });

  for (const [path, list, sentence, invitation] of [
    ['/sessions', 'sessions', 'No session has been started yet.', 'New session'],
    ['/agents', 'agents', 'No agent has been made yet.', 'New agent'],
    ['/environments', 'environments', 'No environment has been made yet.', 'New environment'],
  ]) {
    test(`an empty list leads on: ${path}`, async (t) => {
      const page = await open(t, { allow: [answered(404)] });
      // Nobody says that there is more.
      await page.route('**/api/sessions/live', (route) => route.fulfill({ status: 404, json: {} }));
      await page.route(`**/v1/${list}?*`, (route) => route.fulfill({ json: { data: [], next_page: null, prev_page: null } }));
      await page.goto(path);
      await page.getByText(sentence).waitFor();
      await page.getByRole('link', { name: invitation }).last().click();
      await page.getByRole('dialog', { name: invitation }).waitFor();
    });
  }
});
