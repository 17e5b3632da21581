import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { callerAddress } from "../../platform/caller-address";
import { orThrow } from "../../platform/errors";
import { invalidRequest } from "../../platform/request-fields";
import { readText } from "../../platform/text";
import { chatErrors } from "../contract/errors";
import { beginVisit as begin } from "../engine/visits";

interface BeginVisitRequest {
  /** Of the property's widget. */
  site_key: string & MaxLen<100>;
  /** What the visitor is called, at most 100 characters. */
  name?: string & MaxLen<400>;
}

interface BeginVisitResponse {
  /** Send it as `X-Widget-Token`. It is shown this once. */
  token: string;
  /** Unless it is used until then, which lets it last anew. */
  expires_at: string;
  conversation: { id: string; visitor_name: string | null; created_at: string };
}

/** Begins a visitor's conversation with a property (C18). */
export const beginVisit = api(
  { method: "POST", path: "/api/chatbot/conversation", expose: true, sensitive: true },
  async (request: BeginVisitRequest): Promise<BeginVisitResponse> => {
    const name = readText("name", request.name, 100);
    if (name !== null && typeof name !== "string") return invalidRequest(name);
    const begun = orThrow(await begin(request.site_key, name, callerAddress()), chatErrors);
    const { conversation } = begun;
    return {
      token: begun.token,
      expires_at: begun.expiresAt.toISOString(),
      conversation: { id: conversation.id, visitor_name: conversation.name, created_at: conversation.createdAt },
    };
  },
);
