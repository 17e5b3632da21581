import { randomUUID } from "node:crypto";
import { eraseDue } from "../../chat/jobs/erasing";
import { openWidget, Visitor } from "../../chat/__tests__/visitors";
import type { Role } from "../../identity/contract/permissions";
import { sequencer } from "../../realtime/engine/engine";
import { sampleBatch, sampleEvent } from "../../realtime/testing/batches";
import { call } from "../lib/api";
import { Hotel } from "../lib/hotel";
import { type Places, type Viewer, World } from "./world";

/** What somebody is to the room that the texts are said in, or to the website of its property. */
export const PEOPLE = [
  "admin",
  "internal member",
  "member",
  "former member",
  "member without a role there",
  "owner who is no member",
  "owner of the other property",
  "owner of another organisation",
  "visitor of the website",
  "another visitor",
] as const;
export type Who = (typeof PEOPLE)[number];

export interface Person extends Viewer {
  who: Who;
  id: string;
}

const INTERNAL: readonly Who[] = ["admin", "internal member"];
const MEMBERS: readonly Who[] = [...INTERNAL, "member"];
const VISITORS: readonly Who[] = ["visitor of the website", "another visitor"];
/** Answer visitors at the property, in the room or not. */
const DESK: readonly Who[] = [...MEMBERS, "former member", "owner who is no member"];

interface Said {
  text: string;
  /** By reading now. */
  seenBy: readonly Who[];
  /** By who is told as it happens, if others than those. */
  toldTo?: readonly Who[];
  /** It stands in the history and the log for all who see it: what was said before an edit does not. */
  isNewest: boolean;
}

/** Whether it is somebody with nothing but a widget token. */
export const isVisitor = ({ who }: Person): boolean => VISITORS.includes(who);

/** A room, a direct conversation and two of visitors, everybody that could stand to them, and messages of every visibility and fate. */
export class ConversationWorld {
  readonly said = {
    early: { text: randomUUID(), seenBy: MEMBERS, toldTo: [], isNewest: true },
    public: { text: randomUUID(), seenBy: MEMBERS, isNewest: true },
    internal: { text: randomUUID(), seenBy: INTERNAL, isNewest: true },
    beforeHidden: { text: randomUUID(), seenBy: INTERNAL, toldTo: MEMBERS, isNewest: false },
    hidden: { text: randomUUID(), seenBy: INTERNAL, isNewest: true },
    beforePublished: { text: randomUUID(), seenBy: INTERNAL, isNewest: false },
    published: { text: randomUUID(), seenBy: MEMBERS, isNewest: true },
    deleted: { text: randomUUID(), seenBy: [], toldTo: MEMBERS, isNewest: false },
    direct: { text: randomUUID(), seenBy: ["internal member", "member"], isNewest: true },
    question: { text: randomUUID(), seenBy: [...DESK, "visitor of the website"], isNewest: true },
    note: { text: randomUUID(), seenBy: DESK, isNewest: true },
    answer: { text: randomUUID(), seenBy: [...DESK, "visitor of the website"], isNewest: true },
    otherQuestion: { text: randomUUID(), seenBy: [...DESK, "another visitor"], isNewest: true },
  } satisfies Record<string, Said>;
  /** Of each property: a text that all with a role there are told after everything else. */
  readonly last = new Map<number, string>();
  readonly people: readonly Person[];
  readonly places: Places;
  readonly visitors: readonly Visitor[];

  private constructor(people: readonly Person[], places: Places, visitors: readonly Visitor[]) {
    this.people = people;
    this.places = places;
    this.visitors = visitors;
  }

  get #room(): string {
    return this.places.roomIds[0]!;
  }

  static async build(url: string): Promise<ConversationWorld> {
    const [hotel, foreign] = [await Hotel.build(), await Hotel.build()];
    const here = hotel.propertyId;
    const there = hotel.otherPropertyId;
    const roles: Record<Who, [number, Role][]> = {
      admin: [[here, "manager"]],
      "internal member": [[here, "clerk"]],
      member: [[here, "clerk"]],
      "former member": [[here, "manager"]],
      "member without a role there": [[there, "clerk"]],
      "owner who is no member": [
        [here, "owner"],
        [there, "owner"],
      ],
      "owner of the other property": [[there, "owner"]],
      "owner of another organisation": [[foreign.propertyId, "owner"]],
      "visitor of the website": [],
      "another visitor": [],
    };
    const people: Person[] = [];
    for (const who of PEOPLE.filter((each) => !VISITORS.includes(each))) {
      const at = who === "owner of another organisation" ? foreign : hotel;
      // Whoever has no role there any more had one when they came into the room.
      const more: [number, Role][] = who === "member without a role there" ? [[here, "clerk"]] : [];
      const { id, token } = await at.loginAs(url, [...roles[who], ...more]);
      people.push({ who, name: who, id, token, orgId: at.orgId, roles: new Map(roles[who]) });
    }
    const of = (who: Who): Person => people.find((person) => person.who === who)!;
    const members = MEMBERS.slice(1).concat("former member", "member without a role there");
    const seats = members.map((who) => ({ personId: of(who).id, isInternal: who !== "member" }));
    const room = await idOf(url, of("admin"), "/chat/rooms", { propertyId: here, name: "Front desk", members: seats });
    const direct = await idOf(url, of("member"), "/chat/direct", { personId: of("internal member").id });
    const siteKey = await openWidget(url, of("owner who is no member").token, here);
    const visitors = await Promise.all(VISITORS.map((who) => Visitor.come(url, siteKey, who)));
    for (const [i, { token }] of visitors.entries())
      people.push({ who: VISITORS[i]!, name: VISITORS[i]!, id: "", token, orgId: hotel.orgId, roles: new Map() });
    const places = World.empty(url);
    for (const propertyId of [here, there]) places.hotels.push({ orgId: hotel.orgId, propertyId, booker: "" });
    places.bookers.push(of("admin").id, of("member").id);
    places.roomIds.push(room, direct, ...visitors.map(({ conversationId }) => conversationId));
    return new ConversationWorld(people, places, visitors);
  }

  of(who: Who): Person {
    return this.people.find((person) => person.who === who)!;
  }

  /** What is said while everybody is in the room; then two have to go. */
  async begin(): Promise<void> {
    await this.#say(this.said.early.text, true);
    const out = `/chat/conversations/${this.#room}/members/${this.of("former member").id}`;
    await this.#do("admin", "DELETE", out);
    const lost = this.of("member without a role there");
    const here = this.places.hotels[0]!.propertyId;
    await this.#do("owner who is no member", "PUT", `/identity/people/${lost.id}/properties/${here}/roles`, {
      roles: [],
    });
  }

  /** What is said and done while everybody listens. */
  async talk(): Promise<void> {
    const { said } = this;
    await this.#say(said.public.text, true);
    await this.#say(said.internal.text, false);
    const hidden = await this.#say(said.beforeHidden.text, true);
    await this.#do("admin", "PUT", hidden, { version: 1, content: said.hidden.text, isPublic: false });
    const published = await this.#say(said.beforePublished.text, false);
    await this.#do("admin", "PUT", published, { version: 1, content: said.published.text, isPublic: true });
    await this.#do("admin", "DELETE", await this.#say(said.deleted.text, true));
    await this.#say(said.direct.text, true, "member", this.places.roomIds[1]!);
    const [visitor, other] = this.visitors;
    this.places.messageIds.push((await visitor!.say(said.question.text)).id);
    await this.#say(said.note.text, false, "former member", visitor!.conversationId);
    await this.#say(said.answer.text, true, "former member", visitor!.conversationId);
    this.places.messageIds.push((await other!.say(said.otherQuestion.text)).id);
    await eraseDue();
  }

  /** Tells everybody with a role at a property that this is the end. */
  async end(): Promise<void> {
    const foreign = this.of("owner of another organisation");
    const places = [...this.places.hotels, { orgId: foreign.orgId, propertyId: [...foreign.roles.keys()][0]! }];
    const nos = new Map<string, number>();
    for (const { orgId, propertyId } of places) {
      const no = (nos.get(orgId) ?? 0) + 1;
      nos.set(orgId, no);
      const text = randomUUID();
      this.last.set(propertyId, text);
      await sequencer.submit(sampleBatch(orgId, no, [sampleEvent({ propertyId, data: { text } })], "properties"));
    }
  }

  async #say(content: string, isPublic: boolean, who: Who = "admin", where = this.#room): Promise<string> {
    const { id } = await this.#do<{ id: string }>(who, "POST", `/chat/conversations/${where}/messages`, {
      content,
      isPublic,
    });
    this.places.messageIds.push(id);
    return `/chat/messages/${id}`;
  }

  async #do<T>(who: Who, method: string, path: string, body?: object): Promise<T> {
    const { token } = this.of(who);
    const answer = await call<T>(this.places.url, method, path, { token, ...(body && { body }) });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

async function idOf(url: string, { token }: Person, path: string, body: object): Promise<string> {
  const answer = await call<{ conversation: { id: string } }>(url, "POST", path, { token, body });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.conversation.id;
}
