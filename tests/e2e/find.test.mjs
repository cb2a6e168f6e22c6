// Finding something in a session, and seeing less of it.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fromAllSides } from './axe.mjs';
import { control, newSession, sayAndWait } from './api.mjs';
import { phone, useBrowser } from './browser.mjs';
import { live, rows } from './feed.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

const search = (page) => page.getByRole('searchbox', { name: 'Search this session' });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const current = (page) => page.locator('[aria-current=true]').filter({ visible: true });
const parameters = (page) => new URL(page.url()).searchParams;

describe('find', patience, () => {
  let session;

  before(async () => {
    session = await newSession({ title: `Sought ${process.pid}` });
    await sayAndWait(session, 'Analyse the figures of the ledger.');
  });

  /** The session's page, once all of it is here. */
  async function opened(t, query = '', options = {}) {
    const page = await open(t, options);
    await page.goto(`/sessions/${session.id}${query}`);
    await live(page);
    return page;
  }

  test('text is found by keys alone, and marked', async (t) => {
    const page = await opened(t);
    await page.keyboard.press('/');
    await page.keyboard.type('PYTHON');
    await page.getByText(/^\d+ hits? · searched \d+ events$/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/^Hit 1 of \d+ · searched/).waitFor();
    await current(page).first().waitFor();
    await page.waitForFunction(() => CSS.highlights.get('find')?.size > 0);
    await page.keyboard.press('Shift+Enter');
    await page.getByText(/^Hit (\d+) of \1 · searched/).waitFor();
    await page.waitForURL(/[?&]q=PYTHON/);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('q'));
    assert.equal(await search(page).inputValue(), '');
    assert.equal(await page.evaluate(() => CSS.highlights.get('find').size), 0);
  });

  test('what is not there is said', async (t) => {
    const page = await opened(t, '?q=nowhere+to+be+seen');
    assert.equal(await search(page).inputValue(), 'nowhere to be seen');
    await page.getByText(/^No hits · searched \d+ events$/).waitFor();
  });

  test('a filter counts what it hides, stands in the address, and ends', async (t) => {
    const page = await opened(t);
    const all = Number(await rows(page).last().getAttribute('aria-setsize'));
    await button(page, 'Filter').click();
    await button(page, 'Messages').click();
    const said = page.getByText(/^\d+ of \d+ rows · \d+ hidden by the filter$/);
    await said.waitFor();
    const [shown, of, hidden] = (await said.innerText()).match(/\d+/g).map(Number);
    assert.deepEqual([of, shown + hidden], [all, all]);
    assert.equal(Number(await rows(page).last().getAttribute('aria-setsize')), shown);
    assert.deepEqual(parameters(page).getAll('show'), ['messages']);
    await page.getByRole('combobox', { name: 'Tool' }).selectOption('bash');
    await page.getByText('Nothing in this session is of this kind so far.').waitFor();
    await page.reload();
    await page.getByText('Nothing in this session is of this kind so far.').waitFor();
    await button(page, 'Show all').click();
    await rows(page).first().waitFor();
    assert.equal(parameters(page).size, 0);
  });

  test('keys go to failures', async (t) => {
    const page = await opened(t);
    await page.keyboard.press('n');
    await current(page).getByText('failed').first().waitFor();
    await button(page, 'Failed').click();
    await page.getByText(/ hidden by the filter$/).waitFor();
    for (const row of await rows(page).all()) await row.getByText('failed').first().waitFor();
  });

  test('on a phone the bar is one row, and its button counts what is behind it', async (t) => {
    const page = await opened(t, '?show=failed&show=tools&level=story', { viewport: phone });
    const bar = page.getByRole('search');
    const { height } = await (await opened(t, '', { viewport: phone })).getByRole('search').boundingBox();
    assert.ok(height <= 40, `${height} px`);
    assert.equal(await button(page, 'Failed').count(), 0, 'what is folded is hidden from everybody');
    const filter = button(page, 'Filter · 3');
    assert.equal(await filter.getAttribute('aria-expanded'), 'false');
    await filter.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.ok(await button(page, 'Story').evaluate((element) => element === document.activeElement), 'what was opened comes next');
    await button(page, 'Full').click();
    await button(page, 'Failed').click();
    await button(page, 'Filter · 1').waitFor();
    for (const part of await bar.getByRole('button').or(bar.getByRole('combobox')).all()) {
      const { width, height } = await part.boundingBox();
      assert.ok(width >= 24 && height >= 24, `${await part.innerText()}: ${width} × ${height}`);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.width, 'nothing is wider than the screen');
    await button(page, 'Filter · 1').click();
    await button(page, 'Failed').waitFor({ state: 'hidden' });
  });

  test('a story tells runs of calls in sentences that open', async (t) => {
    const page = await opened(t);
    const full = Number(await rows(page).last().getAttribute('aria-setsize'));
    await button(page, 'Story').click();
    const told = page.getByRole('button', { name: /^Ran .*: failed$/ });
    await told.waitFor();
    assert.ok(Number(await rows(page).last().getAttribute('aria-setsize')) < full);
    assert.equal(parameters(page).get('level'), 'story');
    await told.click();
    await page.getByRole('listitem').getByText('failed').first().waitFor();
    await button(page, 'Full').click();
    await told.waitFor({ state: 'detached' });
    assert.equal(Number(await rows(page).last().getAttribute('aria-setsize')), full);
    assert.equal(parameters(page).size, 0);
  });

  test('what came since the last look is marked', async (t) => {
    const own = await newSession({ title: `Left ${process.pid}` });
    await sayAndWait(own, 'Hello.');
    const page = await open(t);
    await page.goto(`/sessions/${own.id}`);
    await live(page);
    await page.goto('/agents');
    await page.getByRole('heading', { name: 'Agents' }).waitFor();
    await sayAndWait(own, 'Good morning.');
    await page.goto(`/sessions/${own.id}`);
    await page.getByText(/^\d+ new rows since you last looked, /).waitFor();
    await button(page, 'Go there').click();
    const marked = rows(page).filter({ hasText: 'New since you last looked' });
    assert.equal(await marked.count(), 1);
    await page.goto('/agents');
    await page.getByRole('heading', { name: 'Agents' }).waitFor();
    await page.goto(`/sessions/${own.id}`);
    await live(page);
    assert.equal(await page.getByText(/since you last looked/).count(), 0);
  });

  test('a large session is searched to its end', async (t) => {
    const { id } = await control('session?events=10000', {});
    const page = await open(t);
    await page.goto(`/sessions/${id}?q=npm+test`);
    await live(page, '10,000');
    await page.getByText(/ hits · searched 10,000 events$/).waitFor();
    await button(page, 'Next hit').click();
    await page.getByText(/^Hit 1 of /).waitFor();
    await current(page).first().waitFor();
  });

  test('the bar is accessible', async (t) => {
    const page = await opened(t, '?q=python&show=tools&level=story');
    await button(page, 'Filter · 1').click();
    await fromAllSides(page);
  });
});
