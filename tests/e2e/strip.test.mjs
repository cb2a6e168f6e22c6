// The strip above the transcript: looked at, gone along, measured.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newSession, sayAndWait } from './api.mjs';
import { phone, useBrowser } from './browser.mjs';
import { live, row } from './feed.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

/** The strip, and its board that takes keys. */
const strip = (page) => page.getByRole('region', { name: 'Timeline' });
const board = (page) => strip(page).getByRole('group', { name: 'Timeline' });

/** A page on a session that used tools in two turns. */
async function worked(t, options) {
  const session = await newSession({ title: `At a glance ${process.pid}` });
  await sayAndWait(session, 'Hello');
  await sayAndWait(session, 'Check whether the export works.');
  const page = await open(t, options);
  await page.goto(`/sessions/${session.id}`);
  await live(page);
  await strip(page).getByRole('listitem').first().waitFor();
  return page;
}

/** What is drawn, to compare: the canvas has no words for it. */
const drawn = (page) => strip(page).locator('canvas').evaluate((canvas) => canvas.toDataURL());

const pressed = (page, name) => strip(page).getByRole('button', { name, exact: true }).getAttribute('aria-pressed');

describe('strip', patience, () => {
  test('arrow keys go from bar to bar, and Enter opens the row', async (t) => {
    const page = await worked(t);
    await board(page).focus();
    await page.keyboard.press('ArrowRight');
    const said = strip(page).getByRole('status').last();
    const last = await said.textContent();
    assert.match(last, /\w+, .*\d/);
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(([element, before]) => element.textContent !== before, [await said.elementHandle(), last]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]event=/);
    await page.locator('article[aria-current=true]').waitFor();
  });

  test('the axes are four, and what is drawn differs', async (t) => {
    const page = await worked(t);
    assert.equal(await pressed(page, 'Clock'), 'true');
    const pictures = new Set();
    for (const axis of ['Clock', 'Active', 'Step', 'Cost']) {
      await strip(page).getByRole('button', { name: axis, exact: true }).click();
      assert.equal(await pressed(page, axis), 'true');
      pictures.add(await drawn(page));
    }
    assert.ok(pictures.size >= 3, `${pictures.size} different pictures`);
  });

  test('keys zoom, move and fit; a field keeps its letters', async (t) => {
    const page = await worked(t);
    const fit = strip(page).getByRole('button', { name: 'Fit' });
    assert.ok(await fit.isDisabled());
    await page.keyboard.press('w');
    await fit.and(page.locator(':enabled')).waitFor();
    await page.keyboard.press('f');
    await fit.and(page.locator(':disabled')).waitFor();
    const field = page.getByRole('textbox', { name: /Message/ });
    await field.fill('');
    await field.pressSequentially('wasd');
    assert.equal(await field.inputValue(), 'wasd');
    assert.ok(await fit.isDisabled());
  });

  test('a stretch is dragged, measured, enlarged and let go', async (t) => {
    const page = await worked(t);
    const box = await strip(page).locator('canvas').boundingBox();
    await page.mouse.move(box.x + 10, box.y + 14);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 10, box.y + 14, { steps: 4 });
    await page.mouse.up();
    const measured = page.getByRole('status', { name: 'Selected stretch' });
    await measured.getByText(/active · .* tokens · .* model requests? · \d+ tool calls?/).waitFor();
    await measured.getByRole('button', { name: 'Zoom in' }).click();
    await page.keyboard.press('Escape');
    await measured.waitFor({ state: 'detached' });
  });

  test('a lane is muted and pinned', async (t) => {
    const page = await worked(t);
    const before = await drawn(page);
    const mute = strip(page).getByRole('button', { name: /^Mute / }).first();
    await mute.focus();
    await page.keyboard.press('Enter');
    assert.equal(await mute.getAttribute('aria-pressed'), 'true');
    assert.notEqual(await drawn(page), before);
  });

  test('the address keeps axis, zoom and muted lanes', async (t) => {
    const page = await worked(t);
    await strip(page).getByRole('button', { name: 'Step', exact: true }).click();
    await board(page).focus();
    await page.keyboard.press('w');
    await strip(page).getByRole('button', { name: /^Mute / }).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]axis=step&zoom=\d+-\d+&mute=main$/);
    const before = await drawn(page);

    await page.reload();
    await live(page);
    await strip(page).getByRole('listitem').first().waitFor();
    assert.equal(await pressed(page, 'Step'), 'true');
    assert.equal(await strip(page).getByRole('button', { name: /^Mute / }).first().getAttribute('aria-pressed'), 'true');
    await page.waitForFunction(([canvas, before]) => canvas.toDataURL() === before, [await strip(page).locator('canvas').elementHandle(), before]);
    await strip(page).getByRole('button', { name: 'Fit' }).click();
    await page.waitForURL(/[?&]axis=step&mute=main$/);
  });

  test('its lower edge is moved by keys and by pointer, and stays there', async (t) => {
    const page = await worked(t);
    const edge = strip(page).getByRole('separator', { name: 'Height of the timeline' });
    const tall = async () => (await board(page).boundingBox()).height;
    const before = await tall();
    await edge.focus();
    await page.keyboard.press('ArrowDown');
    const first = Number(await edge.getAttribute('aria-valuenow'));
    const box = await edge.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 64);
    await page.mouse.up();
    assert.equal(Number(await edge.getAttribute('aria-valuenow')), first + 60);
    const after = await tall();
    assert.ok(after > before + 60, `${before} ${after}`);
    await page.reload();
    await live(page);
    assert.equal(await tall(), after);
  });

  test('on a phone it stays, and a finger opens what it touches', async (t) => {
    const page = await worked(t, { viewport: phone, hasTouch: true });
    const canvas = strip(page).locator('canvas');
    const box = await canvas.boundingBox();
    assert.ok(box.width > 200 && box.height >= 27, JSON.stringify(box));
    await row(page, 'You: Check whether').waitFor();
    await page.touchscreen.tap(box.x + box.width - 14, box.y + 14);
    await page.waitForURL(/[?&]event=/);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.width, 'nothing sticks out');
  });
});
