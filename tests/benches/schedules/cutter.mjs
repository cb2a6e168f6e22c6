// A piece of wire between a browser and what serves it: it breaks, goes silent, or becomes thin when it is told to.
import { once } from 'node:events';
import net from 'node:net';

/** Leads to `port` on 127.0.0.1. */
export async function startCutter(port) {
  const wires = new Set();
  const server = net.createServer((near) => {
    const far = net.connect(port, '127.0.0.1');
    const wire = { near, far, isDead: false, allowance: Infinity };
    wires.add(wire);
    const close = () => { wires.delete(wire); near.destroy(); far.destroy(); };
    for (const [from, to] of [[near, far], [far, near]]) {
      from.setNoDelay(true);
      from.on('data', (data) => {
        if (wire.isDead) return;
        if (from === far && data.length > wire.allowance) {
          to.write(data.subarray(0, wire.allowance), () => { near.resetAndDestroy(); close(); });
          wire.isDead = true;
          return;
        }
        if (!to.write(data)) { from.pause(); to.once('drain', () => from.resume()); }
      });
      from.on('error', close);
      from.on('end', () => to.end());
      from.on('close', close);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const each = (act) => { for (const wire of [...wires]) act(wire); };
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** An end in good order, in the middle of whatever is on the way. */
    end: () => each(({ near, far }) => { near.end(); far.destroy(); }),
    reset: () => each(({ near, far }) => { near.resetAndDestroy(); far.resetAndDestroy(); }),
    /** The next answer stops after so many bytes. */
    cutAfter: (bytes) => each((wire) => { wire.allowance = bytes; }),
    /** Nothing passes on these wires any more, and neither side is told. */
    silence: () => each((wire) => { wire.isDead = true; }),
    /** Nothing passes for a while. */
    pause: (millis) => each(({ near, far }) => {
      near.pause();
      far.pause();
      setTimeout(() => { near.resume(); far.resume(); }, millis);
    }),
    /** What comes from now on passes; what went silent stays silent. */
    heal: () => each((wire) => { wire.allowance = Infinity; }),
    close: () => { server.close(); each(({ near, far }) => { near.destroy(); far.destroy(); }); },
  };
}
