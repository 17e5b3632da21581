import { api } from "encore.dev/api";
import { requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { chatErrors } from "../contract/errors";
import type { ChatWidget } from "../contract/types";
import { changeWidget } from "../engine/widget";
import { actor } from "./actor";

interface EditWidgetRequest {
  propertyId: number;
  /** The version that the change was decided on; 0 when there is no widget yet. */
  version: number;
  isOn: boolean;
  /** True takes another key, which the website must be given; conversations that have begun go on. */
  renewKey?: boolean;
}

/** Switches a property's widget on, off, or to another key (C18). */
export const editWidget = api(
  { method: "PUT", path: "/chat/widget", expose: true, auth: true },
  async ({ propertyId, version, isOn, renewKey = false }: EditWidgetRequest): Promise<ChatWidget> => {
    requirePermission("chat.widget.manage", propertyId);
    return orThrow(await changeWidget(actor(), propertyId, { version, isOn, renewKey }), chatErrors);
  },
);
