// Addresses that lead nowhere say so, and lead on.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answered, useBrowser } from './browser.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

describe('not found', patience, () => {
  test('no such page', async (t) => {
    const page = await open(t);
    for (const path of ['/nothing', '/sessions/one/two', '/agents/', '/Sessions', '/environments/env_1/x']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
      assert.equal(await page.title(), 'Not found · Porthole');
    }
    await page.getByRole('link', { name: 'Go to sessions' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sessions' }).waitFor();
  });

  for (const path of ['/sessions/sesn_none', '/agents/agent_none', '/environments/env_none']) {
    test(`no such object: ${path}`, async (t) => {
      const page = await open(t, { allow: [answered(404)] });
      await page.goto(path);
      const panel = page.getByRole('alert');
      await panel.getByRole('heading', { name: 'This does not exist' }).waitFor();
      await panel.getByText(/^req_/).waitFor();
      await panel.getByRole('button', { name: 'Copy' }).waitFor();
      assert.equal(await panel.getByRole('button', { name: 'Try again' }).count(), 0, 'trying again can not help');
      assert.equal(await page.getByRole('textbox', { name: 'Message' }).count(), 0, 'there is nothing to write to');
    });
  }

  test('no address at all', async (t) => {
    const page = await open(t, { allow: [answered(400)] });
    for (const path of ['/sessions/%3Cscript%3E', '/sessions/..%2f..%2fapi', '/sessions/a%00b', '/agents//x', '/sessions/a;b', '/sessions/_+$', '/sessions/%F0%9F%92%A5']) {
      const response = await page.goto(path);
      assert.equal(response.status(), 400, path);
      assert.equal(response.headers()['content-type'], 'application/json');
      assert.equal((await response.json()).error.type, 'invalid_request_error');
    }
  });

  test('a query that makes no sense changes nothing', async (t) => {
    const page = await open(t);
    await page.goto('/sessions?status=happy&created=never&order=up&agent=a/b');
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
    await page.getByRole('button', { name: 'All', pressed: true }).waitFor();
  });
});
