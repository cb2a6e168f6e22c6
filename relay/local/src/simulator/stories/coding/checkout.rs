//! A web shop's checkout test that fails now and then.

use super::{Change, Project, Run, Search};

/// A retry that pays twice when the quote arrives late.
pub(in crate::simulator::stories) static PROJECT: Project = Project {
    words: &["checkout", "cart", "flaky", "retry"],
    plan: "I will find out why the checkout test fails only now and then, mend the cause rather than the \
           test, and look whether the same mistake is made elsewhere.",
    glob: (
        "src/**/{cart,settle,price}*.ts",
        "src/cart.ts\nsrc/payment/settle.ts\nsrc/payment/price.ts\nsrc/payment/settle.types.ts",
    ),
    grep: Search {
        pattern: "retry\\(",
        path: "src",
        lines: "\
src/cart.ts:88:  if (!quote.ok) return retry(cart);
src/cart.ts:131:export async function retry(cart: Cart, left = 3): Promise<Order> {
src/payment/settle.ts:42:    return retry(cart, left - 1);
src/orders/reorder.ts:27:  return retry(copyOf(order.cart));",
    },
    files: &[
        (
            "src/cart.ts",
            81,
            "\
export async function checkout(cart: Cart): Promise<Order> {
  if (cart.items.length === 0) throw new EmptyCart(cart.id);

  const hold = await stock.reserve(cart.items);
  // A quote is good for 30 seconds; the shop may be slower than that on a Monday.

  const quote = await price(cart);
  if (!quote.ok) return retry(cart);

  return settle(cart, quote, hold);
}",
        ),
        (
            "src/payment/settle.ts",
            28,
            "\
export async function settle(cart: Cart, quote: Quote, hold?: Hold): Promise<Order> {
  const key = `${cart.id}:${Date.now()}`;
  const charge = await payments.charge(cart.customer, quote.total, { key });
  if (charge.status === 'pending') {
    await sleep(backoff(left));
    return retry(cart, left - 1);
  }
  await hold?.confirm();
  return orders.create(cart, charge);
}",
        ),
        (
            "test/checkout.test.ts",
            40,
            "\
test('settles before retry', async () => {
  const cart = await cartWith('lamp', 2);
  price.answersAfter(1_900, { ok: false, stale: true });
  await checkout(cart);
  expect(payments.charge).toHaveBeenCalledTimes(1);
});",
        ),
    ],
    failing: Run {
        command: "npm test -- checkout --repeat 20",
        takes_ms: 24_000,
        output: "\
> shop@4.2.0 test
> vitest run checkout --repeat 20

 \x1b[31m❯\x1b[39m test/checkout.test.ts \x1b[2m(9 tests | \x1b[22m\x1b[31m1 failed\x1b[39m\x1b[2m)\x1b[22m 21840ms
   \x1b[32m✓\x1b[39m adds an item \x1b[2m(12 ms)\x1b[22m
   \x1b[32m✓\x1b[39m refuses an empty cart \x1b[2m(3 ms)\x1b[22m
   \x1b[31m✗\x1b[39m settles before retry \x1b[2m(2,004 ms)\x1b[22m
     → expected \"charge\" to be called 1 times, but got 2 times

 \x1b[2mTest Files\x1b[22m  \x1b[31m1 failed\x1b[39m (1)
 \x1b[2m     Tests\x1b[22m  \x1b[31m1 failed\x1b[39m | 8 passed (9)",
    },
    guess: "It fails in 3 of 20 runs, always in `settles before retry`. The key in `settle` holds the \
            time, so two tries never share one. That may be all.",
    wrong: Change {
        path: "src/payment/settle.ts",
        line: 29,
        old: "  const key = `${cart.id}:${Date.now()}`;",
        new: "  const key = `${cart.id}:${quote.id}`;",
    },
    still_failing: Run {
        command: "npm test -- checkout --repeat 20",
        takes_ms: 23_000,
        output: "\
 \x1b[31m❯\x1b[39m test/checkout.test.ts \x1b[2m(9 tests | \x1b[22m\x1b[31m1 failed\x1b[39m\x1b[2m)\x1b[22m 22310ms
   \x1b[32m✓\x1b[39m adds an item \x1b[2m(12 ms)\x1b[22m
   \x1b[31m✗\x1b[39m settles before retry \x1b[2m(2,004 ms)\x1b[22m
     → expected 1 call, saw 2
       \x1b[36mtest/checkout.test.ts\x1b[39m:45:34",
    },
    finding: "The key was not the cause: a retry asks for a *new* quote, so the key changes with it. What \
              happens is this:\n\n1. The quote arrives after 1.9 s and is marked `stale`.\n2. `checkout` \
              calls `retry`, while the first charge is still on its way.\n3. Both charges go through.\n\n\
              A stale quote has to be settled before anything is tried again.",
    fixes: &[
        Change {
            path: "src/cart.ts",
            line: 88,
            old: "  if (!quote.ok) return retry(cart);",
            new: "  if (!quote.ok && quote.stale) await settle(cart, quote, hold);\n  if (!quote.ok) return retry(cart);",
        },
        Change {
            path: "src/payment/settle.ts",
            line: 28,
            old: "export async function settle(cart: Cart, quote: Quote, hold?: Hold): Promise<Order> {",
            new: "export async function settle(cart: Cart, quote: Quote, hold?: Hold, left = 3): Promise<Order> {",
        },
    ],
    passing: Run {
        command: "npm test -- checkout --repeat 20",
        takes_ms: 19_000,
        output: "\
 \x1b[32m✓\x1b[39m test/checkout.test.ts \x1b[2m(9 tests)\x1b[22m 18122ms

 \x1b[2mTest Files\x1b[22m  \x1b[32m1 passed\x1b[39m (1)
 \x1b[2m     Tests\x1b[22m  \x1b[32m180 passed\x1b[39m (180)
 \x1b[2m  Duration\x1b[22m  18.90s",
    },
    more: "Green 20 times of 20. The same pattern may be elsewhere, so I look for every caller.",
    elsewhere: Search {
        pattern: "if \\(!quote.ok\\)",
        path: "src",
        lines: "\
src/cart.ts:89:  if (!quote.ok) return retry(cart);
src/orders/reorder.ts:26:  if (!quote.ok) return again(order);
src/gift/voucher.ts:61:  if (!quote.ok) return redeem(voucher);
src/subscription/renew.ts:114:  if (!quote.ok) return schedule(plan, soon());
src/pos/terminal.ts:73:  if (!quote.ok) return beep();
src/admin/refund.ts:50:  if (!quote.ok) return refund(order, reason);
src/partner/feed.ts:19:  if (!quote.ok) return [];",
    },
    sweep: &[
        Change {
            path: "src/orders/reorder.ts",
            line: 26,
            old: "  if (!quote.ok) return again(order);",
            new: "  if (!quote.ok && quote.stale) await settle(order.cart, quote);\n  if (!quote.ok) return again(order);",
        },
        Change {
            path: "src/gift/voucher.ts",
            line: 61,
            old: "  if (!quote.ok) return redeem(voucher);",
            new: "  if (!quote.ok && quote.stale) await settle(voucher.cart, quote);\n  if (!quote.ok) return redeem(voucher);",
        },
        Change {
            path: "src/subscription/renew.ts",
            line: 114,
            old: "  if (!quote.ok) return schedule(plan, soon());",
            new: "  if (!quote.ok && quote.stale) await settle(plan.cart, quote);\n  if (!quote.ok) return schedule(plan, soon());",
        },
        Change {
            path: "src/pos/terminal.ts",
            line: 73,
            old: "  if (!quote.ok) return beep();",
            new: "  if (!quote.ok && quote.stale) await settle(till.cart, quote);\n  if (!quote.ok) return beep();",
        },
        Change {
            path: "src/admin/refund.ts",
            line: 50,
            old: "  if (!quote.ok) return refund(order, reason);",
            new: "  if (!quote.ok && quote.stale) throw new StaleQuote(order.id);\n  if (!quote.ok) return refund(order, reason);",
        },
        Change {
            path: "src/payment/price.ts",
            line: 12,
            old: "export type Quote = { id: string; ok: boolean; total: Money; stale?: boolean };",
            new: "export type Quote = { id: string; ok: boolean; total: Money; stale: boolean };",
        },
    ],
    check: (
        Run {
            command: "npx tsc --noEmit",
            takes_ms: 7_400,
            output: "\
\x1b[96mtest/support/price.ts\x1b[0m:\x1b[93m31\x1b[0m:\x1b[93m5\x1b[0m - \x1b[91merror\x1b[0m \x1b[90mTS2741\x1b[0m: \
Property 'stale' is missing in type '{ id: string; ok: true; total: Money; }' but required in type 'Quote'.

Found 1 error in test/support/price.ts:31",
        },
        Change {
            path: "test/support/price.ts",
            line: 31,
            old: "    return { id, ok: true, total };",
            new: "    return { id, ok: true, total, stale: false };",
        },
        Run { command: "npx tsc --noEmit && npx eslint src test", takes_ms: 9_800, output: "" },
    ),
    suite: Run {
        command: "npm test",
        takes_ms: 29_000,
        output: "\
 \x1b[32m✓\x1b[39m test/cart.test.ts \x1b[2m(31 tests)\x1b[22m 402ms
 \x1b[32m✓\x1b[39m test/checkout.test.ts \x1b[2m(9 tests)\x1b[22m 1120ms
 \x1b[32m✓\x1b[39m test/orders.test.ts \x1b[2m(44 tests)\x1b[22m 3310ms
 \x1b[32m✓\x1b[39m test/renewal.test.ts \x1b[2m(17 tests)\x1b[22m 980ms
 \x1b[32m✓\x1b[39m test/voucher.test.ts \x1b[2m(22 tests)\x1b[22m 615ms

 \x1b[2mTest Files\x1b[22m  \x1b[32m38 passed\x1b[39m (38)
 \x1b[2m     Tests\x1b[22m  \x1b[32m412 passed\x1b[39m (412)",
    },
    commit: (
        Run {
            command: "git diff --stat",
            takes_ms: 120,
            output: "\
 src/admin/refund.ts       | 1 +
 src/cart.ts               | 1 +
 src/gift/voucher.ts       | 1 +
 src/orders/reorder.ts     | 1 +
 src/payment/price.ts      | 2 +-
 src/payment/settle.ts     | 2 +-
 src/pos/terminal.ts       | 1 +
 src/subscription/renew.ts | 1 +
 test/support/price.ts     | 2 +-
 9 files changed, 9 insertions(+), 3 deletions(-)",
        },
        Run {
            command: "git commit -am 'Settle a stale quote before trying again'",
            takes_ms: 310,
            output: "\
[fix/checkout-retry 7d03a9e] Settle a stale quote before trying again
 9 files changed, 9 insertions(+), 3 deletions(-)",
        },
    ),
    summary: "The test was right and the code was wrong: a late quote made the shop **charge twice**.\n\n\
              - `checkout` now settles a stale quote before it tries again.\n\
              - Five other callers had the same gap and are mended too.\n\
              - `Quote.stale` is no longer optional, so the compiler finds the next one.\n\n\
              All 412 tests pass; `checkout` passes 180 times in a row. The change is on `fix/checkout-retry`.",
};
