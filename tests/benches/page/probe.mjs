// Runs in a page before anything else, and notes what the page does.

export function probe() {
  const seen = { tasks: [], asked: 0, writes: 0 };
  const firsts = {};
  const first = (what) => { firsts[what] ??= performance.now(); };

  new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.tasks.push([entry.startTime, entry.duration]))).observe({ type: 'longtask' });

  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => { seen.asked += 1; return ask(callback); };

  const read = ReadableStreamDefaultReader.prototype.read;
  ReadableStreamDefaultReader.prototype.read = async function noted() {
    const piece = await read.call(this);
    if (piece.value?.length > 200) first('bytes');
    return piece;
  };

  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...parts) => {
    const made = await instantiate(...parts);
    seen.memory = made.instance.exports.memory;
    return made;
  };

  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver((records) => {
      seen.writes += records.length;
      // Two frames on, what was written has been painted.
      if (firsts.rows === undefined && document.querySelector('[role=feed] article')) {
        firsts.rows = 0;
        ask(() => ask(() => { firsts.rows = performance.now(); }));
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });

  /** How long the main thread is busy with each frame of `step`, and how far apart frames are, in milliseconds. */
  const frames = (seconds, step) => new Promise((resolve) => {
    const gaps = [];
    const busy = [];
    const { port1, port2 } = new MessageChannel();
    let begun;
    let last;
    // A message is handled after the frame's callbacks, its layout and its paint.
    port1.onmessage = () => busy.push(performance.now() - begun);
    const end = performance.now() + seconds * 1000;
    const frame = (now) => {
      begun = performance.now();
      if (last !== undefined) gaps.push(now - last);
      last = now;
      port2.postMessage(0);
      step();
      if (begun < end) ask(frame); else resolve({ gaps, busy });
    };
    ask(frame);
  });

  const round = (number) => Math.round(number * 10) / 10;
  const told = ({ gaps, busy }) => {
    const at = (of, part) => round(of.toSorted((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * part))] ?? 0);
    return {
      frames: gaps.length,
      'busy p50': at(busy, 0.5), 'busy p99': at(busy, 0.99), 'busy most': at(busy, 1),
      'busy > 16.7': busy.filter((ms) => ms > 16.7).length,
      'gap p99': at(gaps, 0.99), 'gap most': at(gaps, 1),
      'gap > 25': gaps.filter((ms) => ms > 25).length,
      nodes: document.getElementsByTagName('*').length,
    };
  };

  window.probe = {
    seen,
    frames: async (seconds, step) => told(await frames(seconds, step)),
    opened: () => ({
      'first bytes to first rows painted': round(firsts.rows - firsts.bytes),
      'first bytes to complete': round(performance.now() - firsts.bytes),
      'tasks over 50 ms': seen.tasks.length,
      'tasks, ms after the first bytes': seen.tasks.map(([at, took]) => `${Math.round(at - firsts.bytes)}: ${Math.round(took)}`).join(', '),
      nodes: document.getElementsByTagName('*').length,
      wasmBytes: seen.memory?.buffer.byteLength ?? 0,
    }),
  };
}
