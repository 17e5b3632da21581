import type { Person } from "../person";
import type { Follower } from "./follower";
import { PlainPoll } from "./plain-poll";
import { PlainSse } from "./plain-sse";
import { PlainStream } from "./plain-stream";
import { ProductFollower } from "./product";

const WAIT_MS = 3000;

/** Clients of every kind, as each of the people; all begin at the oldest event. */
export async function follow(url: string, people: readonly Person[], epoch: string): Promise<Follower[]> {
  const [owner] = people;
  if (owner === undefined) throw new Error("nobody is there");
  const dictionary = await dictionaryOf(url);
  return [
    ...people.map((person) => new PlainStream({ url, person })),
    new PlainStream({ url, person: owner, properties: [2] }),
    new PlainStream({ url, person: owner, offers: { ack: true } }),
    new PlainStream({ url, person: owner, offers: { encodings: ["deflate-dict-1"] }, dictionary }),
    new PlainStream({ url, person: owner, offers: { ack: true, encodings: ["deflate-dict-1"] }, dictionary }),
    ...people.map((person) => new ProductFollower(url, person, epoch)),
    new PlainSse(url, owner),
    new PlainPoll(url, owner, WAIT_MS),
    new PlainPoll(url, owner, 0),
    new ProductFollower(url, owner, epoch, "sse"),
    new ProductFollower(url, owner, epoch, "long-poll"),
    new ProductFollower(url, owner, epoch, "poll"),
  ];
}

/** RT20: what the texts of the encoding `deflate-dict-1` are compressed against. */
async function dictionaryOf(url: string): Promise<Buffer> {
  const answer = await fetch(`${url}/v2/realtime/dictionaries/deflate-dict-1`);
  if (!answer.ok) throw new Error(`the dictionary was answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
