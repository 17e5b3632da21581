import type { Grant } from "../../identity/contract/auth";
import type { Permission } from "../../identity/contract/permissions";
import type { StreamService } from "../../platform/events";
import type { EventClass } from "../contract/event";
import { channelOf } from "./channel";

/**
 * What one must be allowed at a property to see a service's events there. What is missing here nobody sees. A service that
 * begins to publish adds its line; organisation-wide channels have none yet. Chat has none: its events are for the members of a
 * conversation, which is no matter of properties.
 */
const RULES: Partial<Record<StreamService, Partial<Record<EventClass, Permission>>>> = {
  finance: { normal: "finance.revenue.read", restricted: "finance.restricted.read" },
  guest: { normal: "guest.stay.read", restricted: "guest.restricted.read" },
  staff: { normal: "staff.member.read" },
  tasks: { normal: "task.read" },
  properties: { normal: "property.read" },
};

/** What one must be allowed at a property to see its events of this service and class; null when nobody sees them. */
export const permissionTo = (service: StreamService, eventClass: EventClass): Permission | null =>
  RULES[service]?.[eventClass] ?? null;

/** The channels that a connection sees, and how its wish was granted. */
export interface Audience {
  /** Equal for equal sets of channels: connections with the same key share their frames. */
  key: string;
  channels: ReadonlySet<string>;
  services: StreamService[];
  denied: StreamService[];
}

/**
 * The audience of a person (RT13), for live events and replay alike.
 * @param properties the wished ones; absent means all of the person's.
 */
export function audienceOf(
  grants: readonly Grant[],
  wished: readonly StreamService[],
  properties?: readonly number[],
): Audience {
  let known = audiences.get(grants);
  if (known === undefined) audiences.set(grants, (known = new Map()));
  const wish = `${wished.join(" ")} of ${properties?.join(" ") ?? "all"}`;
  let audience = known.get(wish);
  if (audience !== undefined) return audience;
  audience = sharedAmongEqual(found(grants, wished, properties));
  if (known.size >= WISHES) known.clear();
  known.set(wish, audience);
  return audience;
}

/** Wishes that are remembered for the same grants. */
const WISHES = 100;
/** Whoever shares grants and wishes for the same need not be looked at again. Grants do not change: others take their place. */
const audiences = new WeakMap<readonly Grant[], Map<string, Audience>>();

function found(
  grants: readonly Grant[],
  wished: readonly StreamService[],
  properties: readonly number[] | undefined,
): Audience {
  const channels = new Set<string>();
  const services: StreamService[] = [];
  const denied: StreamService[] = [];
  for (const service of new Set(wished)) {
    const before = channels.size;
    for (const [eventClass, permission] of Object.entries(RULES[service] ?? {}) as [EventClass, Permission][]) {
      for (const grant of grants) {
        const isWished = properties === undefined || properties.includes(grant.propertyId);
        if (isWished && grant.permissions.includes(permission))
          channels.add(channelOf(service, grant.propertyId, eventClass));
      }
    }
    (channels.size > before ? services : denied).push(service);
  }
  return { key: [...channels].sort().join(" "), channels, services, denied };
}

/** Kept at a time; people of one role at one property have the same, whatever their number. */
const SHARED = 1000;
const shared = new Map<string, Audience>();

/** The audience that was made first of all that are equal: ten thousand connections of colleagues hold one, not ten thousand. */
function sharedAmongEqual(audience: Audience): Audience {
  const name = JSON.stringify([audience.key, audience.services, audience.denied]);
  const first = shared.get(name);
  if (first !== undefined) return first;
  if (shared.size >= SHARED) shared.clear();
  shared.set(name, audience);
  return audience;
}

/** The first wished property that is none of the person's; whether it exists elsewhere makes no difference. */
export function unknownProperty(grants: readonly Grant[], properties: readonly number[]): number | undefined {
  return properties.find((id) => !grants.some((grant) => grant.propertyId === id));
}
