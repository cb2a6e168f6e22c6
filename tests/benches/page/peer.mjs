// A page with the same session in a list of @tanstack/virtual-core: one plain line a row, of heights that are measured.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { fileURLToPath } from 'node:url';

const LIBRARY = fileURLToPath(new URL('../../node_modules/@tanstack/virtual-core/dist/esm/', import.meta.url));

/** What a row shows of an event. */
const text = (event) => {
  const said = event.content?.filter?.((block) => block.type === 'text').map((block) => block.text).join('\n');
  return said ?? (event.name ? `${event.name} ${JSON.stringify(event.input)}` : event.type);
};

export async function startPeer(rig, id) {
  const rows = [];
  for await (const page of rig.pages(id)) for (const event of page) rows.push([event.processed_at, event.type, text(event).slice(0, 2_000)]);
  const json = JSON.stringify(rows);
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://peer.invalid');
    if (pathname === '/rows.json') return response.writeHead(200, { 'content-type': 'application/json' }).end(json);
    if (pathname.startsWith('/lib/')) {
      const file = await readFile(LIBRARY + pathname.slice(5)).catch(() => undefined);
      return response.writeHead(file ? 200 : 404, { 'content-type': 'text/javascript' }).end(file);
    }
    return response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = () => { server.close(); server.closeAllConnections(); };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>virtual-core</title>
<style>
  body { margin: 0; font: 13px system-ui; }
  [role=feed] { height: 560px; overflow: auto; contain: strict; }
  .all { position: relative; }
  .row { position: absolute; left: 0; width: 100%; display: grid; grid-template-columns: 80px 160px 1fr; gap: 8px; padding: 8px; box-sizing: border-box; }
  pre { margin: 0; white-space: pre-wrap; max-height: 240px; overflow: hidden; }
</style>
<p id="state">loading</p><div role="feed"><div class="all"></div></div>
<script>window.process = { env: { NODE_ENV: 'production' } };</script>
<script type="module">
  import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from '/lib/index.js';
  const rows = await (await fetch('/rows.json')).json();
  const list = document.querySelector('[role=feed]');
  const all = document.querySelector('.all');
  const shown = new Map();
  const draw = () => {
    all.style.height = virtualizer.getTotalSize() + 'px';
    const items = virtualizer.getVirtualItems();
    const keep = new Set(items.map((item) => item.index));
    for (const [index, row] of shown) if (!keep.has(index)) { row.remove(); shown.delete(index); }
    for (const item of items) {
      let row = shown.get(item.index);
      if (!row) {
        row = document.createElement('div');
        row.className = 'row';
        row.dataset.index = item.index;
        const [time, kind, said] = rows[item.index];
        const cells = ['span', 'b', 'pre'].map((name) => document.createElement(name));
        [time?.slice(11, 19) ?? '', kind, said].forEach((text, place) => { cells[place].textContent = text; });
        row.append(...cells);
        all.append(row);
        shown.set(item.index, row);
        virtualizer.measureElement(row);
      }
      row.style.transform = 'translateY(' + item.start + 'px)';
    }
  };
  const virtualizer = new Virtualizer({
    count: rows.length, estimateSize: () => 40, overscan: 15,
    getScrollElement: () => list, scrollToFn: elementScroll, observeElementRect, observeElementOffset, onChange: draw,
  });
  virtualizer._didMount();
  virtualizer._willUpdate();
  draw();
  document.querySelector('#state').textContent = 'ready';
</script>`;
