// One session after another, driven by the official SDK: stream, send, confirm, answer, interrupt, page, archive, delete.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { all, both, clientFor, isIdle, isPreview, message, newSession, readUntil, targets } from './targets.mjs';

for (const target of targets) {
  describe(`sessions through the ${target.name}`, { concurrency: true }, () => {
    const client = clientFor(target);
    const events = client.beta.sessions.events;

    test('a turn streams with previews, in the documented order, and the list agrees', async () => {
      const session = await newSession(client, { title: 'A turn' });
      assert.equal(session.status, 'idle');
      const stream = await events.stream(session.id, both());
      const sent = await events.send(session.id, { events: [message('Say hello in one sentence.')] });
      assert.equal(sent.data[0].type, 'user.message');

      const seen = await readUntil(stream, isIdle());
      const types = seen.map((event) => event.type);
      const order = ['session.status_running', 'session.thread_status_running', 'span.model_request_start', 'event_start', 'event_delta', 'agent.message', 'span.model_request_end', 'session.thread_status_idle', 'session.usage', 'session.status_idle'];
      assert.deepEqual(order, order.toSorted((a, b) => types.indexOf(a) - types.indexOf(b)));
      assert.ok(order.every((type) => types.includes(type)), `missing: ${order.filter((type) => !types.includes(type))}`);
      assert.equal(types.indexOf('session.usage'), types.indexOf('session.status_idle') - 1);

      const final = seen.find((event) => event.type === 'agent.message');
      const preview = seen.filter((event) => event.type === 'event_delta' && event.event_id === final.id).map((event) => event.delta.content.text).join('');
      assert.ok(preview.length > 0 && final.content[0].text.startsWith(preview), 'the pieces are a prefix of the final text');

      const own = seen.filter((event) => event.id === sent.data[0].id);
      assert.ok(own.at(-1).processed_at, 'the last copy of the message carries its time');

      const listed = await all(events.list(session.id, { limit: 3 }));
      assert.ok(!listed.some(isPreview));
      const streamed = new Map(seen.filter((event) => !isPreview(event)).map((event) => [event.id, event]));
      assert.deepEqual(listed.map((event) => event.id).toSorted(), [...streamed.keys()].toSorted());
      for (const event of listed) assert.deepEqual(event, streamed.get(event.id));

      const newestFirst = await all(events.list(session.id, { order: 'desc' }));
      assert.deepEqual(newestFirst.map((event) => event.id), listed.map((event) => event.id).reverse());
      const spans = await all(events.list(session.id, { types: ['span.model_request_end'] }));
      const usage = (await client.beta.sessions.retrieve(session.id)).usage;
      assert.equal(usage.output_tokens, spans.reduce((sum, span) => sum + span.model_usage.output_tokens, 0));
    });

    test('no previews without asking, and a wrong kind is refused', async () => {
      const session = await newSession(client);
      const stream = await events.stream(session.id);
      await events.send(session.id, { events: [message('Say hello.')] });
      assert.ok(!(await readUntil(stream, isIdle())).some(isPreview));
      await assert.rejects(events.stream(session.id, both(['agent.tool_use'])), Anthropic.BadRequestError);
    });

    test('initial events start the session, all or nothing', async () => {
      const session = await newSession(client, { initial_events: [message('Say hello.')] });
      assert.equal(session.status, 'running');
      assert.ok((await all(events.list(session.id))).some((event) => event.type === 'user.message'));
      await assert.rejects(newSession(client, { initial_events: [{ type: 'user.interrupt' }] }), Anthropic.BadRequestError);
    });

    test('calls that ask are confirmed one by one', async () => {
      const session = await newSession(client, { title: 'Approvals' });
      const stream = (await events.stream(session.id))[Symbol.asyncIterator]();
      const until = async (done) => {
        const seen = [];
        for (;;) {
          const { value, done: ended } = await stream.next();
          assert.ok(!ended, 'the stream stays open');
          seen.push(value);
          if (done(value)) return seen;
        }
      };
      await events.send(session.id, { events: [message('Please ask for approval before you run the commands.')] });
      const blocked = await until(isIdle('requires_action'));
      const asked = blocked.at(-1).stop_reason.event_ids;
      assert.ok(asked.length >= 2, 'several calls wait');
      assert.ok(asked.every((id) => blocked.some((event) => event.id === id && event.evaluated_permission === 'ask')));

      await assert.rejects(events.send(session.id, { events: [message('And now?')] }), Anthropic.BadRequestError);
      const confirm = (id, fields = { result: 'allow' }) => ({ type: 'user.tool_confirmation', tool_use_id: id, ...fields });
      await assert.rejects(events.send(session.id, { events: [confirm('sevt_01unknown')] }), Anthropic.BadRequestError);

      await events.send(session.id, { events: [confirm(asked[0])] });
      const partly = await until(isIdle('requires_action'));
      assert.deepEqual(partly.at(-1).stop_reason.event_ids, asked.slice(1));

      const [denied, ...rest] = asked.slice(1);
      await events.send(session.id, { events: [confirm(denied, { result: 'deny', deny_message: 'Not on this machine.' }), ...rest.map((id) => confirm(id))] });
      const after = await until(isIdle('end_turn'));
      const result = (id) => after.find((event) => event.type === 'agent.tool_result' && event.tool_use_id === id);
      assert.equal(result(denied).is_error, true);
      assert.match(JSON.stringify(result(denied).content), /Not on this machine\./);
      assert.equal(result(asked[0]).is_error, false);
      stream.return();
    });

    test('a custom tool is answered by the client', async () => {
      const tools = [{ type: 'custom', name: 'ask_person', description: 'Asks the person.', input_schema: { type: 'object', properties: { question: { type: 'string' } }, required: ['question'] } }];
      const session = await newSession(client, {}, { tools });
      const stream = await events.stream(session.id);
      await events.send(session.id, { events: [message('Please ask me which currency to use.')] });
      let call;
      await readUntil(stream, (event) => {
        if (event.type === 'agent.custom_tool_use') call = event;
        return isIdle('requires_action')(event);
      });
      assert.equal(call.name, 'ask_person');
      const again = await events.stream(session.id);
      const sent = await events.send(session.id, { events: [{ type: 'user.custom_tool_result', custom_tool_use_id: call.id, content: [{ type: 'text', text: 'Euro' }] }] });
      assert.ok(sent.data[0].processed_at, 'processed on receipt');
      await readUntil(again, isIdle('end_turn'));
    });

    test('an interrupt ends the turn with end_turn', async () => {
      const session = await newSession(client);
      const stream = await events.stream(session.id);
      await events.send(session.id, { events: [message('Work through the whole test suite and fix what fails.')] });
      let interrupted = false;
      const seen = await readUntil(stream, (event) => {
        if (event.type === 'span.model_request_start' && !interrupted) {
          interrupted = true;
          events.send(session.id, { events: [{ type: 'user.interrupt' }] });
        }
        return isIdle()(event);
      });
      assert.equal(seen.at(-1).stop_reason.type, 'end_turn');
      assert.ok(seen.some((event) => event.type === 'user.interrupt' && event.processed_at));
      const starts = seen.filter((event) => event.type === 'span.model_request_start').map((event) => event.id);
      const ends = seen.filter((event) => event.type === 'span.model_request_end').map((event) => event.model_request_start_id);
      assert.deepEqual(ends, starts, 'every request is closed');
    });

    test('a running session is neither archived nor deleted; an idle one is', async () => {
      const session = await newSession(client, { initial_events: [message('Work through the whole test suite and fix what fails.')] });
      await assert.rejects(client.beta.sessions.delete(session.id), Anthropic.BadRequestError);
      const stream = await events.stream(session.id);
      await events.send(session.id, { events: [{ type: 'user.interrupt' }] });
      await readUntil(stream, isIdle());
      // The REST status lags the stream by a moment.
      while ((await client.beta.sessions.retrieve(session.id)).status === 'running');
      const last = await events.stream(session.id);
      const archived = await client.beta.sessions.archive(session.id);
      assert.equal(archived.status, 'terminated');
      await readUntil(last, (event) => event.type === 'session.status_terminated');
      await assert.rejects(events.send(session.id, { events: [message('Hello?')] }), Anthropic.BadRequestError);
      assert.equal((await client.beta.sessions.delete(session.id)).type, 'session_deleted');
      await assert.rejects(client.beta.sessions.retrieve(session.id), Anthropic.NotFoundError);
    });

    test('child threads have streams and lists of their own', async () => {
      const session = await newSession(client, { initial_events: [message('Split this among several agents.')] });
      const stream = await events.stream(session.id);
      const created = (await readUntil(stream, (event) => event.type === 'session.thread_created')).at(-1);
      const own = await client.beta.sessions.threads.events.stream(created.session_thread_id, { session_id: session.id });
      await readUntil(own, (event) => event.type === 'span.model_request_end');
      const thread = await client.beta.sessions.threads.retrieve(created.session_thread_id, { session_id: session.id });
      assert.ok(thread.parent_thread_id);
      const threads = await all(client.beta.sessions.threads.list(session.id));
      assert.equal(threads.filter((t) => t.parent_thread_id === null).length, 1);
      const inside = await all(client.beta.sessions.threads.events.list(thread.id, { session_id: session.id }));
      assert.ok(inside.some((event) => event.type === 'agent.thread_message_received'));
      assert.ok(!(await all(events.list(session.id))).some((event) => inside.some((other) => other.id === event.id && event.type === 'span.model_request_end')));
    });

    test('an outcome is defined and graded', async () => {
      const session = await newSession(client);
      const stream = await events.stream(session.id);
      await events.send(session.id, { events: [{ type: 'user.define_outcome', description: 'A one-page brief in brief.md', rubric: { type: 'text', content: '- has three sources\n- under 400 words' }, max_iterations: 3 }] });
      const seen = await readUntil(stream, isIdle('end_turn'));
      const ends = seen.filter((event) => event.type === 'span.outcome_evaluation_end');
      assert.ok(ends.length >= 1);
      assert.equal((await client.beta.sessions.retrieve(session.id)).outcome_evaluations.at(-1).result, ends.at(-1).result);
    });

    test('a budget stops the session and is raised', async () => {
      const session = await newSession(client, { budget: { type: 'limit', max_list_cost: { amount: '1', currency: 'USD' } } });
      const stream = await events.stream(session.id);
      await events.send(session.id, { events: [message('Work through the whole test suite and fix what fails.')] });
      await readUntil(stream, isIdle('budget_reached'));
      await assert.rejects(events.send(session.id, { events: [message('More.')] }), Anthropic.BadRequestError);
      await assert.rejects(client.beta.sessions.update(session.id, { budget: { type: 'limit', max_list_cost: { amount: '1', currency: 'USD' } } }), Anthropic.BadRequestError);
      const again = await events.stream(session.id);
      await client.beta.sessions.update(session.id, { budget: null });
      await readUntil(again, (event) => event.type === 'session.status_running');
    });
  });
}
