// Agents, environments, vaults, memory, files, deployments and models, as the official SDK sees them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Anthropic, { toFile } from '@anthropic-ai/sdk';
import { all, clientFor, message, newSession, targets, workplace } from './targets.mjs';

for (const target of targets) {
  describe(`objects through the ${target.name}`, () => {
    const client = clientFor(target);

    test('an agent is made, changed, read by version and archived', async () => {
      const agent = await client.beta.agents.create({ name: 'Reader', model: 'claude-opus-5-5', system: 'Read.', tools: [{ type: 'agent_toolset_20260401' }], metadata: { team: 'one', gone: 'soon' } });
      assert.equal(agent.version, 1);
      assert.equal(agent.model.id, 'claude-opus-5-5');
      assert.deepEqual(agent.tools[0].default_config, { enabled: true, permission_policy: { type: 'always_allow' } });

      const second = await client.beta.agents.update(agent.id, { version: 1, system: null, metadata: { gone: null } });
      assert.equal(second.version, 2);
      assert.equal(second.system, null);
      assert.deepEqual(second.metadata, { team: 'one' });
      const same = await client.beta.agents.update(agent.id, { name: 'Reader' });
      assert.equal(same.version, 2, 'nothing changed, so no new version');

      await assert.rejects(client.beta.agents.update(agent.id, { version: 1, name: 'Late' }), Anthropic.ConflictError);
      assert.equal((await client.beta.agents.retrieve(agent.id, { version: 1 })).system, 'Read.');
      assert.deepEqual((await all(client.beta.agents.versions.list(agent.id))).map((v) => v.version), [2, 1]);
      await assert.rejects(client.beta.agents.retrieve(agent.id, { version: 9 }), Anthropic.NotFoundError);

      assert.ok((await client.beta.agents.archive(agent.id)).archived_at);
      await assert.rejects(client.beta.agents.update(agent.id, { name: 'No' }), Anthropic.BadRequestError);
      assert.ok(!(await all(client.beta.agents.list({ limit: 100 }))).some((a) => a.id === agent.id));
      assert.ok((await all(client.beta.agents.list({ limit: 100, include_archived: true }))).some((a) => a.id === agent.id));
    });

    test('a wrong agent is refused with a reason', async () => {
      const bad = (fields) => assert.rejects(client.beta.agents.create({ name: 'x', model: 'claude-opus-5-5', ...fields }), Anthropic.BadRequestError);
      await bad({ name: '' });
      await bad({ tools: [{ type: 'agent_toolset_20260401', configs: [{ name: 'find' }] }] });
      await bad({ tools: [{ type: 'agent_toolset_20260401', default_config: { permission_policy: { type: 'deny' } } }] });
      await bad({ mcp_servers: [{ type: 'url', name: 'unused', url: 'https://mcp.example.com' }] });
    });

    test('an environment is made, changed and deleted only when nothing uses it', async () => {
      const session = await newSession(client);
      await assert.rejects(client.beta.environments.delete(session.environment_id), Anthropic.APIError);
      const spare = await client.beta.environments.create({ name: `spare-${Date.now()}-${target.name}`, config: { type: 'cloud', networking: { type: 'limited', allowed_hosts: ['example.com'] } } });
      assert.deepEqual(spare.config.networking, { type: 'limited', allowed_hosts: ['example.com'], allow_mcp_servers: false, allow_package_managers: false });
      await assert.rejects(client.beta.environments.update(spare.id, { config: { type: 'self_hosted' } }), Anthropic.BadRequestError);
      assert.equal((await client.beta.environments.delete(spare.id)).type, 'environment_deleted');
      await assert.rejects(client.beta.environments.retrieve(spare.id), Anthropic.NotFoundError);
    });

    test('session pages lead forward and back', async () => {
      const { agent, environment } = await workplace(client);
      const made = [];
      for (const title of ['one', 'two', 'three', 'four', 'five']) {
        made.push(await client.beta.sessions.create({ agent: agent.id, environment_id: environment.id, title }));
      }
      const first = await client.beta.sessions.list({ agent_id: agent.id, limit: 2, order: 'asc' });
      assert.deepEqual(first.data.map((s) => s.title), ['one', 'two']);
      assert.equal(first.prev_page, null);
      const second = await first.getNextPage();
      assert.deepEqual(second.data.map((s) => s.title), ['three', 'four']);
      const back = await client.beta.sessions.list({ agent_id: agent.id, limit: 2, order: 'asc', page: second.prev_page });
      assert.deepEqual(back.data.map((s) => s.title), ['one', 'two']);
      assert.equal(back.next_page, first.next_page);
      await assert.rejects(client.beta.sessions.list({ agent_id: agent.id, order: 'desc', page: first.next_page }), Anthropic.BadRequestError);
      await assert.rejects(client.beta.sessions.list({ page: 'nonsense' }), Anthropic.BadRequestError);
      assert.deepEqual((await all(client.beta.sessions.list({ agent_id: agent.id, limit: 2 }))).map((s) => s.id), made.map((s) => s.id).reverse());
    });

    test('a file is uploaded, mounted as a copy and deleted', async () => {
      const file = await client.beta.files.upload({ file: await toFile(Buffer.from('a,b\n1,2\n'), 'numbers.csv', { type: 'text/csv' }) });
      assert.equal(file.filename, 'numbers.csv');
      assert.equal(file.size_bytes, 8);
      await assert.rejects(client.beta.files.download(file.id).then((r) => r.text()), Anthropic.BadRequestError);
      const session = await newSession(client, { resources: [{ type: 'file', file_id: file.id, mount_path: '/numbers.csv' }] });
      const [resource] = await all(client.beta.sessions.resources.list(session.id));
      assert.equal(resource.mount_path, '/mnt/session/uploads/numbers.csv');
      assert.notEqual(resource.file_id, file.id);
      assert.equal((await client.beta.files.delete(file.id)).id, file.id);
      await assert.rejects(client.beta.files.retrieveMetadata(file.id), Anthropic.NotFoundError);
    });

    test('a vault keeps its secret', async () => {
      const vault = await client.beta.vaults.create({ display_name: 'Conformance' });
      const credential = await client.beta.vaults.credentials.create(vault.id, { auth: { type: 'static_bearer', mcp_server_url: 'https://mcp.example.com/x', token: 'canary-token-value' } });
      assert.equal(credential.auth.mcp_server_url, 'https://mcp.example.com/x');
      assert.ok(!JSON.stringify(await client.beta.vaults.credentials.retrieve(credential.id, { vault_id: vault.id })).includes('canary-token-value'));
      assert.equal((await client.beta.vaults.delete(vault.id)).type, 'vault_deleted');
    });

    test('a memory is written with a precondition', async () => {
      const store = await client.beta.memoryStores.create({ name: 'Notes' });
      const memory = await client.beta.memoryStores.memories.create(store.id, { path: '/a.md', content: 'one', view: 'full' });
      assert.equal(memory.content, 'one');
      await assert.rejects(client.beta.memoryStores.memories.create(store.id, { path: '/a.md', content: 'two' }), Anthropic.ConflictError);
      await assert.rejects(client.beta.memoryStores.memories.update(memory.id, { memory_store_id: store.id, content: 'two', precondition: { type: 'content_sha256', content_sha256: '0'.repeat(64) } }), Anthropic.ConflictError);
      const changed = await client.beta.memoryStores.memories.update(memory.id, { memory_store_id: store.id, content: 'two', precondition: { type: 'content_sha256', content_sha256: memory.content_sha256 } });
      assert.notEqual(changed.memory_version_id, memory.memory_version_id);
    });

    test('a deployment runs', async () => {
      const { agent, environment } = await workplace(client);
      const deployment = await client.beta.deployments.create({ name: 'Digest', agent: agent.id, environment_id: environment.id, initial_events: [message('Write the digest.')], schedule: { type: 'cron', expression: '30 6 * * 1-5', timezone: 'Europe/Lisbon' } });
      assert.equal(deployment.status, 'active');
      const run = await client.beta.deployments.run(deployment.id);
      assert.equal(run.deployment_id, deployment.id);
      assert.equal((await client.beta.sessions.retrieve(run.session_id)).deployment_id, deployment.id);
      assert.equal((await client.beta.deployments.pause(deployment.id)).status, 'paused');
    });

    test('models are listed', async () => {
      const models = await all(client.models.list({ limit: 3 }));
      assert.ok(models.length > 3);
      assert.equal((await client.models.retrieve('claude-opus-5-5')).display_name, 'Claude Opus 5.5');
    });

    test('a wrong key and a missing thing have the SDK’s own error classes', async () => {
      await assert.rejects(clientFor({ ...target, apiKey: 'wrong' }).beta.agents.list(), Anthropic.AuthenticationError);
      const missing = await client.beta.sessions.retrieve('sesn_01doesnotexist').catch((error) => error);
      assert.ok(missing instanceof Anthropic.NotFoundError);
      assert.match(missing.requestID, /^req_/);
      assert.equal(missing.error.request_id, missing.requestID);
    });
  });
}
