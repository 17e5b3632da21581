import type { Grant } from "../../identity/contract/auth";
import type { Permission } from "../../identity/contract/permissions";
import type { StreamService } from "../../platform/events";
import type { EventClass } from "../contract/event";
import { channelOf, serviceOf } from "./channel";
import { type Memberships, NO_MEMBERSHIPS } from "./memberships";

/**
 * What one must be allowed at a property to see a service's events there. What is missing here nobody sees. A service that
 * begins to publish adds its line; organisation-wide channels have none yet. Chat's line is for visitors' conversations, which belong
 * to everybody who answers visitors; any other conversation is for its members.
 */
const RULES: Partial<Record<StreamService, Partial<Record<EventClass, Permission>>>> = {
  finance: { normal: "finance.revenue.read", restricted: "finance.restricted.read" },
  guest: { normal: "guest.stay.read", restricted: "guest.restricted.read" },
  staff: { normal: "staff.member.read", restricted: "staff.shift.manage" },
  tasks: { normal: "task.read" },
  properties: { normal: "property.read" },
  chat: { normal: "chat.visitor.answer", restricted: "chat.visitor.answer" },
  uploads: { normal: "uploads.file.read", restricted: "uploads.restricted.read" },
  dashboard: { normal: "reports.dashboard.read" },
  analytics: { normal: "reports.figures.read" },
  reports: { normal: "reports.figures.read" },
  users: { normal: "person.read" },
  branding: { normal: "property.read" },
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
 * The audience of a person (RT13, RT30), for live events and replay alike.
 * @param properties the wished ones; absent means all of the person's.
 */
export function audienceOf(
  grants: readonly Grant[],
  wished: readonly StreamService[],
  properties?: readonly number[],
  memberships: Memberships = NO_MEMBERSHIPS,
): Audience {
  const audience = audienceOfGrants(grants, wished, properties);
  if (memberships.length === 0 || !wished.includes("chat")) return audience;
  return sharedAmongEqual(withConversations(audience, grants, properties, memberships));
}

/** The audience as far as permissions at properties make it. */
function audienceOfGrants(
  grants: readonly Grant[],
  wished: readonly StreamService[],
  properties: readonly number[] | undefined,
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
        if (isWished(grant.propertyId, properties) && grant.permissions.includes(permission))
          channels.add(channelOf(service, grant.propertyId, eventClass));
      }
    }
    const isGranted = channels.size > before || (service === "chat" && isInRooms(grants, properties));
    (isGranted ? services : denied).push(service);
  }
  return { key: keyOf(channels), channels, services, denied };
}

const keyOf = (channels: ReadonlySet<string>): string => [...channels].sort().join(" ");

/** Whoever may be in rooms is told of those that they come into, also before the first. */
const isInRooms = (grants: readonly Grant[], properties: readonly number[] | undefined): boolean =>
  grants.some(({ propertyId, permissions }) => isWished(propertyId, properties) && permissions.includes(IN_ROOMS));

const IN_ROOMS: Permission = "chat.room.read";

const isWished = (propertyId: number, properties: readonly number[] | undefined): boolean =>
  properties === undefined || properties.includes(propertyId);

/** With the channels of the person's conversations: a room's while its property is wished and the person may be in rooms there. */
function withConversations(
  audience: Audience,
  grants: readonly Grant[],
  properties: readonly number[] | undefined,
  memberships: Memberships,
): Audience {
  const places = new Set<number | null>([null]);
  for (const { propertyId, permissions } of grants)
    if (isWished(propertyId, properties) && permissions.includes(IN_ROOMS)) places.add(propertyId);
  const channels = new Set(audience.channels);
  for (const { conversationId, propertyId, internal } of memberships) {
    if (!places.has(propertyId)) continue;
    channels.add(channelOf("chat", propertyId, "normal", conversationId));
    if (internal) channels.add(channelOf("chat", propertyId, "restricted", conversationId));
  }
  if (channels.size === audience.channels.size) return audience;
  const { services, denied } = audience;
  const isDenied = denied.includes("chat");
  return {
    key: keyOf(channels),
    channels,
    services: isDenied ? [...services, "chat"] : services,
    denied: isDenied ? denied.filter((service) => service !== "chat") : denied,
  };
}

/** The services of which one audience has other channels than the other. */
export function servicesThatDiffer(one: Audience, other: Audience): StreamService[] {
  const services = new Set<StreamService>();
  for (const channel of one.channels) if (!other.channels.has(channel)) services.add(serviceOf(channel));
  for (const channel of other.channels) if (!one.channels.has(channel)) services.add(serviceOf(channel));
  return [...services];
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
