import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { invalidRequest, wholeNumber } from "../../platform/request-fields";
import { readText } from "../../platform/text";
import { chatErrors } from "../contract/errors";
import type { ConversationView, MemberRole } from "../contract/types";
import { decideSeat, type Seat } from "../domain/members";
import { createRoom as openRoom } from "../engine/rooms";
import { actor } from "./actor";
import { candidate } from "./candidates";
import { viewOf } from "./views";

interface CreateRoomRequest {
  propertyId: number;
  /** At most 100 characters. */
  name: string;
  /** Beside the caller, who becomes its admin. */
  members?: NewMember[] & MaxLen<100>;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

interface NewMember {
  personId: string;
  /** `member` unless given. */
  role?: MemberRole;
  /** Sees internal messages: unless given, whoever may see them at the property. */
  isInternal?: boolean;
}

/** Opens a room of a property (C1, C2). */
export const createRoom = api(
  { method: "POST", path: "/chat/rooms", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: CreateRoomRequest): Promise<ConversationView> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const { permissions } = requirePermission("chat.room.create", propertyId);
    const { orgId, userID } = caller();
    const name = roomName(request.name);
    const seats = new Map<string, Seat>();
    for (const member of request.members ?? []) {
      if (member.personId === userID) continue;
      const known = await candidate(orgId, member.personId, propertyId);
      seats.set(member.personId, orThrow(decideSeat(member, known), chatErrors));
    }
    const room = { propertyId, name, seats, isCreatorInternal: permissions.includes("chat.internal.read") };
    const { id } = orThrow(await openRoom(actor(), room, request, idempotencyKey), chatErrors);
    return viewOf(actor(), id);
  },
);

/** What a room is called: at most 100 characters with something in them. */
export function roomName(text: string): string {
  const name = readText("name", text, 100);
  if (typeof name === "string") return name;
  return invalidRequest(name ?? { path: "name", code: "missing", message: "is empty; name the room" });
}
