// Rules that a client meets only now and then: unknown fields, rubrics in files, broken workflow runs, one thread's interrupt.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Anthropic, { toFile } from '@anthropic-ai/sdk';
import { all, clientFor, isIdle, message, newSession, readUntil, targets } from './targets.mjs';

for (const target of targets) {
  describe(`rules through the ${target.name}`, { concurrency: true }, () => {
    const client = clientFor(target);
    const { events, threads } = client.beta.sessions;
    const system = { type: 'system.message', content: [{ type: 'text', text: 'Be short.' }] };

    test('an unknown field is refused with its name', async () => {
      const extra = (call) => assert.rejects(call, (error) => error instanceof Anthropic.BadRequestError && /mood: Extra inputs are not permitted/.test(error.message));
      const session = await newSession(client);
      await extra(client.beta.environments.create({ name: 'extra', mood: 'calm' }));
      await extra(client.beta.agents.create({ name: 'extra', model: { id: 'claude-opus-5-5', mood: 'calm' } }));
      await extra(client.beta.sessions.update(session.id, { mood: 'calm' }));
      await extra(events.send(session.id, { events: [{ ...message('Hello.'), mood: 'calm' }] }));
    });

    test('a rubric in a file comes back as its text', async () => {
      const file = await client.beta.files.upload({ file: await toFile(Buffer.from('- fits on one page\n- names its sources\n'), 'rubric.md', { type: 'text/markdown' }) });
      const session = await newSession(client);
      const stream = await events.stream(session.id);
      const sent = await events.send(session.id, { events: [{ type: 'user.define_outcome', description: 'A brief in brief.md', rubric: { type: 'file', file_id: file.id } }] });
      assert.deepEqual(sent.data[0].rubric, { type: 'text', content: '- fits on one page\n- names its sources\n' });
      const seen = await readUntil(stream, isIdle('end_turn'));
      assert.match(seen.find((event) => event.type === 'span.outcome_evaluation_end').explanation, /names its sources/);
      await assert.rejects(events.send(session.id, { events: [{ type: 'user.define_outcome', description: 'x', rubric: { type: 'file', file_id: 'file_none' } }] }), Anthropic.NotFoundError);
    });

    test('a workflow run that breaks ends with its error, and the turn goes on', async () => {
      const session = await newSession(client);
      const stream = await events.stream(session.id);
      await events.send(session.id, { events: [message('Audit the suppliers; the workflow fails.')] });
      // The session also rests while the run is paused or between its parts.
      const seen = await readUntil(stream, isIdle('end_turn'));
      const error = seen.find((event) => event.type === 'workflow_run.error');
      const ended = seen.find((event) => event.type === 'workflow_run.status_ended');
      assert.equal(error.error.type, 'program_error');
      assert.deepEqual(ended.result, { type: 'error', error: error.error });
      assert.ok(seen.findLastIndex((event) => event.type === 'agent.message') > seen.indexOf(ended));
      const helpers = (await all(threads.list(session.id))).filter((thread) => thread.workflow_run_id === ended.workflow_run_id);
      assert.ok(helpers.length > 0 && helpers.every((thread) => thread.status === 'terminated' && thread.archived_at));
    });

    test('an interrupt of one thread leaves the session at work', async () => {
      const session = await newSession(client);
      const stream = await events.stream(session.id);
      await events.send(session.id, { events: [message('Split this among several agents.')] });
      const created = (await readUntil(stream, (event) => event.type === 'session.thread_created')).at(-1);
      const own = await threads.events.stream(created.session_thread_id, { session_id: session.id });
      await events.send(session.id, { events: [{ type: 'user.interrupt', session_thread_id: created.session_thread_id }] });
      const last = (await readUntil(own, (event) => event.type === 'session.thread_status_idle')).at(-1);
      assert.equal(last.stop_reason.type, 'end_turn');
      const primary = (await all(threads.list(session.id))).find((thread) => thread.parent_thread_id === null);
      assert.equal(primary.status, 'running');
    });

    test('a system message stands last, and on some models only', async () => {
      const session = await newSession(client);
      await assert.rejects(events.send(session.id, { events: [system, message('Hello.')] }), Anthropic.BadRequestError);
      const sent = await events.send(session.id, { events: [message('Say hello.'), system] });
      assert.deepEqual(sent.data.map((event) => event.type), ['user.message', 'system.message']);
      const old = await newSession(client, {}, { model: 'claude-haiku-4-5' });
      await assert.rejects(events.send(old.id, { events: [message('Hello.'), system] }), Anthropic.BadRequestError);
    });
  });
}
