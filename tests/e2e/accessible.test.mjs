// axe on every page, in both themes, at a desk and on a phone.
import { before, describe, test } from 'node:test';
import { client, newSession, sayAndWait } from './api.mjs';
import { fromAllSides } from './axe.mjs';
import { answered, useBrowser } from './browser.mjs';
import { live } from './feed.mjs';
import { startRelay } from './rig.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

describe('accessible', patience, () => {
  let calm;
  let asking;

  before(async () => {
    calm = await newSession({ title: 'Calm' });
    await sayAndWait(calm, 'Check whether the export works.');
    asking = await newSession({ title: 'Asking' });
    await sayAndWait(asking, 'Reset the staging database. Ask before you change anything.');
  });

  for (const [path, name] of [['/sessions', 'Sessions'], ['/agents', 'Agents'], ['/environments', 'Environments']]) {
    test(`list: ${path}`, async (t) => {
      const page = await open(t);
      await page.goto(path);
      await page.getByRole('table', { name }).getByRole('link').first().waitFor();
      await fromAllSides(page);
    });
  }

  for (const [path, name] of [['/sessions?new=1', 'New session'], ['/agents?new=1', 'New agent'], ['/environments?new=1', 'New environment']]) {
    test(`form: ${path}`, async (t) => {
      const page = await open(t);
      await page.goto(path);
      const form = page.getByRole('dialog', { name });
      await form.getByRole('button', { name: /^(Create|Start)/ }).click();
      await form.getByText(/^(This is needed|Choose one)\.$/).first().waitFor();
      await fromAllSides(page);
    });
  }

  test('a session and its events', async (t) => {
    const page = await open(t);
    await page.goto(`/sessions/${calm.id}`);
    await live(page);
    await fromAllSides(page);
    const { data: [event] } = await client.beta.sessions.events.list(calm.id, { types: ['agent.tool_use'] });
    await page.goto(`/sessions/${calm.id}?event=${event.id}`);
    await page.getByText(`"${event.id}"`).first().waitFor();
    await fromAllSides(page);
  });

  test('a session that asks', async (t) => {
    const page = await open(t);
    await page.goto(`/sessions/${asking.id}`);
    await page.getByRole('button', { name: 'Deny…' }).first().click();
    await page.getByRole('textbox', { name: 'Reason (the agent reads it)' }).waitFor();
    await fromAllSides(page);
  });

  test('an agent', async (t) => {
    const page = await open(t);
    await page.goto(`/agents/${calm.agent.id}`);
    await page.getByRole('heading', { level: 1, name: 'browser-tester' }).waitFor();
    await fromAllSides(page);
  });

  test('an environment', async (t) => {
    const page = await open(t);
    await page.goto(`/environments/${calm.environment_id}`);
    await page.getByRole('heading', { level: 1, name: /^browser-/ }).waitFor();
    await fromAllSides(page);
  });

  test('not found', async (t) => {
    const page = await open(t, { allow: [answered(404)] });
    await page.goto('/nothing');
    await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
    await fromAllSides(page);
    await page.goto('/sessions/sesn_none');
    await page.getByRole('alert').waitFor();
    await fromAllSides(page);
  });

  test('sign in', async (t) => {
    const origin = await startRelay(t, { PORTHOLE_OPERATOR_KEY: 'operator-key-of-the-browser-tests-0123456789' });
    const page = await open(t, { origin, allow: [answered(401)] });
    await page.goto('/sessions');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Enter your key.').waitFor();
    await fromAllSides(page);
  });
});
