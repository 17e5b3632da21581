import type { App, Diagnostic } from "./app";

/**
 * What an Encore application may have and this host does not carry: caches. Everything else of such an application works; the
 * operations of what is named here fail. (These are no errors of the source, which Encore accepts.)
 */
export function notCarried({ caches }: App): Diagnostic[] {
  return caches.map(({ at, name }) => ({
    at,
    message: `CacheCluster ${name} is not carried by this host: all its operations fail`,
    help: "Keep the data in a database or in the service.",
  }));
}
