// What stands inside a row: outputs, files, pictures, tables, and places in the queue.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violations } from './axe.mjs';
import { client, events, listen, message, newSession, sayAndWait, send } from './api.mjs';
import { phone, tall, useBrowser } from './browser.mjs';
import { live, row, rows } from './feed.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

/** A session that has used every tool, shared by the file. */
let shown;
async function openTour(t, options) {
  if (!shown) {
    shown = await newSession({ title: `Tour ${process.pid}` });
    await sayAndWait(shown, 'Give me one of everything.');
  }
  const page = await open(t, { viewport: tall, ...options });
  await page.goto(`/sessions/${shown.id}`);
  await live(page);
  return page;
}

const group = (scope, name) => scope.getByRole('group', { name, exact: true });
const colour = (locator) => locator.evaluate((element) => getComputedStyle(element).color);

describe('detail', patience, () => {
  test('the output of a terminal has its colours, and nothing of it acts', async (t) => {
    const page = await openTour(t);
    const output = group(row(page, 'Ran npm test'), 'bash · failed');
    await output.getByText('AssertionError').waitFor();
    const text = await output.innerText();
    assert.match(text, /^> shop@4\.2\.0 test\n RUN {2}v3\.1\.4/, 'what a progress bar wrote over is gone');
    assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f]/);
    assert.doesNotMatch(text, /ci\.example/, 'a link of a terminal is its words');
    assert.notEqual(await colour(output.getByText('settles before retry')), await colour(output));
    assert.equal(await output.getByRole('link').count(), 0);
  });

  test('a file that was read is a click away, with its own numbers', async (t) => {
    const page = await openTour(t);
    const read = row(page, 'Read src/cart.ts');
    await read.getByText('lines 84–90').waitFor();
    const button = read.getByRole('button', { name: 'Show file · 7 lines' });
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    await button.click();
    const file = group(read, 'src/cart.ts');
    assert.match(await file.innerText(), /84\n85\n[^]*90\n[^]*export async function checkout/);
    const [numbers, text] = await Promise.all((await file.locator('pre').all()).map((part) => part.boundingBox()));
    assert.ok(numbers.y === text.y && numbers.x + numbers.width <= text.x, 'numbers stand beside their lines');
    await read.getByRole('button', { name: 'Hide file · 7 lines' }).click();
    await file.waitFor({ state: 'detached' });
    await row(page, 'Searched files for retry').getByRole('button', { name: 'Show matches · 3 lines' }).waitFor();
    await row(page, 'Searched files for settleTwice').getByText('no output').waitFor();
    await row(page, 'Looked for files src').getByRole('button', { name: 'Show paths · 6 lines' }).waitFor();
  });

  test('a change shows its words, and what is far from it is folded', async (t) => {
    const page = await openTour(t);
    const edited = row(page, 'Edited src/cart.ts');
    await edited.getByText('⋯ 3 lines unchanged').waitFor();
    assert.deepEqual(await group(edited, 'src/cart.ts').locator('mark').allInnerTexts(), [', started']);
    await edited.getByRole('button', { name: 'Show all' }).click();
    await edited.getByText('throw new EmptyCart()').waitFor();
  });

  test('hits of a search are cards without links', async (t) => {
    const page = await openTour(t);
    const search = row(page, 'Searched the web for');
    await search.getByText('4 results').waitFor();
    await search.getByText('(blog.example)').or(search.getByText('blog.example', { exact: true })).waitFor();
    assert.equal(await search.getByText('402 after retry').count(), 0);
    await search.getByRole('button', { name: 'Show all' }).click();
    await search.getByText('402 after retry').waitFor();
    assert.equal(await search.getByRole('link').count(), 0);
  });

  test('a picture comes from the event itself, all else is named', async (t) => {
    const page = await openTour(t);
    const picture = page.getByRole('img', { name: 'Picture (image/png)' });
    await picture.waitFor();
    assert.match(await picture.getAttribute('src'), /^blob:/);
    assert.equal(await picture.evaluate(async (picture) => { await picture.decode(); return picture.naturalWidth; }), 320);
    await page.getByText('Document · terms.pdf · application/pdf').waitFor();
    await group(page, 'Terms, as text').waitFor();
    await page.getByText('Withheld by the platform.').waitFor();
  });

  test('a report has its tables, tasks and numbers', async (t) => {
    const page = await openTour(t, { viewport: { ...phone, height: 6000 } });
    const table = page.getByRole('table');
    await table.getByRole('columnheader', { name: 'p99' }).waitFor();
    assert.equal(await table.getByRole('cell', { name: '2,004 ms' }).evaluate((cell) => getComputedStyle(cell).textAlign), 'right');
    assert.equal(await page.getByRole('checkbox', { name: 'Done', exact: true }).count(), 2);
    assert.equal(await page.getByRole('checkbox', { name: 'Not done' }).isChecked(), false);
    await page.getByRole('heading', { name: 'Timings', level: 3 }).waitFor();
    assert.equal(await page.getByRole('list').filter({ hasText: 'First the flag' }).getAttribute('start'), '3');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'the page does not scroll sideways');
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`everybody can read it, ${colorScheme}`, async (t) => {
      const page = await openTour(t, { colorScheme });
      for (const name of [/^Show file · 7 lines/, /^Show paths/, /^Show input/]) await page.getByRole('button', { name }).first().click();
      await group(page, 'input').waitFor();
      assert.deepEqual(await violations(page), []);
    });
  }

  test('a huge output is shown a page at a time', async (t) => {
    const session = await newSession({ title: `Flood ${process.pid}` });
    assert.equal(await sayAndWait(session, 'Look the orders up.'), 'requires_action');
    const calls = (await events(session)).filter((event) => event.type === 'agent.custom_tool_use');
    const huge = `${'x'.repeat(2_500_000)}\n${Array.from({ length: 100_000 }, (_, line) => `line ${line}, and some words`).join('\n')}`;
    const rest = await listen(session);
    for (const [at, call] of calls.entries()) {
      const text = at === 0 ? huge : 'Shipped.';
      await client.beta.sessions.events.send(session.id, { events: [{ type: 'user.custom_tool_result', custom_tool_use_id: call.id, content: [{ type: 'text', text }] }] });
    }
    while (await rest() !== 'end_turn');
    const page = await open(t, { viewport: tall });
    await page.goto(`/sessions/${session.id}`);
    await live(page);
    const flood = rows(page).filter({ hasText: '100,001 lines' });
    const output = group(flood, 'lookup_order');
    await output.getByText(/2,498,000 more characters of this line/).waitFor();
    await flood.getByRole('button', { name: 'Show all' }).click();
    const more = flood.getByRole('button', { name: /^Show more · 2,000 of 100,001 lines/ });
    await more.click();
    await flood.getByRole('button', { name: /^Show more · 4,000 of 100,001 lines/ }).waitFor();
    assert.ok(await output.evaluate((output) => output.textContent.length) < 200_000, 'the rest is not in the page');
  });

  test('messages that wait say where they stand', async (t) => {
    const session = await newSession({ title: `Queue ${process.pid}` });
    await send(session, message('Keep going all day.'));
    const page = await open(t, { viewport: tall });
    await page.goto(`/sessions/${session.id}`);
    for (const text of ['First this.', 'Then that.']) await send(session, message(text));
    await row(page, 'You: First this.').getByText('queued, 1st of 2 · the agent takes it up after its current work').waitFor();
    await row(page, 'You: Then that.').getByText('queued, 2nd of 2').waitFor();
    const rest = await listen(session);
    await page.getByRole('button', { name: 'Interrupt' }).click();
    await rest();
  });
});
