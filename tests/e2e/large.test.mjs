// A session of ten thousand events. Only counts are asserted, never times.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { control } from './api.mjs';
import { useBrowser } from './browser.mjs';
import { live, names, rows } from './feed.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

const MOST_NODES = 1_500;

const nodes = (page) => page.evaluate(() => document.getElementsByTagName('*').length);
const place = (row) => row.evaluate((row) => [Number(row.getAttribute('aria-posinset')), Number(row.getAttribute('aria-setsize'))]);

describe('a large session', patience, () => {
  test('opens at its end, shows its beginning, and keeps the page small', async (t) => {
    const { id } = await control('session?events=10000', {});
    const page = await open(t);
    await page.goto(`/sessions/${id}`);
    await live(page, '10,000');
    assert.ok(await nodes(page) <= MOST_NODES);
    const [last, size] = await place(rows(page).last());
    assert.equal(last, size, 'it opens at its end');
    assert.ok(size > 2_000);

    await rows(page).last().click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Home');
    const first = rows(page).and(page.getByRole('article', { name: 'Turn 1', exact: true }));
    await first.waitFor();
    assert.deepEqual(await place(first), [1, size]);
    assert.ok(await first.evaluate((row) => row.getBoundingClientRect().top >= 0), 'the first row can be seen');
    assert.ok(await nodes(page) <= MOST_NODES);
    await names(page);

    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'To the end' }).waitFor({ state: 'detached' });
    await first.waitFor({ state: 'detached' });
    assert.deepEqual(await place(rows(page).last()), [size, size]);
    assert.ok(await nodes(page) <= MOST_NODES);
    await names(page);
  });

  test('Tab goes from row to row and never falls out of the list', async (t) => {
    const { id } = await control('session?events=2000', {});
    const page = await open(t);
    await page.goto(`/sessions/${id}`);
    await live(page, '2,000');
    await page.locator('.scroller').focus();
    const settled = () => page.evaluate(() => new Promise((next) => { requestAnimationFrame(() => setTimeout(next, 0)); }));
    for (const key of [...Array(12).fill('Tab'), ...Array(24).fill('Shift+Tab')]) {
      await page.keyboard.press(key);
      await settled();
      await settled();
      assert.notEqual(await page.evaluate(() => document.activeElement.nodeName), 'BODY', key);
    }
  });
});
