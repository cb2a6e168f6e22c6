//! One of everything that a transcript can show: colours, files, hits, pictures, a report.

use serde_json::{Value, json};

use super::calls::{bash, edit, glob, grep, mcp, read, text, web_fetch, web_search, write};
use super::tell::Teller;
use crate::simulator::rng::Rng;
use crate::simulator::script::{Call, Turn};

/// Calls of every tool with results of every kind, and a report with every form that text has.
pub(super) fn tour(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    teller
        .does(
            "I run the suite first, then look at what it names.",
            vec![bash("npm test -- --reporter verbose", 6_400, SUITE).failed(), bash(SCRIPT, 300, "3 files changed")],
        )
        .calls(vec![
            glob("src/**/*.ts", PATHS),
            grep("retry\\(", "src", MATCHES),
            grep("settleTwice", "src", ""),
            read("src/cart.ts", 84, CART),
        ])
        .calls(vec![edit("src/cart.ts", OLD, NEW), write("src/settle.ts", SETTLE)])
        .calls(vec![web_search("retry after 402 payment late quote", HITS), web_fetch(HITS[0].0, PAGE)])
        .calls(vec![
            showing("/mnt/session/outputs/chart.png", picture()),
            showing("/mnt/session/uploads/terms.pdf", documents()),
            showing("/mnt/session/uploads/vault.txt", vec![json!({ "type": "redacted" })]),
            mcp("tickets", "get_ticket", json!({ "id": "SHOP-1182", "with": ["comments"] }), 460, &ticket()),
            bash("cat build.log", 900, &log()),
        ])
        .says(REPORT);
    teller.ends()
}

/// A file that is no text.
fn showing(path: &str, content: Vec<Value>) -> Call {
    Call { content, ..read(path, 1, "") }
}

fn picture() -> Vec<Value> {
    let source = json!({ "type": "base64", "media_type": "image/png", "data": CHART });
    vec![json!({ "type": "image", "source": source }), text("chart.png, 320 × 160")]
}

fn documents() -> Vec<Value> {
    let inline = json!({ "type": "base64", "media_type": "application/pdf", "data": "JVBERi0xLjQK" });
    let plain = json!({ "type": "text", "media_type": "text/plain", "data": PAGE });
    vec![
        json!({ "type": "document", "source": inline, "title": "terms.pdf" }),
        json!({ "type": "document", "source": plain, "title": "Terms, as text" }),
    ]
}

fn ticket() -> Value {
    json!({ "id": "SHOP-1182", "reporter": "m.okafor", "comments": [{ "by": "j.lind", "text": "Seen it, too." }],
        "open": true, "age_days": 2 })
}

/// As long as a result may be.
fn log() -> String {
    let line = |number: usize| format!("[{number:>5}] built module {}\n", number * 37 % 1_009);
    let long = format!("bundle: {}\n", "0123456789abcdef".repeat(400));
    (1..=2_600).map(line).take(1_300).chain([long]).chain((1_301..=2_600).map(line)).collect()
}

const SUITE: &str = "\
\x1b]0;npm test\x07\x1b[2m> shop@4.2.0 test\x1b[22m
Collecting  10%\rCollecting  60%\rCollecting 100%\r\x1b[K\x1b[1m RUN \x1b[22m \x1b[36mv3.1.4\x1b[39m \x1b[90m~/shop\x1b[39m
\x1b[42;30m PASS \x1b[49;39m src/price.test.ts \x1b[2m(12 tests)\x1b[22m
 \x1b[32m✓\x1b[39m adds an item \x1b[90m12 ms\x1b[39m
 \x1b[32m✓\x1b[39m takes a voucher \x1b[33m380 ms\x1b[39m
\x1b[41;97m FAIL \x1b[49;39m src/cart.test.ts \x1b[2m(8 tests, 1 failed)\x1b[22m
 \x1b[31m✗\x1b[39m \x1b[31msettles before retry\x1b[39m \x1b[90m2,004 ms\x1b[39m
   \x1b[1;31mAssertionError\x1b[0m: expected 1 call, saw 2
   \x1b[32m- Expected  1\x1b[39m
   \x1b[31m+ Received  2\x1b[39m
   at \x1b[4msrc/cart.test.ts:41:23\x1b[24m \x1b]8;;https://ci.example/runs/118\x1b\\(run 118)\x1b]8;;\x1b\\
\x1b[38;5;208mwarning\x1b[0m two timers were left running: retry, poll
\x1b[1mTests\x1b[22m  \x1b[91m1 failed\x1b[39m | \x1b[92m19 passed\x1b[39m \x1b[90m(20)\x1b[39m
\x1b[1m Time\x1b[22m  2.61 s \x1b[35m(collect 0.4 s, run 2.2 s)\x1b[39m";

const SCRIPT: &str = "\
cat > /tmp/rename.sh <<'END'
for file in src/*.ts; do
  sed -i 's/settleOnce/settle/g' \"$file\"
done
END
sh /tmp/rename.sh && git diff --stat | tail -n 1";

const PATHS: &str = "\
src/cart.ts
src/cart.test.ts
src/price.ts
src/price.test.ts
src/checkout/index.ts
src/checkout/retry.ts";

const MATCHES: &str = "\
src/cart.ts:88:  if (!quote.ok) return retry(cart);
src/checkout/retry.ts:12:export async function retry(cart: Cart): Promise<Receipt> {
src/cart.test.ts:41:    expect(retry(cart)).resolves.toHaveProperty('calls', 1); // the quote is late here, and only here, because the clock is stopped";

const CART: &str = "\
export async function checkout(cart: Cart): Promise<Receipt> {
  const lines = cart.lines.filter((line) => line.count > 0);
  if (lines.length === 0) throw new EmptyCart();
  const quote = await price(cart);
  if (!quote.ok) return retry(cart);
  return settle(cart, quote);
}";

const OLD: &str = "\
export async function checkout(cart: Cart): Promise<Receipt> {
  const lines = cart.lines.filter((line) => line.count > 0);
  if (lines.length === 0) throw new EmptyCart();
  const started = clock.now();
  const user = await session.user();
  const quote = await price(cart);
  if (!quote.ok) return retry(cart);
  return settle(cart, quote);
}";

const NEW: &str = "\
export async function checkout(cart: Cart): Promise<Receipt> {
  const lines = cart.lines.filter((line) => line.count > 0);
  if (lines.length === 0) throw new EmptyCart();
  const started = clock.now();
  const user = await session.user();
  const quote = await price(cart);
  if (!quote.ok && quote.stale) await settle(cart, quote);
  if (!quote.ok) return retry(cart);
  return settle(cart, quote, started);
}";

const SETTLE: &str = "\
// Settles a cart once, whoever asks and how often.
import { ledger } from './ledger';

const settled = new Map<string, Promise<Receipt>>();

export function settle(cart: Cart, quote: Quote, started = 0): Promise<Receipt> {
  const known = settled.get(cart.id);
  if (known) return known;
  const receipt = ledger.book({
    cart: cart.id,
    total: quote.total,
    currency: quote.currency,
    took: started === 0 ? undefined : clock.now() - started,
  });
  settled.set(cart.id, receipt);
  return receipt;
}
";

const HITS: [(&str, &str, &str); 4] = [
    (
        "https://payments.example/docs/retries?version=2026-04#late-quotes",
        "Retries and late quotes",
        "A quote that arrives after its deadline must be settled or dropped before the next attempt, \
         or the charge is taken twice.",
    ),
    ("https://news.example@blog.example/double-charges", "How we charged 312 people twice", "It began with a retry."),
    ("https://standards.example/rfc/9110#section-9.2.2", "Idempotent methods", "A request method is idempotent if …"),
    ("https://forum.example/t/88121", "402 after retry", "Same here, since the last release."),
];

const PAGE: &str = "\
Retries and late quotes

A quote is a promise with a deadline. A client that asks again before the first answer has come holds two promises, and both may be kept.

There are three ways out: settle the first, drop the first, or make the request idempotent by a key that stays the same over all attempts. The third one costs least and is what this library does since version 2026-04.

Keys are kept for a day. A second request with a key that is known gets the first answer, whatever its body says.";

const REPORT: &str = "\
# What I found

The retry *does* hide the race: `settle` is called twice when the quote arrives late. ~~The clock is wrong.~~

## Timings

| step | median | p99 | share |
| :--- | ---: | ---: | :---: |
| `price` | 120 ms | 2,004 ms | 61 % |
| `settle` | 48 ms | 96 ms | **24 %** |
| everything else, with the wait for the ledger and the mail that tells the customer of it | 12 ms | 30 ms | 15 % |

## What is left

- [x] Settle once per cart
- [x] Pass `started` on
- [ ] Tell the ledger team
  - they own the key
  - see [the guide](https://payments.example/docs/retries)

3. First the flag `CHECKOUT_SETTLE_ONCE`
4. Then the release:

   ```sh
   npm version minor && git push --follow-tags
   gh release create v4.3.0 --notes-file CHANGELOG.md --title 'Carts are settled once, whoever asks and how often'
   ```

> A second request with a key that is known gets the first answer,
> whatever its body says.

---

Nothing else is affected.";

const CHART: &str = "iVBORw0KGgoAAAANSUhEUgAAAUAAAACgAgMAAAAAzV0PAAAADFBMVEX6+/zh5uwUeJbN5u6IHAMMAAACf0lEQVR42u2ZsXHrMBAF\
    PQpVCl3Pb8JVsAnnDmUwYAnsByUo0DPksexPCyTuDht5dIHCHbzFI4ERn/7B8/SYxzzmz05KKG5IZd5gHkg8FphUfkbM36Iy53Si\
    FvjJuxKZ0GnW1+TELPDG0wVZ4s8Cr6HRBZYBNnqY/weeuzf6sFogsMTjvAbm3m25dfBnozsTT/o1eUQTd29L0t0kNnFn5vvEZVsC\
    +/x9sXtRZVL8flhL3JW5lrjsc7zbw1IDKl6cauKOzIe5DgxnPtYT6xLNPGhjMquwZB5RhbGHZUdhuDibCqPFmbaBoeJsKwwWZ0dh\
    rDg7CmPFmfaAgeLsKQwVZ1dhROKuwojEaR/olthQ6JfYUOiX2FDolzi1gE6JTYVeiU2FXolNhV6Jz22gT2Jboe+ieFgMQM85cLQA\
    HedA/V54N+/2++FkAmay1r7imBR6ijPINifszeCVOBuBZomLEWiWKMESzcBMA61PnxlovYWZgdZXmB1oLI4daCyOHWgsjgNoe207\
    gLbiOIC24siTmQaaMovO7AGaHhbRmUVnli/zCAMNmX1Aw3+UPqDheXYC2/9ROoHtbfEC8wkGXtLr/v1Q9BLlX+J3F0cEqHzbl+GN\
    AV6+PlgN9c9MfqDO129g169rGQKW0J+zVI9+hYlL/ehXbPKydfSrZzINrEnsAtYkdgFrEkVLFC1RtETREkVLFC1RtETREkVLFC1R\
    tETREkVLFC1RtETREkVLFC1RtMR+4Pq/RQKY6RWuJYqWCADXTRQtUbRE0RJFSxQtUbRE0RJFSxQtUbRE0RJFSxQtUbRE0RJFSxQt\
    UbRE0RJFSxQtUbRE0RJFSxQtUbREwRI/AMcyECmhxuvTAAAAAElFTkSuQmCC";
