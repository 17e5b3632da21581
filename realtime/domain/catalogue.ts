import { financeCatalogue } from "../../finance/contract/events.schema";
import type { EventCatalogue, StreamService } from "../../platform/events";

/** What is known of the events of each service. A service that begins to publish adds its line. */
export const CATALOGUE: Partial<Record<StreamService, Pick<EventCatalogue, "schema" | "stateLike">>> = {
  finance: financeCatalogue,
};

/** Whether events of a type may come without their payload to who is behind, when a later one of the same entity follows (RT22). */
export type IsStateLike = (service: StreamService, type: string) => boolean;

export const isStateLike: IsStateLike = (service, type) => CATALOGUE[service]?.stateLike.includes(type) ?? false;
