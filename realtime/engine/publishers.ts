import { chat, finance, guest, identity, reports, staff, uploads } from "~encore/clients";
import type { StreamService } from "../../platform/events";
import type { PublishedStream } from "../domain/catalogue";

/** What the owner of an event stream answers to realtime. */
export interface Publisher {
  /** The events of a published batch once more; null when it is not kept any more. */
  findBatch(orgId: string, batchNo: number): Promise<unknown[] | null>;
  /** Takes the payload of events out of the outbox that holds the stream. */
  eraseEvents(orgId: string, eventIds: string[]): Promise<unknown>;
}

/** The owner of each event stream. */
const PUBLISHERS: Record<PublishedStream, Publisher> = {
  chat: {
    findBatch: async (orgId, batchNo) => (await chat.findBatch({ orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => chat.eraseEvents({ orgId, eventIds }),
  },
  finance: {
    findBatch: async (orgId, batchNo) => (await finance.findBatch({ orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => finance.eraseEvents({ orgId, eventIds }),
  },
  staff: {
    findBatch: async (orgId, batchNo) => (await staff.findBatch({ service: "staff", orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => staff.eraseEvents({ orgId, eventIds }),
  },
  tasks: {
    findBatch: async (orgId, batchNo) => (await staff.findBatch({ service: "tasks", orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => staff.eraseEvents({ orgId, eventIds }),
  },
  guest: {
    findBatch: async (orgId, batchNo) => (await guest.findBatch({ orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => guest.eraseEvents({ orgId, eventIds }),
  },
  uploads: {
    findBatch: async (orgId, batchNo) => (await uploads.findBatch({ orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => uploads.eraseEvents({ orgId, eventIds }),
  },
  properties: {
    findBatch: async (orgId, batchNo) => (await identity.findBatch({ service: "properties", orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => identity.eraseEvents({ orgId, eventIds }),
  },
  users: {
    findBatch: async (orgId, batchNo) => (await identity.findBatch({ service: "users", orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => identity.eraseEvents({ orgId, eventIds }),
  },
  dashboard: {
    findBatch: async (orgId, batchNo) => (await reports.findBatch({ service: "dashboard", orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => reports.eraseEvents({ orgId, eventIds }),
  },
  analytics: {
    findBatch: async (orgId, batchNo) => (await reports.findBatch({ service: "analytics", orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => reports.eraseEvents({ orgId, eventIds }),
  },
  reports: {
    findBatch: async (orgId, batchNo) => (await reports.findBatch({ service: "reports", orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => reports.eraseEvents({ orgId, eventIds }),
  },
  branding: {
    findBatch: async (orgId, batchNo) => (await identity.findBatch({ service: "branding", orgId, batchNo })).events,
    eraseEvents: (orgId, eventIds) => identity.eraseEvents({ orgId, eventIds }),
  },
};

/** A published batch once more; null when its service does not have it, or nothing publishes under the name. */
export async function findBatch(service: StreamService, orgId: string, batchNo: number): Promise<unknown[] | null> {
  const publishers: Partial<Record<StreamService, Publisher>> = PUBLISHERS;
  return (await publishers[service]?.findBatch(orgId, batchNo)) ?? null;
}

/** Takes the payload of events out of the outbox of every service. */
export async function eraseFromOutboxes(orgId: string, eventIds: string[]): Promise<void> {
  await Promise.all(Object.values(PUBLISHERS).map((publisher) => publisher.eraseEvents(orgId, eventIds)));
}
