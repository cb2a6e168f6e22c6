// What a test arranges behind the page's back: calls to the simulator itself, and its control plane.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { settings } from './settings.mjs';

export const client = new Anthropic({ baseURL: settings.simulator, apiKey: settings.key, maxRetries: 0 });

export const message = (text) => ({ type: 'user.message', content: [{ type: 'text', text }] });

/** An agent whose tools may all run, and a place to work in. */
let place;

/** A session in a workplace that the file shares. */
export async function newSession(fields = {}) {
  place ??= {
    agent: await client.beta.agents.create({ name: 'browser-tester', model: 'claude-sonnet-5-5', tools: [{ type: 'agent_toolset_20260401' }] }),
    environment: await client.beta.environments.create({ name: `browser-${process.pid}`, config: { type: 'cloud', networking: { type: 'unrestricted' } } }),
  };
  return client.beta.sessions.create({ agent: place.agent.id, environment_id: place.environment.id, ...fields });
}

export const send = (session, ...events) => client.beta.sessions.events.send(session.id, { events });

const listening = [];
after(() => listening.forEach((stream) => stream.controller.abort()));

/** Listens to a session. Gives a function that waits until the session rests the next time, and says why. */
export async function listen(session) {
  const stream = await client.beta.sessions.events.stream(session.id);
  listening.push(stream);
  const events = stream[Symbol.asyncIterator]();
  return async () => {
    for (;;) {
      const { done, value: event } = await events.next();
      assert.ok(!done, 'the stream lasts until the session rests');
      if (event.type === 'session.status_idle') return event.stop_reason.type;
    }
  };
}

/** Sends a message, and comes back when the session rests. Gives why it rests. */
export async function sayAndWait(session, text) {
  const rest = await listen(session);
  await send(session, message(text));
  return rest();
}

/** A session with a fault in its title, and a listener that opened its stream before the fault held. */
export async function newFaultySession(title) {
  const session = await newSession();
  const rest = await listen(session);
  return { session: await client.beta.sessions.update(session.id, { title }), rest };
}

/** All events of a session, as the API lists them. */
export async function events(session) {
  const all = [];
  for await (const event of client.beta.sessions.events.list(session.id, { limit: 1000, order: 'asc' })) all.push(event);
  return all;
}

/** The texts of messages of one type, in order. */
export const texts = (events, type) => events.filter((event) => event.type === type).map((event) => event.content.map((block) => block.text).join(''));

/** Speaks to the simulator's control plane. */
export async function control(path, body) {
  const response = await fetch(`${settings.simulator}/__sim/${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { 'content-type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body) });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.json();
}
