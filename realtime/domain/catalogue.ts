import { chatCatalogue } from "../../chat/contract/events.schema";
import { financeCatalogue } from "../../finance/contract/events.schema";
import { brandingCatalogue, propertiesCatalogue, usersCatalogue } from "../../identity/contract/events.schema";
import { analyticsCatalogue, dashboardCatalogue, reportsCatalogue } from "../../reports/contract/events.schema";
import { staffCatalogue, tasksCatalogue } from "../../staff/contract/events.schema";
import { guestCatalogue } from "../../guest/contract/events.schema";
import type { EventCatalogue, StreamService } from "../../platform/events";
import { uploadsCatalogue } from "../../uploads/contract/events.schema";

type Known = Pick<EventCatalogue, "schema" | "stateLike">;

/** What is known of the events of each stream. One that begins to publish adds its line; tests/publishers.test.ts says when it is missing. */
const PUBLISHED = {
  chat: chatCatalogue,
  finance: financeCatalogue,
  staff: staffCatalogue,
  tasks: tasksCatalogue,
  guest: guestCatalogue,
  uploads: uploadsCatalogue,
  properties: propertiesCatalogue,
  users: usersCatalogue,
  branding: brandingCatalogue,
  dashboard: dashboardCatalogue,
  analytics: analyticsCatalogue,
  reports: reportsCatalogue,
} satisfies Partial<Record<StreamService, Known>>;

/** The streams that events come from. */
export type PublishedStream = keyof typeof PUBLISHED;

export const CATALOGUE: Partial<Record<StreamService, Known>> = PUBLISHED;

/** Whether events of a type may come without their payload to who is behind, when a later one of the same entity follows (RT22). */
export type IsStateLike = (service: StreamService, type: string) => boolean;

export const isStateLike: IsStateLike = (service, type) => CATALOGUE[service]?.stateLike.includes(type) ?? false;
