/**
 * The host beside what people would use instead, on one core: a typed POST beside Fastify, a raw upload beside node:http, stream
 * fan-out beside plain ws and Socket.IO; and how long a reload takes. Servers on core 0, clients on core 1, everything in turns.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { provenance } from "../lib/provenance.mjs";
import { measureFanOut } from "./fan-out.mjs";
import { type Finding, markdown } from "./figures.mjs";
import { loadClient } from "./load.mjs";
import { measurePost } from "./post.mjs";
import { measureReload } from "./reload.mjs";
import { type Server, startHost, startRival } from "./server.mjs";
import { measureUpload } from "./upload.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "post,upload,fan-out,reload" },
    rounds: { type: "string", default: "7" },
    seconds: { type: "string", default: "3" },
    mebibytes: { type: "string", default: "1024" },
    out: { type: "string" },
  },
});
const parts = values.only.split(",");
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
const work = path.resolve("bench/.lobby");
const appDir = path.join(work, "app");

/** The application stands as .mts here, because everything that ends in .ts below the root belongs to Lobby itself. */
function copyApp(): void {
  rmSync(appDir, { recursive: true, force: true });
  mkdirSync(appDir, { recursive: true });
  for (const name of readdirSync("bench/host/app")) {
    const text = readFileSync(path.join("bench/host/app", name), "utf8");
    writeFileSync(path.join(appDir, name.replace(/\.mts$/, ".ts")), text.replaceAll('.mjs"', '"'));
  }
}

async function bundleRivals(): Promise<void> {
  if (!existsSync("bench/node_modules/fastify")) {
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"], {
      cwd: "bench",
      stdio: "inherit",
    });
  }
  await build({
    entryPoints: ["fastify", "node-http", "ws", "socket-io"].map((name) => `bench/host/rivals/${name}.mts`),
    outdir: path.join(work, "rivals"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
}

const started: Server[] = [];
async function use(server: Promise<Server>): Promise<Server> {
  started.push(await server);
  return server;
}
async function stopAll(): Promise<void> {
  await Promise.all(started.splice(0).map((server) => server.stop()));
}
const rival = (name: string, env?: Record<string, string>): Promise<Server> =>
  use(startRival(path.join(work, "rivals", `${name}.mjs`), env));

execFileSync("taskset", ["-p", "-c", "1", String(process.pid)], { stdio: "ignore" });
copyApp();
await bundleRivals();
const dataDir = mkdtempSync(path.join(tmpdir(), "lobby-bench-"));
const findings: Finding[] = [];
const show = (finding: Finding): void => {
  findings.push(finding);
  console.log(`\n${markdown(finding)}`);
};

try {
  const host = await use(startHost(appDir, dataDir));
  if (parts.includes("post"))
    show(await measurePost(loadClient("httpload", work), host, await rival("fastify"), rounds, seconds));
  if (parts.includes("upload")) {
    const nodes = { node: await rival("node-http"), withHeap: await rival("node-http", { HEAP_MB: "12" }) };
    show(await measureUpload({ host, ...nodes }, rounds, Number(values.mebibytes)));
  }
  if (parts.includes("fan-out")) {
    const servers = {
      host: { ...host, path: "/feed" },
      ws: { ...(await rival("ws")), path: "/" },
      socketIo: { ...(await rival("socket-io")), path: "/socket.io/?EIO=4&transport=websocket", hello: "40" },
    };
    show(await measureFanOut(loadClient("wsload", work), servers, Math.ceil(rounds / 2), seconds));
  }
  await stopAll();
  if (parts.includes("reload")) show(await measureReload(appDir, 5));
} finally {
  await stopAll();
  rmSync(dataDir, { recursive: true, force: true });
}
if (values.out !== undefined) {
  const out = path.join("bench", "results", values.out);
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "report.md"), `# The host beside others\n\n${findings.map(markdown).join("\n\n")}\n`);
  const facts = { suite: "host", options: values, ...provenance() };
  writeFileSync(path.join(out, "provenance.json"), `${JSON.stringify(facts, null, 2)}\n`);
}
