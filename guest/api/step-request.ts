import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { refuse } from "../../platform/outcome";
import { rowChanged } from "../../platform/row-changed";
import { onVersion } from "../../platform/steps";
import { inTx } from "../../platform/tx";
import { type GuestRefusal, guestErrors } from "../contract/errors";
import type { RequestStep, ServiceRequest } from "../contract/types";
import { decideStep } from "../domain/service-request";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { lockRequest, updateRequest } from "../store/service-request.store";
import { requireRequest } from "./require-request";
import { actor } from "./require-stay";

interface StepRequestRequest {
  id: string;
  step: RequestStep;
  /** The version that the step was decided on. */
  version: number;
  /** With `finish` and `cancel`: what became of it; at most 500 characters. */
  resolution?: string;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Takes a service request one step on (G12). */
export const stepRequest = api(
  { method: "POST", path: "/guest/requests/:id/step", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: StepRequestRequest): Promise<ServiceRequest> => {
    const { id, step, version, resolution } = request;
    await requireRequest(id, "guest.request.write");
    const { orgId, personId, now } = actor();
    const whose = { orgId, personId, endpoint: "guest.stepRequest", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once<ServiceRequest, GuestRefusal>(tx, whose, request, now, async () => {
        const found = await lockRequest(tx, orgId, id);
        if (found === null) return refuse("request_not_found", { values: { id } });
        const current = onVersion(found.version, version);
        if (!current.ok) return current;
        const decided = decideStep(found, step, { resolution, personId, now });
        if (!decided.ok) return decided;
        await updateRequest(tx, orgId, decided.value);
        const change = { eventId: newId(), now, actorId: personId };
        await appendGuestEvents(tx, orgId, [rowChanged("service-request", decided.value, change)]);
        return decided;
      }),
    );
    relay.wake();
    return orThrow(outcome, guestErrors);
  },
);
