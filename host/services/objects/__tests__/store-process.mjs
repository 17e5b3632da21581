// A process of its own on a store: `create` competes for new objects, `overwrite` uploads until it is killed.
import { once } from "node:events";
import { build } from "esbuild";

const [source, dir, task, label] = process.argv.slice(2);
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
const put = (name, bytes, onlyNew) => store.put("papers", name, bytes, { contentType: "text/plain", onlyNew });

const tasks = {
  async create() {
    const go = once(process, "message");
    process.send("ready");
    await go;
    const names = Array.from({ length: 50 }, (_, i) => `race/${i}`);
    const created = await Promise.all(names.map((name) => put(name, Buffer.from(label), true)));
    process.send(created.map((facts) => facts !== null));
    process.disconnect();
  },
  async overwrite() {
    for (let i = 0; ; i++) {
      const name = `folder/${i % 5}`;
      const { version } = await put(name, Buffer.alloc(200_000, i % 256), false);
      process.send({ name, version });
    }
  },
};
await tasks[task]();
