import { api } from "encore.dev/api";
import type { Query } from "encore.dev/api";
import { requirePermission } from "../../identity/contract/access";
import type { ChatWidget } from "../contract/types";
import { readWidget } from "../engine/widget";
import { actor } from "./actor";

interface GetWidgetRequest {
  propertyId: Query<number>;
}

/** By what the website of a property lets its visitors write (C18). */
export const getWidget = api(
  { method: "GET", path: "/chat/widget", expose: true, auth: true },
  async ({ propertyId }: GetWidgetRequest): Promise<ChatWidget> => {
    requirePermission("chat.widget.manage", propertyId);
    return readWidget(actor(), propertyId);
  },
);
