// What a person does to a page, the same way every time.

/** Scrolls a list up and down for a while: mostly calmly, at times by leaps. */
export const scroll = (page, selector, seconds, leap) => page.evaluate(async ([selector, seconds, leap]) => {
  const list = document.querySelector(selector);
  list.scrollTop = list.scrollHeight / 2;
  let count = 0;
  return window.probe.frames(seconds, () => {
    count += 1;
    const step = count % 60 === 0 ? leap : 60;
    list.scrollTop += Math.floor(count / 150) % 2 ? -step : step;
  });
}, [selector, seconds, leap]);

/** Zooms into the strip and moves along it, there and back. */
export const pan = (page, seconds) => page.evaluate(async (seconds) => {
  const canvas = document.querySelector('canvas');
  const { left, top, width } = canvas.getBoundingClientRect();
  const wheel = (fields) => canvas.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: left + width / 2, clientY: top + 40, ...fields }));
  let count = 0;
  return window.probe.frames(seconds, () => {
    count += 1;
    if (count <= 40) wheel({ deltaY: -60, ctrlKey: true });
    else if (count % 240 < 20) wheel({ deltaY: count % 480 < 240 ? -40 : 40, ctrlKey: true });
    else wheel({ deltaX: Math.floor(count / 120) % 2 ? -40 : 40 });
  });
}, seconds);

/** Nobody does anything. */
export const rest = (page, seconds) => page.evaluate(async (seconds) => {
  const { seen } = window.probe;
  const before = { asked: seen.asked, writes: seen.writes };
  await new Promise((next) => { setTimeout(next, seconds * 1000); });
  return { 'frames asked for': seen.asked - before.asked, 'writes to the page': seen.writes - before.writes };
}, seconds);
