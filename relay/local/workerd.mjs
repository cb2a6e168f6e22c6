// Runs the compiled Worker under workerd on this machine, and nothing else.
//
// Reads one line of JSON from standard input: not from the arguments, which every process may read.
//
//   { "port":     8787,                     0 takes a free one
//     "script":   "relay/build/index.js",   what worker-build made
//     "assets":   "dist",                   what Trunk made; left out, there is no ASSETS binding
//     "bindings": { "NAME": "value" },
//     "objects":  { "NAME": "Class" } }       left out, the relay's own
//
// Prints `ready http://127.0.0.1:PORT` once the page (without assets: the Worker) answers, and
// stops when standard input closes: so it can not outlive whoever started it, however they ended.

import { access } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";

// Before miniflare is loaded: it would ask its maker for a sample of `Request.cf`.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
process.env.WRANGLER_SEND_METRICS = "false";
const { Log, LogLevel, Miniflare } = await import("miniflare");

// Not later than the workerd that package.json pins.
const COMPATIBILITY_DATE = "2026-04-01";
const HOST = "127.0.0.1";
// The relay's Durable Objects: binding and class.
const OBJECTS = { FEED: "FeedObject", METER: "Meter", ROSTER: "Roster" };

let miniflare;
let stopping = false;

async function stop(code) {
  if (stopping) return;
  stopping = true;
  await miniflare?.dispose().catch(() => {});
  process.exit(code);
}

function fail(message) {
  console.error(message);
  return stop(1);
}

async function start(options) {
  const script = path.resolve(options.script);
  await access(script);
  miniflare = new Miniflare({
    name: "relay",
    host: HOST,
    port: 0,
    // The page's port leads straight to the Worker. Miniflare's own entry would parse and rewrite
    // each URL first (and take it from a header), so hostile paths would never reach the policy.
    unsafeDirectSockets: [{ host: HOST, port: options.port ?? 0 }],
    log: new Log(LogLevel.ERROR),
    cf: false,
    modules: true,
    rootPath: path.dirname(script),
    modulesRoot: path.dirname(script),
    scriptPath: script,
    modulesRules: [
      { type: "ESModule", include: ["**/*.js"] },
      { type: "CompiledWasm", include: ["**/*.wasm"] },
    ],
    compatibilityDate: COMPATIBILITY_DATE,
    // The Worker learns when a viewer leaves.
    compatibilityFlags: ["enable_request_signal"],
    bindings: options.bindings ?? {},
    durableObjects: objects(options.objects ?? OBJECTS),
    ...(options.assets && { assets: assets(path.resolve(options.assets)) }),
    handleRuntimeStdio(stdout, stderr) {
      stdout.pipe(process.stderr);
      stderr.pipe(process.stderr);
    },
  });
  await miniflare.ready;
  const url = (await miniflare.unsafeGetDirectURL()).origin;
  const page = await fetch(url);
  await page.arrayBuffer();
  // Without assets, any answer shows that the Worker runs.
  if (options.assets && !page.ok) throw new Error(`its page answers ${page.status}`);
  console.log(`ready ${url}`);
}

// The Worker sees every request but those for hashed files, which need no decision. An unknown
// path must reach the Worker too, so the assets have no fallback of their own.
function assets(directory) {
  return {
    directory,
    binding: "ASSETS",
    routerConfig: {
      has_user_worker: true,
      invoke_user_worker_ahead_of_assets: true,
      static_routing: { user_worker: ["/*"], asset_worker: ["/assets/*"] },
    },
    assetConfig: { html_handling: "auto-trailing-slash", not_found_handling: "none" },
  };
}

// They keep nothing beyond the end of this process.
function objects(classes) {
  const bindings = Object.entries(classes).map(([name, className]) => [name, { className, useSQLite: true }]);
  return Object.fromEntries(bindings);
}

process.on("SIGINT", () => stop(0));
process.on("SIGTERM", () => stop(0));

const input = createInterface({ input: process.stdin });
input.once("line", (line) => {
  Promise.resolve()
    .then(() => start(JSON.parse(line)))
    .catch((error) => fail(`The Worker does not start: ${error.message}`));
});
input.once("close", () => stop(0));
