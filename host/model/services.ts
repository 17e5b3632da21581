/** Which folders are services, and which service a file belongs to. */
import { posix } from "node:path";
import type { Module } from "./source/module";
import type { Resources } from "./resources/context";
import { type Diagnostics, SourceError } from "./diagnostics";

export interface ServiceFolder {
  name: string;
  dir: string;
  /** The encore.service.ts, when there is one. */
  file?: string;
}

/** The service above a file whose encore.service.ts is known already, else the name of the file's folder. */
export function likelyService(file: string, declared: ServiceFolder[], rootName: string): string {
  const strong = innermost(file, declared);
  if (strong !== undefined) return strong.name;
  const dir = posix.dirname(file);
  return dir === "." ? rootName : posix.basename(dir);
}

export function innermost(file: string, services: ServiceFolder[]): ServiceFolder | undefined {
  return services.filter((s) => isWithin(posix.dirname(file), s.dir)).sort((a, b) => b.dir.length - a.dir.length)[0];
}

export function isWithin(dir: string, parent: string): boolean {
  return parent === "" || dir === parent || dir.startsWith(`${parent}/`);
}

/** Folders with an encore.service.ts, then the outermost folders with an endpoint, a subscription, a gateway or an auth handler. */
export function discoverServices(
  resources: Resources,
  declared: ServiceFolder[],
  rootName: string,
  diagnostics: Diagnostics,
): ServiceFolder[] {
  const services = [...declared];
  const makers: { module: Module }[] = [
    ...resources.endpoints,
    ...resources.subscriptions,
    ...resources.gateways,
    ...resources.authHandlers,
  ];
  const dirs = [...new Set(makers.map(({ module }) => folderOf(module)))].sort((a, b) => a.length - b.length);
  for (const dir of dirs) {
    if (services.some((s) => isWithin(dir, s.dir))) continue;
    services.push({ name: dir === "" ? rootName : posix.basename(dir), dir });
  }
  for (const [i, a] of services.entries()) {
    for (const b of services.slice(i + 1)) diagnostics.attempt(() => checkPair(a, b));
  }
  return services.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function checkPair(a: ServiceFolder, b: ServiceFolder): void {
  const at = { file: b.file ?? b.dir, line: 1, column: 1 };
  if (isWithin(a.dir, b.dir))
    throw new SourceError(at, `service ${a.name} cannot be contained within service ${b.name}`);
  if (isWithin(b.dir, a.dir))
    throw new SourceError(at, `service ${b.name} cannot be contained within service ${a.name}`);
  if (a.name === b.name) throw new SourceError(at, `service ${a.name} defined twice: in ${a.dir} and ${b.dir}`);
}

function folderOf(module: Module): string {
  const dir = posix.dirname(module.file);
  return dir === "." ? "" : dir;
}
