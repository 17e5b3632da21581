import type { App, Diagnostic } from "./app";

/**
 * What an Encore application may have and this host does not carry: caches. Empty when the application can be started. (The
 * source is still read as Encore reads it: these are no errors of the source.)
 */
export function notCarried({ caches }: App): Diagnostic[] {
  return caches.map(({ at, name }) => ({
    at,
    message: `CacheCluster ${name} is not carried by this host`,
    help: "Keep the data in a database or in the service.",
  }));
}
