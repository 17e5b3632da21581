/** Which services and endpoints go into a generated file: the flags of `encore gen client`. */
import type { App, Endpoint, Service } from "../model/app";

export interface Selection {
  /** Default: all. */
  services?: string[];
  excludedServices?: string[];
  /** An endpoint needs one of these; default: none needed. */
  tags?: string[];
  /** An endpoint with one of these stays out, also when it has a wanted one. */
  excludedTags?: string[];
}

/** The services in the order of the model, each with the endpoints that are wanted; one without endpoints is left out. */
export function select(app: App, selection: Selection, isWanted: (endpoint: Endpoint) => boolean): Service[] {
  const { services, excludedServices = [] } = selection;
  return app.services
    .filter((s) => (services?.includes(s.name) ?? true) && !excludedServices.includes(s.name))
    .map((s) => ({ ...s, endpoints: s.endpoints.filter((e) => isWanted(e) && hasTags(e, selection)) }))
    .filter((s) => s.endpoints.length > 0);
}

/** Names in the selection that the application does not have. */
export function unknownServices(app: App, { services = [], excludedServices = [] }: Selection): string[] {
  return [...services, ...excludedServices].filter((name) => !app.services.some((s) => s.name === name));
}

function hasTags({ tags }: Endpoint, { tags: wanted = [], excludedTags = [] }: Selection): boolean {
  if (tags.some((tag) => excludedTags.includes(tag))) return false;
  return wanted.length === 0 || tags.some((tag) => wanted.includes(tag));
}
