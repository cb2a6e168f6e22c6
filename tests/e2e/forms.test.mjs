// Forms say what is wrong where it is wrong, and lose nothing that was typed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { client, newSession } from './api.mjs';
import { answered, cutOff, useBrowser } from './browser.mjs';
import { startUnreliable } from './rig.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

/** The words beside a field that is wrong. */
async function complaint(field) {
  const found = await field.evaluate((field) => {
    const lines = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
    return { invalid: field.getAttribute('aria-invalid'), text: lines.join(' ').trim() };
  });
  assert.equal(found.invalid, 'true');
  return found.text;
}

const hasFocus = (field) => field.evaluate((field) => field === document.activeElement);

describe('forms', patience, () => {
  test('what is wrong stands beside the field, and goes when it is right', async (t) => {
    const page = await open(t);
    await page.goto('/agents?new=1');
    const form = page.getByRole('dialog', { name: 'New agent' });
    const name = form.getByRole('textbox', { name: 'Name' });
    const model = form.getByRole('combobox', { name: 'Model' });
    await name.waitFor();
    assert.ok(await hasFocus(name), 'the first field has the focus');
    assert.equal(await form.getByText('This is needed.').count(), 0, 'nothing is wrong before the first try');
    await form.getByRole('button', { name: 'Create agent' }).click();
    await form.getByText('This is needed.').waitFor();
    assert.match(await complaint(name), /^This is needed\./);
    assert.match(await complaint(model), /^Choose one\./);
    assert.ok(await hasFocus(name), 'the first wrong field has the focus');
    await name.fill('x'.repeat(257));
    await form.getByText('Use at most 256 characters.').waitFor();
    await name.fill('fine');
    await form.getByText('Use at most 256 characters.').waitFor({ state: 'detached' });
    assert.equal(await name.getAttribute('aria-invalid'), 'false');
  });

  test('hosts and budgets are checked as they are written', async (t) => {
    const page = await open(t);
    await page.goto('/environments?new=1');
    let form = page.getByRole('dialog', { name: 'New environment' });
    await form.getByRole('textbox', { name: 'Name' }).fill('picky');
    await form.getByRole('textbox', { name: 'Hosts' }).fill('api.example.com\nnot a host');
    await form.getByRole('button', { name: 'Create environment' }).click();
    await form.getByText('Line 2 holds no host name.').waitFor();
    await form.getByRole('radio', { name: 'Unrestricted' }).check();
    await form.getByText('Line 2 holds no host name.').waitFor({ state: 'detached' });

    await page.goto('/sessions?new=1');
    form = page.getByRole('dialog', { name: 'New session' });
    await form.getByRole('textbox', { name: 'Budget in dollars' }).fill('a lot');
    await form.getByRole('button', { name: 'Start session' }).click();
    await form.getByText('Enter dollars above zero, such as 5 or 2.50.').waitFor();
  });

  test('what was typed is still there after a reload and after closing', async (t) => {
    const page = await open(t);
    await page.goto('/environments?new=1');
    const form = page.getByRole('dialog', { name: 'New environment' });
    const hosts = form.getByRole('textbox', { name: 'Hosts' });
    await hosts.fill('api.example.com');
    await page.reload();
    assert.equal(await hosts.inputValue(), 'api.example.com');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).search, '', 'the address says that the form is closed');
    await page.getByRole('link', { name: 'New environment' }).click();
    assert.equal(await hosts.inputValue(), 'api.example.com');
  });

  test('a refusal is told, and the next try succeeds once', async (t) => {
    const { agent } = await newSession();
    const page = await open(t, { allow: [answered(500)] });
    await page.goto(`/sessions?agent=${agent.id}&new=1`);
    const form = page.getByRole('dialog', { name: 'New session' });
    const title = form.getByRole('textbox', { name: 'Title' });
    await form.getByRole('combobox', { name: 'Environment' }).selectOption(`browser-${process.pid}`);
    await title.fill(`Twice ${process.pid} fail-create`);
    await form.getByRole('button', { name: 'Start session' }).click();
    const panel = form.getByRole('alert');
    await panel.getByRole('heading', { name: 'The API had a fault' }).waitFor();
    await panel.getByText(/^req_/).waitFor();
    assert.equal(await title.inputValue(), `Twice ${process.pid} fail-create`);
    await title.fill(`Twice ${process.pid}`);
    await form.getByRole('button', { name: 'Start session' }).dblclick();
    await page.getByRole('heading', { level: 1, name: `Twice ${process.pid}` }).waitFor();
    const made = await client.beta.sessions.list({ agent_id: agent.id, limit: 10 });
    assert.equal(made.data.filter((session) => session.title === `Twice ${process.pid}`).length, 1);
    await page.goto('/sessions?new=1');
    assert.equal(await title.inputValue(), '', 'what has succeeded is forgotten');
  });

  test('while the API is down a form waits, and nothing typed is lost', async (t) => {
    const { origin, pull, plugIn } = await startUnreliable(t);
    const page = await open(t, { origin, allow: [answered(502), cutOff] });
    await page.goto('/agents?new=1');
    const form = page.getByRole('dialog', { name: 'New agent' });
    const name = form.getByRole('textbox', { name: 'Name' });
    await name.fill(`patient-${process.pid}`);
    await form.getByRole('combobox', { name: 'Model' }).selectOption('Claude Haiku 4.5');
    await pull();
    await form.getByRole('button', { name: 'Create agent' }).click();
    const panel = form.getByRole('alert');
    await panel.getByText(/^req_/).waitFor();
    assert.equal(await name.inputValue(), `patient-${process.pid}`);
    await plugIn();
    await form.getByRole('button', { name: 'Create agent' }).click();
    await page.getByRole('heading', { level: 1, name: `patient-${process.pid}` }).waitFor();
    const made = [];
    for await (const agent of client.beta.agents.list({ limit: 100 })) if (agent.name === `patient-${process.pid}`) made.push(agent.id);
    assert.equal(made.length, 1);
  });
});
