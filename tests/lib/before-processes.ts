import path from "node:path";
import { buildFrontend } from "../../host/build/frontend";
import { browserFile } from "./browser";
import { root } from "./server";

/** Once per run, before the files that start servers at the same time: what each of them would make if it were not there yet. */
export async function setup(): Promise<void> {
  // What fails here is told by the tests that need it.
  await Promise.allSettled([buildFrontend(path.resolve(root)), browserFile()]);
}
