import { api } from "encore.dev/api";
import type { MaxLen, MinLen } from "encore.dev/validate";
import { caller } from "../../identity/contract/access";
import { parkedReplay } from "../engine/engine";
import { requireSomewhere } from "./require-somewhere";

interface ReplayParkedRequest {
  ids: number[] & MinLen<1> & MaxLen<100>;
}

interface ReplayParkedResponse {
  /** One for each id, in their order. */
  data: {
    id: number;
    outcome: "sequenced" | "refused" | "erased" | "not_found";
    /** What is still wrong. */
    reason: string | null;
  }[];
}

/** Tries parked messages again. Those that are sequenced come at the end of the log and are no longer parked; doing it twice does no harm. */
export const replayParked = api(
  { method: "POST", path: "/v2/realtime/parked/replay", expose: true, auth: true },
  async ({ ids }: ReplayParkedRequest): Promise<ReplayParkedResponse> => {
    const properties = requireSomewhere("realtime.operate");
    return { data: await parkedReplay.replay(caller().orgId, ids, properties) };
  },
);
