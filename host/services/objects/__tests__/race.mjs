// One of the processes that race: creates objects 0 to n-1 and reports which of them it was the one to create.
import { once } from "node:events";
import { build } from "esbuild";

const [source, dir, side, count] = process.argv.slice(2);
const { outputFiles } = await build({
  entryPoints: [source],
  bundle: true,
  platform: "node",
  format: "esm",
  write: false,
});
const { ObjectStore } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);
const store = new ObjectStore(dir);
const go = once(process, "message");
process.send("ready");
await go;
const names = Array.from({ length: Number(count) }, (_, i) => `race/${i}`);
const created = await Promise.all(
  names.map((name) => store.put("papers", name, Buffer.from(side), { contentType: "text/plain", onlyNew: true })),
);
process.send(created.map((facts) => facts !== null));
process.disconnect();
