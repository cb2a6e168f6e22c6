// Measures what a first visit loads and what is uploaded, and prints it as JSON.
//
// Brotli at its highest level, as static hosts compress once and serve often; gzip for the
// Worker, as its upload limit is counted.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [dist, relay] = process.argv.slice(2);

async function files(folder, endings) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => path.join(entry.path, entry.name))
    // Where Trunk puts things together; a build that runs meanwhile would count twice.
    .filter((file) => !file.includes(`${path.sep}.stage${path.sep}`));
  return Promise.all(paths.sort().map((file) => readFile(file)));
}

function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

const total = (list, size) => list.reduce((sum, bytes) => sum + size(bytes), 0);

const page = await files(dist, [".html", ".css", ".js", ".wasm"]);
const appWasm = await files(dist, [".wasm"]);
const worker = await files(relay, [".js", ".wasm"]);
const workerWasm = await files(relay, [".wasm"]);

console.log(
  JSON.stringify({
    app: {
      brotli_bytes: total(page, (bytes) => brotli(bytes).length),
      wasm_bytes: total(appWasm, (bytes) => bytes.length),
      requests: page.length,
    },
    relay: {
      gzip_bytes: total(worker, (bytes) => gzipSync(bytes, { level: 9 }).length),
      wasm_bytes: total(workerWasm, (bytes) => bytes.length),
      modules: worker.length,
    },
  }),
);
