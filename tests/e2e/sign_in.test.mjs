// A relay that asks for a key.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newSession } from './api.mjs';
import { answered, useBrowser } from './browser.mjs';
import { live } from './feed.mjs';
import { startRelay } from './rig.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();
const KEY = 'operator-key-of-the-browser-tests-0123456789';

describe('sign in', patience, () => {
  test('a wrong key is told, the right one opens the page that was asked for', async (t) => {
    const origin = await startRelay(t, { PORTHOLE_OPERATOR_KEY: KEY });
    const session = await newSession({ title: `Behind a door ${process.pid}` });
    const page = await open(t, { origin, allow: [answered(401)] });
    await page.goto(`/sessions/${session.id}`);
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    assert.equal(await page.getByText(session.title).count(), 0);
    const key = page.getByLabel('Key');
    const submit = page.getByRole('button', { name: 'Sign in' });

    await submit.click();
    await page.getByText('Enter your key.').waitFor();
    await key.fill('not the key');
    await submit.click();
    await page.getByText('This key is not known here.').waitFor();
    assert.equal(await key.inputValue(), 'not the key', 'what was typed can be corrected');
    assert.equal(await key.getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await page.context().cookies(), []);

    await key.fill(KEY);
    await submit.click();
    await page.getByRole('heading', { level: 1, name: session.title }).waitFor();
    await live(page);
    const [cookie, ...others] = await page.context().cookies();
    assert.deepEqual(others, []);
    assert.equal(cookie.name, '__Host-porthole');
    assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === 'Strict' && cookie.path === '/');
    assert.ok(!cookie.value.includes(KEY));
    assert.equal(await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage })).then((text) => text.includes(KEY)), false, 'the page keeps no key');

    await page.reload();
    await live(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    assert.deepEqual(await page.context().cookies(), []);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  });

  test('a sign-in that ends meanwhile loses nothing typed', async (t) => {
    const origin = await startRelay(t, { PORTHOLE_OPERATOR_KEY: KEY });
    const page = await open(t, { origin, allow: [answered(401)] });
    await page.goto('/agents?new=1');
    const signIn = async () => {
      await page.getByLabel('Key').fill(KEY);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await signIn();
    const form = page.getByRole('dialog', { name: 'New agent' });
    const name = form.getByRole('textbox', { name: 'Name' });
    await name.fill(`kept-${process.pid}`);
    await form.getByRole('combobox', { name: 'Model' }).selectOption('Claude Haiku 4.5');
    await page.context().clearCookies();
    await form.getByRole('button', { name: 'Create agent' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await signIn();
    assert.equal(await name.inputValue(), `kept-${process.pid}`);
    await form.getByRole('button', { name: 'Create agent' }).click();
    await page.getByRole('heading', { level: 1, name: `kept-${process.pid}` }).waitFor();
  });
});
