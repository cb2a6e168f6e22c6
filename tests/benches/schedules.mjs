// Seeded trouble, end to end: pages in Chromium on sessions whose API misbehaves and whose wire breaks, through the
// compiled Worker, and through nginx, haproxy and pushpin before it. In the end every page must show what the API has.
//
//   node tests/benches/schedules.mjs [--schedules 500] [--first 1] [--parallel 6] [--doors none,nginx,haproxy,pushpin]
//
// `--first N --schedules 1 --doors D` plays one again; what the machine does meanwhile is not decided by the seed.
// Needs the built app and Worker (`cargo verify app relay`), the npm packages of the tests, and Chromium ($CHROME).
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startDoor } from './schedules/doors.mjs';
import { play } from './schedules/play.mjs';
import { startUpstream } from './schedules/upstream.mjs';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const { values } = parseArgs({ options: {
  schedules: { type: 'string', default: '500' },
  first: { type: 'string', default: '1' },
  parallel: { type: 'string', default: '6' },
  doors: { type: 'string', default: 'none,nginx,haproxy,pushpin' },
} });
const [schedules, first, parallel] = [values.schedules, values.first, values.parallel].map(Number);

const sessions = new Map();
const upstream = await startUpstream(sessions);
const worker = spawn('node', ['relay/local/workerd.mjs'], { cwd: PROJECT, stdio: ['pipe', 'pipe', 'inherit'] });
const bindings = { ANTHROPIC_BASE_URL: upstream.url, ANTHROPIC_API_KEY: 'sk-schedules', PORTHOLE_OPEN: '1', PORTHOLE_READ_PER_MINUTE: '1000000' };
worker.stdin.write(`${JSON.stringify({ port: 0, script: 'relay/build/index.js', assets: 'dist', bindings })}\n`);
let relay;
for await (const line of createInterface({ input: worker.stdout })) {
  relay = /^ready http:\S+:(\d+)$/.exec(line)?.[1];
  if (relay) break;
}
if (!relay) throw new Error('the Worker ended before it was ready');

const browser = await chromium.launch({ executablePath: process.env.CHROME ?? 'chromium', args: ARGUMENTS });
const doors = [];
const results = [];
try {
  for (const name of values.doors.split(',')) doors.push({ name, ...await startDoor(name, Number(relay)) });
  let next = first;
  const playOn = async () => {
    while (next < first + schedules) {
      const seed = next;
      next += 1;
      const door = doors[seed % doors.length];
      const result = await play({ seed, browser, port: door.port, sessions });
      results.push({ door: door.name, ...result });
      for (const what of result.wrong) console.log(`seed ${seed} through ${door.name}: ${what}`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, playOn));
} finally {
  await browser.close();
  await Promise.all(doors.map((door) => door.close()));
  worker.stdin.end();
  upstream.close();
}

const sum = (of, figure) => of.reduce((total, result) => total + figure(result), 0);
const most = (of, figure) => of.reduce((most, result) => Math.max(most, figure(result)), 0);
console.table(doors.map(({ name }) => {
  const own = results.filter((result) => result.door === name);
  const audible = own.filter((result) => !result.isSilent);
  return {
    door: name,
    schedules: own.length,
    failed: own.filter((result) => result.wrong.length).length,
    events: sum(own, (result) => result.events),
    streams: sum(own, (result) => result.calls.streams),
    lists: sum(own, (result) => result.calls.lists),
    'streams at once': most(own, (result) => result.calls.mostStreams),
    'live though behind, ms': most(audible, (result) => result.behindMillis),
    'the same after silence, ms': most(own, (result) => result.behindMillis),
  };
}));
process.exitCode = results.some((result) => result.wrong.length) ? 1 : 0;
