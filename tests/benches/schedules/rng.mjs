// Numbers that a seed decides (mulberry32): a schedule can be played again.

/** A generator with the few questions that a schedule asks. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from, to) => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    onceIn: (times) => next() * times < 1,
    pick: (all) => all[between(0, all.length - 1)],
    /** One of `[weight, value]`. */
    weighted: (all) => {
      let at = next() * all.reduce((sum, [weight]) => sum + weight, 0);
      return all.find(([weight]) => (at -= weight) < 0)?.[1] ?? all.at(-1)[1];
    },
  };
}
