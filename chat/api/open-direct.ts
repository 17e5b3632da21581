import { api } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { invalidRequest } from "../../platform/request-fields";
import { chatErrors } from "../contract/errors";
import type { ConversationView } from "../contract/types";
import { openDirect as open } from "../engine/direct";
import { actor } from "./actor";
import { candidate } from "./candidates";
import { viewOf } from "./views";

interface OpenDirectRequest {
  /** A colleague of the organisation. */
  personId: string;
}

/** The conversation with a colleague, made unless it is there; also when both begin at once (C2). */
export const openDirect = api(
  { method: "POST", path: "/chat/direct", expose: true, auth: true },
  async ({ personId }: OpenDirectRequest): Promise<ConversationView> => {
    const { orgId, userID } = caller();
    const me = actor();
    if (personId === userID) invalidRequest({ path: "personId", code: "oneself", message: "is yourself" });
    const { isKnown } = await candidate(orgId, personId, null);
    if (!isKnown || me.properties.length === 0)
      orThrow(refuse("person_not_found", { values: { id: personId } }), chatErrors);
    return viewOf(me, orThrow(await open(me, personId), chatErrors));
  },
);
