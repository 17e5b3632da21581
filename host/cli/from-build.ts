import { readFileSync } from "node:fs";
import { join } from "node:path";
import { appFile, mainFile, nativeFile } from "../build/production/layout";
import type { App } from "../model/app";
import type { ApplicationSource } from "./source";

/** An application as `lobby build` left it in a folder: nothing is read from source, nothing compiled. */
export function fromBuild(dir: string): ApplicationSource {
  const read = () => JSON.parse(readFileSync(join(dir, appFile), "utf8")) as App;
  return {
    read: () => Promise.resolve(read()),
    build: () => Promise.resolve({ app: read(), main: join(dir, mainFile), native: join(dir, nativeFile) }),
  };
}
