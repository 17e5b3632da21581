import type { EventBatch } from "./events";

/** Organisations published side by side; within one, batch follows batch. */
const IN_FLIGHT = 32;
/** A broker that does not answer in this time counts as refusing; what it may still have taken is dropped by its number later. */
const TIMEOUT_MS = 15_000;

export interface Published<E> {
  accepted: EventBatch<E>[];
  /** Organisations with a batch that was not accepted, and why; their later batches were not tried. */
  refused: Map<string, unknown>;
}

/** Publishes batches, those of one organisation strictly in the order given. Does not throw. */
export async function publishInOrder<E>(
  batches: readonly EventBatch<E>[],
  publish: (batch: EventBatch<E>) => Promise<unknown>,
): Promise<Published<E>> {
  const result: Published<E> = { accepted: [], refused: new Map() };
  const lanes = perOrganisation(batches);
  const runLanes = async (): Promise<void> => {
    for (let lane = lanes.pop(); lane !== undefined; lane = lanes.pop()) {
      for (const batch of lane) {
        try {
          await withTimeout(publish(batch));
          result.accepted.push(batch);
        } catch (err) {
          result.refused.set(batch.orgId, err);
          break;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, lanes.length) }, runLanes));
  return result;
}

function perOrganisation<E>(batches: readonly EventBatch<E>[]): EventBatch<E>[][] {
  const lanes = new Map<string, EventBatch<E>[]>();
  for (const batch of batches) {
    const lane = lanes.get(batch.orgId);
    if (lane === undefined) lanes.set(batch.orgId, [batch]);
    else lane.push(batch);
  }
  return [...lanes.values()];
}

async function withTimeout(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the broker did not answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
