// One browser for a file of tests, a fresh page for each test, and a clean console demanded of every page.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { settings } from './settings.mjs';

/** What Chromium needs here: no sandbox for root, and no calls to its maker. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A state that does not come is a failure, not a wait. */
const PATIENCE = 20_000;

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };
/** So tall that a session of the tests is in the page as a whole. */
export const tall = { width: 1280, height: 6000 };

/** What Chromium itself writes when an answer has this status. */
export const answered = (status) => new RegExp(`the server responded with a status of ${status} `);
/** What Chromium itself writes when a connection ends too early. */
export const cutOff = /net::ERR_(INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE|FAILED)/;

/**
 * Opens pages in a browser that lives as long as the file.
 * `page(t, { origin, viewport, allow })`: `allow` lists the console messages that the test provokes.
 */
export function useBrowser() {
  let browser;
  before(async () => { browser = await chromium.launch({ executablePath: settings.chrome, args: ARGUMENTS }); });
  after(() => browser?.close());

  return async function page(t, { origin = settings.page, viewport = desktop, allow = [], ...options } = {}) {
    const context = await browser.newContext({ viewport, baseURL: origin, reducedMotion: 'reduce', timezoneId: 'Europe/Vienna', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const complaints = [];
    const complain = (text) => { if (!allow.some((pattern) => pattern.test(text))) complaints.push(text); };
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complain(message.text()); });
    page.on('pageerror', (error) => complain(String(error)));
    page.on('request', (request) => { if (new URL(request.url()).origin !== origin && !request.url().startsWith('blob:')) complain(`left its origin: ${request.url()}`); });
    t.after(async () => {
      await context.close();
      assert.deepEqual(complaints, [], 'the console stays clean');
    });
    return page;
  };
}

/** Presses Tab until `target` has the focus, as somebody without a mouse does. */
export async function tabTo(page, target, key = 'Tab') {
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60; presses += 1) {
    if (await hasFocus()) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${target} is not reached by ${key}`);
}
