import type { App, Diagnostic, Endpoint } from "./app";

/**
 * Exposed endpoints that no request reaches, because one of another service has their method and path. Encore accepts that without a
 * word, since it looks for conflicts within a service only.
 */
export function shadowed({ services }: App): Diagnostic[] {
  const exposed = services.flatMap(({ endpoints }) => endpoints).filter((endpoint) => endpoint.exposed);
  return exposed.flatMap((later, i) =>
    exposed.slice(0, i).flatMap((earlier) => {
      const method = earlier.methods.find((each) => later.methods.includes(each));
      if (earlier.service === later.service || method === undefined || shape(earlier) !== shape(later)) return [];
      const message = `${method} ${later.rawPath} is a path of ${earlier.service}.${earlier.name} too: requests reach only one of them`;
      return {
        at: later.at,
        message,
        help: "Encore accepts this across services. Give one of them another path.",
        related: [earlier.at],
      };
    }),
  );
}

/** The path but for the names of its parameters. */
function shape({ path }: Endpoint): string {
  return path.map((segment) => (segment.kind === "literal" ? `/${segment.value}` : `/:${segment.kind}`)).join("");
}
