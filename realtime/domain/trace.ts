import type { Permission } from "../../identity/contract/permissions";
import type { StreamService } from "../../platform/events";
import type { EventClass } from "../contract/event";
import { permissionTo } from "./audience";
import { isOfConversation } from "./channel";
import type { Story } from "./story";

/** What decides who gets an event. */
export interface TracedPlace {
  seq: number;
  channel: string;
  service: StreamService;
  propertyId: number | null;
  class: EventClass;
}

export type Verdict =
  | "sent"
  | "acknowledged"
  | "on_its_way"
  | "behind"
  | "not_begun"
  | "before_connection"
  | "skipped_by_resync"
  | "closed_before"
  | "service_not_asked"
  | "property_not_asked"
  | "no_role_at_property"
  | "no_permission"
  | "not_a_member"
  | "nobody_may";

/** Whether a connection was sent an event, when, and why not, in words for a person. */
export interface Explanation {
  verdict: Verdict;
  words: string;
  sentAtMs: number | null;
}

/** @param runSentAt when the process wrote the event to whoever was live; null when it does not know any more */
export function explain(place: TracedPlace, story: Story, runSentAt: number | null): Explanation {
  const not = (verdict: Verdict, words: string): Explanation => ({ verdict, words, sentAtMs: null });
  const { seq } = place;
  if (story.services === null)
    return story.closed === null
      ? not("not_begun", "it has not sent its handshake yet")
      : not(
          "closed_before",
          `it was closed at ${time(story.closed.atMs)} without a handshake (${story.closed.reason})`,
        );
  const stretch = story.stretches.find(
    ({ after, upTo, audience }) =>
      after < seq && seq <= (upTo ?? story.cursor ?? 0) && audience.channels.has(place.channel),
  );
  if (stretch !== undefined) return sent(place, story, runSentAt);
  const refusal = whyNotSeen(place, story);
  if (refusal !== null) return not(refusal.verdict, refusal.words);
  const begun = story.stretches.find(({ after }) => after >= seq);
  if (begun !== undefined) {
    return begun.because === "connect"
      ? not("before_connection", `it began behind ${begun.after} at ${time(begun.atMs)}, as its handshake asked`)
      : not(
          "skipped_by_resync",
          `it was told at ${time(begun.atMs)} to fetch its data anew (${begun.because}) and went on behind ${begun.after}`,
        );
  }
  if (story.closed !== null)
    return not(
      "closed_before",
      `it was closed at ${time(story.closed.atMs)} (${story.closed.reason}) when it had come to ${story.cursor ?? "nothing yet"}; it gets the event when it comes back with that cursor`,
    );
  const turn = story.turns.at(-1);
  if (story.phase === "live")
    return not("on_its_way", `it is live at ${story.cursor}; the event goes out with the next tick`);
  if (story.cursor === null) return not("not_begun", "its handshake is being answered");
  return not(
    "behind",
    `it is ${story.phase} since ${time(turn?.atMs ?? story.openedAtMs)} and has come to ${story.cursor}`,
  );
}

function sent({ seq }: TracedPlace, story: Story, runSentAt: number | null): Explanation {
  // The turn that ended at or beyond the event: before a live one lies a replay, after a live one the runs.
  const reached = story.turns.findIndex(({ cursor }) => cursor >= seq);
  const before = story.turns[(reached < 0 ? story.turns.length : reached) - 1]?.phase;
  // Of a long life the first turns are forgotten, and of a process the first runs: then only that it was sent is known.
  const sentAtMs = before === "live" ? runSentAt : before === undefined ? null : (story.turns[reached]?.atMs ?? null);
  const words =
    before === undefined
      ? "it was sent, at a time that is not known any more"
      : before === "live"
        ? `it was sent live${sentAtMs === null ? ", at a time that is not known any more" : ` at ${time(sentAtMs)}`}`
        : `it was sent by replay, which ${sentAtMs === null ? "goes on" : `ended at ${time(sentAtMs)}`}`;
  if (story.acked !== null && story.acked >= seq)
    return { verdict: "acknowledged", words: `${words}, and the client has acknowledged it`, sentAtMs };
  const open = story.acked === null ? "" : `; the client has acknowledged ${story.acked} so far`;
  return { verdict: "sent", words: words + open, sentAtMs };
}

/** Why the channel is not in the connection's audience; null when it is. */
function whyNotSeen(place: TracedPlace, story: Story): { verdict: Verdict; words: string } | null {
  if (story.services?.includes(place.service) !== true)
    return { verdict: "service_not_asked", words: `it did not ask for ${place.service}` };
  if (place.propertyId !== null && story.properties?.includes(place.propertyId) === false)
    return { verdict: "property_not_asked", words: `it asked for other properties than ${place.propertyId}` };
  const isMember = isOfConversation(place.channel) && story.stretches.at(-1)?.audience.channels.has(place.channel);
  return isMember === true ? null : whyNotAllowed(place, story.grants);
}

/** Why these rights do not show the event; null when they do. */
export function whyNotAllowed(
  place: TracedPlace,
  grants: readonly { propertyId: number; permissions: readonly Permission[] }[],
): { verdict: Verdict; words: string } | null {
  if (isOfConversation(place.channel))
    return {
      verdict: "not_a_member",
      words: "the event is for the members of a conversation, whatever rights somebody has",
    };
  const permission = permissionTo(place.service, place.class);
  if (permission === null || place.propertyId === null)
    return { verdict: "nobody_may", words: `no rule shows ${place.channel} to anybody` };
  const grant = grants.find(({ propertyId }) => propertyId === place.propertyId);
  if (grant === undefined)
    return { verdict: "no_role_at_property", words: `the person has no role at property ${place.propertyId}` };
  return grant.permissions.includes(permission)
    ? null
    : { verdict: "no_permission", words: `the person lacks ${permission} at property ${place.propertyId}` };
}

const time = (ms: number): string => new Date(ms).toISOString();
