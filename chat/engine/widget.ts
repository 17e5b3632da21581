import { clock } from "../../platform/clock";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { ChatRefusal } from "../contract/errors";
import type { ChatWidget } from "../contract/types";
import type { Actor } from "../domain/actor";
import { newSiteKey } from "../domain/visit";
import { asActor } from "../store/context";
import { findWidget, saveWidget } from "../store/widget.store";

/** The widget of a property; one that is off, without a key, where there never was one. */
export const readWidget = (actor: Actor, propertyId: number): Promise<ChatWidget> =>
  asActor(actor, async (tx) => (await findWidget(tx, actor.orgId, propertyId)) ?? none(propertyId));

export interface WidgetChange {
  version: number;
  isOn: boolean;
  /** Takes another key: the website has to be given it. Conversations that have begun go on. */
  renewKey: boolean;
}

/** Switches the widget of a property on or off (C18). */
export const changeWidget = (
  actor: Actor,
  propertyId: number,
  { version, isOn, renewKey }: WidgetChange,
): Promise<Outcome<ChatWidget, ChatRefusal>> =>
  asActor(actor, async (tx) => {
    const widget = (await findWidget(tx, actor.orgId, propertyId, "FOR UPDATE")) ?? none(propertyId);
    const conflict = (now: number) => refuse("version_conflict" as const, { values: { version: now } });
    if (widget.version !== version) return conflict(widget.version);
    const siteKey = renewKey || widget.siteKey === null ? newSiteKey() : widget.siteKey;
    const changed = { propertyId, version: version + 1, siteKey, isOn };
    return (await saveWidget(tx, actor.orgId, changed, clock.now())) ? accept(changed) : conflict(changed.version);
  });

const none = (propertyId: number): ChatWidget => ({ propertyId, version: 0, siteKey: null, isOn: false });
