import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Application, type RunningApplication, runModule } from "./application-process";

/**
 * Loads packages and the runtime, says so, and waits for its turn. Without ENCORE_RUNTIME_LIB until then: a package that needs
 * encore.dev ends it, and so does every other that cannot be loaded.
 */
const script = (native: string, packages: readonly string[]): string => `import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
const leave = () => process.exit();
process.once("disconnect", leave);
const turn = new Promise((resolve) => process.once("message", resolve));
try {
  createRequire(import.meta.url)(${JSON.stringify(native)});
${packages.map((name) => `  await import(${JSON.stringify(name)});\n`).join("")}} catch {
  leave();
}
process.send("loaded");
const { main, native } = await turn;
process.off("disconnect", leave);
process.env.ENCORE_RUNTIME_LIB = native;
process.argv[1] = main;
await import(pathToFileURL(main).href);
`;

/**
 * A process that has loaded the packages of an application before there is an application to run: with many packages that takes
 * longer than all the rest of a start.
 */
export class SpareProcess {
  /** Resolves when it has loaded everything, or has ended. */
  readonly settled: Promise<unknown>;
  readonly #running: RunningApplication;
  readonly #of: Application;
  readonly #packages: readonly string[];
  readonly #installed: string;
  #isLoaded = false;

  constructor(of: Application, packages: readonly string[]) {
    const file = join(of.root, ".lobby/build/spare.mjs");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, script(of.native, packages));
    this.#of = of;
    this.#packages = packages;
    this.#installed = installed(of.root);
    this.#running = runModule({ ...of, isSuccessor: true }, file, { ENCORE_RUNTIME_LIB: undefined });
    const isLoaded = new Promise<void>((resolve) => this.#running.channel.once("message", () => resolve()));
    void isLoaded.then(() => (this.#isLoaded = true));
    this.settled = Promise.race([isLoaded, this.#running.ended]);
  }

  /** The process, as this application; undefined, and gone, when it has loaded anything else than a new process would. */
  become(application: Application): RunningApplication | undefined {
    if (this.#isLoaded && !this.#running.hasEnded() && this.#fits(application)) {
      const { main, native } = application;
      if (this.#running.channel.send({ main, native })) return this.#running;
    }
    this.discard();
    return undefined;
  }

  discard(): void {
    this.#running.kill();
  }

  #fits({ root, native, main, runtimeFile, isProduction, shutdownMs }: Application): boolean {
    const of = this.#of;
    if (root !== of.root || native !== of.native || runtimeFile !== of.runtimeFile) return false;
    if (isProduction !== of.isProduction || shutdownMs !== of.shutdownMs) return false;
    if (installed(root) !== this.#installed) return false;
    const text = readFileSync(main, "utf8");
    return this.#packages.every((name) => text.includes(JSON.stringify(name)));
  }
}

/** Changes when a package manager has changed anything. */
function installed(root: string): string {
  const places = ["", ".package-lock.json", ".modules.yaml", ".yarn-state.yml"];
  return places
    .map((name) => statSync(join(root, "node_modules", name), { throwIfNoEntry: false })?.mtimeMs ?? 0)
    .join(" ");
}
