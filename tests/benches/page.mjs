// A finished session of 100,000 events in one page, from its first byte to rest, through the compiled Worker, in Chromium;
// and the same rows in a list of @tanstack/virtual-core, scrolled by the same hand.
//
//   node tests/benches/page.mjs [--events 100000] [--seconds 10] [--leap 5000]
//
// Needs the built app and Worker (`cargo verify app relay`), the npm packages of the tests, and Chromium ($CHROME).
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { pan, rest, scroll } from './page/hands.mjs';
import { startPeer } from './page/peer.mjs';
import { probe } from './page/probe.mjs';
import { startRig } from './page/rig.mjs';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-precise-memory-info'];

const { values } = parseArgs({ options: { events: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '10' }, leap: { type: 'string', default: '5000' } } });
const [events, seconds, leap] = [values.events, values.seconds, values.leap].map(Number);

const rig = await startRig();
const browser = await chromium.launch({ executablePath: process.env.CHROME ?? 'chromium', args: ARGUMENTS });
const newPage = async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(probe);
  return page;
};

try {
  const { id } = await rig.control(`session?events=${events}`);
  const complete = (page) => page.getByText(`complete · ${events.toLocaleString('en-US')} events`).waitFor({ timeout: 600_000 });

  // The relay's feed reads the whole history once; what is measured is a page that opens after that.
  const first = await newPage();
  await first.goto(`${rig.origin}/sessions/${id}`);
  await complete(first);
  await first.close();

  const page = await newPage();
  await page.goto(`${rig.origin}/sessions/${id}`);
  await complete(page);
  const opened = await page.evaluate(() => window.probe.opened());
  console.log('opening, ms and bytes', JSON.stringify(opened, null, 2));

  // The strip is made once more after the last event.
  await rest(page, 5);
  console.table({
    'idle for 10 s': await rest(page, 10),
  });
  const rows = page.getByRole('feed');
  const texts = await rig.texts(id, events);
  console.log('bytes a row', JSON.stringify({
    rows: await rows.getByRole('article').first().evaluate((row) => Number(row.getAttribute('aria-setsize'))),
    'wasm memory': opened.wasmBytes,
    'raw text': texts,
    'beyond the text, an event': Math.round((opened.wasmBytes - texts) / events),
  }));

  const peer = await startPeer(rig, id, events);
  const beside = await newPage();
  await beside.goto(peer.url);
  await beside.getByText('ready').waitFor({ timeout: 120_000 });
  console.table({
    'scroll, Porthole': await scroll(page, '.scroller', seconds, leap),
    'scroll, virtual-core': await scroll(beside, '[role=feed]', seconds, leap),
    'scroll, Porthole again': await scroll(page, '.scroller', seconds, leap),
    'scroll, virtual-core again': await scroll(beside, '[role=feed]', seconds, leap),
    'pan of the strip': await pan(page, seconds),
  });
  peer.close();
} finally {
  await browser.close();
  await rig.close();
}
