import { z } from "zod";

/** Sections of Encore's file that the host has no use for, each with what it does instead. Empty ones do no harm. */
const reasons: Record<string, string> = {
  pubsub:
    "the host keeps its queues in PostgreSQL (the database _pubsub) and speaks to no broker. Leave the section out, or deploy with Encore for NSQ, Google Cloud Pub/Sub or SNS and SQS",
  object_storage:
    "the host keeps buckets on disk, in LOBBY_OBJECTS_DIR, and speaks to no object store. Leave the section out, or deploy with Encore for S3 and Google Cloud Storage",
  redis: "the host has no caches. Leave the section out, or deploy with Encore",
  metrics:
    "the host pushes metrics nowhere. Leave the section out, and let Prometheus scrape /__lobby/metrics with LOBBY_METRICS_TOKEN",
  auth: "all services run in one process, so none calls another over the network. Leave the section out",
  service_discovery: "all services run in one process. Leave the section out, or deploy with Encore",
};

/** A file without the sections that mean something to Encore alone. */
export function withoutRefused(document: object): object {
  return Object.fromEntries(Object.entries(document).filter(([section]) => !(section in reasons)));
}

/** One reader for each refused section. */
export const refusedSections = Object.fromEntries(
  Object.entries(reasons).map(([name, reason]) => [
    name,
    z
      .unknown()
      .refine(isEmpty, { error: ({ input }) => `${typeOf(input)}is not supported: ${reason}.` })
      .optional(),
  ]),
);

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

/** The kinds that a section names, such as `type "nsq" `. */
function typeOf(section: unknown): string {
  const types = [section].flat().flatMap((entry) => {
    const type = (entry as { type?: unknown } | null)?.type;
    return typeof type === "string" ? [`"${type}"`] : [];
  });
  return types.length > 0 ? `type ${types.join(", ")} ` : "";
}
