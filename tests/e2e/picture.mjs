// Takes the README's picture: `PORTHOLE_URL=http://127.0.0.1:8787 node tests/e2e/picture.mjs .github/session.png`
// against `cargo start` and its demonstration data.
import { chromium } from 'playwright-core';

const [file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROME ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce', baseURL: process.env.PORTHOLE_URL });
await page.goto('/sessions');
await page.getByRole('link', { name: process.env.TITLE ?? 'Fix the flaky checkout test' }).click();
await page.getByText(/complete · .* live/).waitFor();
await page.screenshot({ path: file });
await browser.close();
