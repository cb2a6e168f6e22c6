// From nothing to an answer: agent, environment, session, message. By mouse, by keyboard alone, and on a phone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { client, events, listen, newSession, sayAndWait, texts } from './api.mjs';
import { phone, tabTo, useBrowser } from './browser.mjs';
import { feed, live, recordTexts, row } from './feed.mjs';
import { patience } from './settings.mjs';

const open = useBrowser();

describe('work', patience, () => {
  test('an agent, an environment and a session are made, and the answer grows', async (t) => {
    const page = await open(t);
    const name = `tester-${process.pid}`;

    await page.goto('/agents');
    await page.getByRole('link', { name: 'New agent' }).click();
    let form = page.getByRole('dialog', { name: 'New agent' });
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    await form.getByRole('combobox', { name: 'Model' }).selectOption('Claude Sonnet 5.5');
    await form.getByRole('textbox', { name: 'System prompt' }).fill('Answer in one sentence.');
    await form.getByRole('radio', { name: 'On, always allowed' }).check();
    await form.getByRole('button', { name: 'Create agent' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText('Answer in one sentence.').first().waitFor();

    await page.getByRole('link', { name: 'Environments' }).click();
    await page.getByRole('link', { name: 'New environment' }).click();
    form = page.getByRole('dialog', { name: 'New environment' });
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    await form.getByRole('textbox', { name: 'Hosts' }).fill('api.example.com');
    await form.getByRole('button', { name: 'Create environment' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText('api.example.com').first().waitFor();

    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('link', { name: 'New session' }).click();
    form = page.getByRole('dialog', { name: 'New session' });
    await form.getByRole('combobox', { name: 'Agent' }).selectOption(name);
    await form.getByRole('combobox', { name: 'Environment' }).selectOption(name);
    await form.getByRole('textbox', { name: 'Title' }).fill('First words');
    await form.getByRole('button', { name: 'Start session' }).click();
    await page.getByRole('heading', { level: 1, name: 'First words' }).waitFor();
    await page.getByText('Nothing has happened yet.').waitFor();

    const session = { id: new URL(page.url()).pathname.split('/').at(-1) };
    const rest = await listen(session);
    const read = await recordTexts(feed(page));
    await page.getByRole('textbox', { name: 'Message' }).fill('What does this shop sell?');
    await page.getByRole('button', { name: 'Send' }).click();
    await row(page, 'You: What does this shop sell?').waitFor();
    assert.equal(await rest(), 'end_turn');
    const all = await events(session);
    await live(page, all.length);
    const [answer] = texts(all, 'agent.message');
    await row(page, answer).waitFor();
    assert.ok(growth(await read(), answer) >= 2, 'the answer is seen to grow before it is complete');
    assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), '');
  });

  test('by keyboard alone', async (t) => {
    const session = await newSession({ title: `Keys only ${process.pid}` });
    const page = await open(t);
    await page.goto('/sessions');
    const link = page.getByRole('link', { name: session.title });
    await link.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { level: 1, name: session.title });
    await heading.waitFor();
    await live(page);

    const field = page.getByRole('textbox', { name: 'Message' });
    await tabTo(page, field);
    await page.keyboard.type('Hello');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('there');
    await page.keyboard.press('Enter');
    await row(page, /^You: Hello\s+there$/).waitFor();
    assert.deepEqual(texts(await events(session), 'user.message'), ['Hello\nthere']);
  });

  test('on a phone', async (t) => {
    const session = await newSession({ title: `Pocket ${process.pid}` });
    await sayAndWait(session, 'Hello');
    const page = await open(t, { viewport: phone, hasTouch: true, isMobile: true });
    await page.goto('/');
    await page.getByRole('link', { name: session.title }).tap();
    await live(page);
    await page.getByRole('button', { name: 'Details' }).tap();
    const panel = page.getByRole('complementary', { name: 'Details of the session' });
    await panel.getByText(session.id, { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Close' }).tap();
    await panel.waitFor({ state: 'hidden' });
    await page.getByRole('textbox', { name: 'Message' }).fill('Thank you');
    await page.getByRole('button', { name: 'Send' }).tap();
    await row(page, 'You: Thank you').waitFor();
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.equal(wider, 0, 'nothing is wider than the screen');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Agents' }).tap();
    await page.getByRole('heading', { level: 1, name: 'Agents' }).waitFor();
    await page.getByRole('link', { name: (await client.beta.agents.retrieve(session.agent.id)).name }).first().waitFor();
  });
});

/** How many incomplete beginnings of `answer` were on screen. */
function growth(texts, answer) {
  const lengths = texts.map((text) => {
    let length = answer.length;
    while (!text.includes(answer.slice(0, length))) length -= 1;
    return length;
  });
  return new Set(lengths.filter((length) => length > 0 && length < answer.length)).size;
}
