import { api, APIError, ErrCode } from "encore.dev/api";
import { STREAM_SERVICES, type StreamService } from "../../platform/events";
import { intake } from "../engine/engine";

interface OfferedBatch {
  service: string;
  /** JSON of the topic's message. */
  message: string;
}

const services: ReadonlySet<string> = new Set(STREAM_SERVICES);
const isStream = (service: string): service is StreamService => services.has(service);

/**
 * The fast lane: a relay offers each batch here while its topic takes it. Whichever way comes first is sequenced; the other is
 * dropped by its number. An offer that fails is nothing to repeat, for the topic brings the batch.
 */
export const offerBatch = api(
  { method: "POST", path: "/realtime/internal/batch", expose: false },
  async ({ service, message }: OfferedBatch): Promise<void> => {
    if (!isStream(service)) throw new APIError(ErrCode.InvalidArgument, `no stream is called ${service}`);
    await intake.receive(service, JSON.parse(message));
  },
);
