import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type ClusterFiles, clusterFiles, prepareCluster } from "./cluster-files";

let root: string;
let files: ClusterFiles;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lobby-cluster-files-"));
  files = clusterFiles(join(root, "postgres"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Prepares with a program in the place of initdb, whose `$data` is the folder that it is to fill. */
function prepare(initdb = `echo 17 > "$data/PG_VERSION"`) {
  const program = join(root, "initdb");
  writeFileSync(program, `#!/bin/sh\ndata="\${1#--pgdata=}"\n${initdb}\n`);
  chmodSync(program, 0o755);
  return prepareCluster(files, { home: root, major: 17, initdb: program, postgres: "" }, { prefix: [] }, false);
}

const entries = () => readdirSync(files.dir).sort();

describe("the settings of a cluster", () => {
  test("are not written again by a start that changes nothing", async () => {
    const settings = await prepare();
    const { ino } = statSync(files.settings);
    expect(await prepare()).toEqual(settings);
    expect(statSync(files.settings).ino).toBe(ino);
  });

  test("name another port when theirs is taken, and keep the password", async () => {
    const first = await prepare();
    const server = createServer().listen(first.port, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const second = await prepare();
    expect(second).toEqual({ ...first, port: expect.any(Number) as number });
    expect(second.port).not.toBe(first.port);
    expect(JSON.parse(readFileSync(files.settings, "utf8"))).toEqual(second);
    expect(statSync(files.settings).mode & 0o777).toBe(0o600);
  });

  test.runIf(process.getuid?.() === 0)("belong to the owner of the folder when root starts", async () => {
    mkdirSync(files.dir);
    chownSync(files.dir, 4242, 4243);
    await prepare();
    expect(statSync(files.settings)).toMatchObject({ uid: 4242, gid: 4243 });
  });
});

describe("making a cluster", () => {
  test("leaves the data and the settings, nothing else", async () => {
    await prepare();
    expect(entries()).toEqual(["cluster.json", "data"]);
    expect(readdirSync(files.data)).toEqual(["PG_VERSION"]);
  });

  test("that fails leaves nothing, and tells what the program said", async () => {
    await expect(prepare(`echo no room >&2; exit 1`)).rejects.toThrow(/failed \(exit code 1\):\nno room/);
    expect(entries()).toEqual([]);
  });

  test("goes on beside what a killed process has under way", async () => {
    // The first attempt, whose initdb goes on after its process was killed: it writes all the time until it cannot.
    const killed = prepare(
      `n=0; while echo > "$data/stray.$n"; do n=$((n+1)); [ -e "${root}/end" ] && break; done 2> "${root}/said"; exit 1`,
    ).catch(() => {});
    await vi.waitUntil(() => existsSync(join(root, "said")));
    await prepare();
    writeFileSync(join(root, "end"), "");
    await killed;
    expect(readdirSync(files.data)).toEqual(["PG_VERSION"]);
  });

  test("removes what an earlier attempt left", async () => {
    mkdirSync(join(files.dir, "attempt-left/data"), { recursive: true });
    await prepare();
    expect(entries()).toEqual(["cluster.json", "data"]);
  });
});
