// Where the official SDK is pointed: at the simulator itself, and through the relay.
import Anthropic from '@anthropic-ai/sdk';

const required = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this suite with \`cargo verify conformance\``);
  return value;
};

export const targets = [
  { name: 'simulator', baseURL: required('SIMULATOR_URL'), apiKey: required('SIMULATOR_KEY') },
  { name: 'relay', baseURL: required('PORTHOLE_URL'), apiKey: 'demo' },
];

/** A client that never retries, so that every refusal is seen. */
export const clientFor = ({ baseURL, apiKey }, options = {}) => new Anthropic({ baseURL, apiKey, maxRetries: 0, ...options });

/** A message as the API takes it. */
export const message = (text) => ({ type: 'user.message', content: [{ type: 'text', text }] });

/** An agent and an environment of their own, for one test. */
export async function workplace(client, { tools = [{ type: 'agent_toolset_20260401' }], ...agent } = {}) {
  return {
    agent: await client.beta.agents.create({ name: 'Conformance', model: 'claude-sonnet-5-5', tools, ...agent }),
    environment: await client.beta.environments.create({ name: `conformance-${Math.random().toString(36).slice(2)}`, config: { type: 'cloud', networking: { type: 'unrestricted' } } }),
  };
}

/** A session in a workplace of its own. */
export async function newSession(client, fields = {}, agent = {}) {
  const place = await workplace(client, agent);
  return client.beta.sessions.create({ agent: place.agent.id, environment_id: place.environment.id, ...fields });
}

export const both = (deltas = ['agent.message', 'agent.thinking']) => ({ event_deltas: deltas });

/** Reads a stream into a list until `done(event)`; the stream is closed then. */
export async function readUntil(stream, done) {
  const events = [];
  for await (const event of stream) {
    events.push(event);
    if (done(event)) return events;
  }
  throw new Error(`the stream ended early, after: ${events.map((event) => event.type).join(', ')}`);
}

export const isIdle = (reason) => (event) => event.type === 'session.status_idle' && (!reason || event.stop_reason.type === reason);

export const isPreview = (event) => event.type === 'event_start' || event.type === 'event_delta';

/** The whole list, page by page. */
export async function all(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}
