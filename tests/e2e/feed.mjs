// The transcript of a session, as a person finds it.
import assert from 'node:assert/strict';

/** The list of what happened. */
export const feed = (page) => page.getByRole('feed', { name: 'What happened' });

/** The rows in the page. */
export const rows = (page) => feed(page).getByRole('article');

/** A row by its beginning. */
export const row = (page, name) => feed(page).getByRole('article', { name });

/** Waits until the page says that it has all events and more may come. */
export async function live(page, events = '[\\d,]+') {
  await page.getByText(new RegExp(`^complete · ${events} events? · live$`)).waitFor();
}

/** What the rows in the page say, in order. Their positions must be gapless. */
export async function names(page) {
  const found = await rows(page).evaluateAll((rows) => rows.map((row) => ({ name: row.getAttribute('aria-label'), position: Number(row.getAttribute('aria-posinset')) })));
  const first = found[0]?.position ?? 1;
  assert.deepEqual(found.map((row) => row.position), found.map((_, index) => first + index), 'positions are gapless');
  return found.map((row) => row.name);
}

/** Keeps every text that a part of the page has from now on. Gives a function that reads them. */
export async function recordTexts(part) {
  const handle = await part.evaluateHandle((part) => {
    const texts = [part.textContent];
    new MutationObserver(() => texts.push(part.textContent)).observe(part, { subtree: true, childList: true, characterData: true });
    return texts;
  });
  return () => handle.jsonValue();
}
