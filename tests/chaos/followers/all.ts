import type { Person } from "../person";
import type { Follower } from "./follower";
import { PlainPoll } from "./plain-poll";
import { PlainSse } from "./plain-sse";
import { PlainStream } from "./plain-stream";
import { ProductFollower } from "./product";

const WAIT_MS = 3000;

/** Clients of every kind, as each of the people; all begin at the oldest event. */
export function follow(url: string, people: readonly Person[], epoch: string): Follower[] {
  const [owner] = people;
  if (owner === undefined) throw new Error("nobody is there");
  return [
    ...people.map((person) => new PlainStream({ url, person })),
    new PlainStream({ url, person: owner, properties: [2] }),
    ...people.map((person) => new ProductFollower(url, person, epoch)),
    new PlainSse(url, owner),
    new PlainPoll(url, owner, WAIT_MS),
    new PlainPoll(url, owner, 0),
    new ProductFollower(url, owner, epoch, "sse"),
    new ProductFollower(url, owner, epoch, "long-poll"),
    new ProductFollower(url, owner, epoch, "poll"),
  ];
}
