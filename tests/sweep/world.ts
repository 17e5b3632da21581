import { randomUUID } from "node:crypto";
import { openWidget, Visitor } from "../../chat/__tests__/visitors";
import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
import type { Permission, Role } from "../../identity/contract/permissions";
import { ROLE_PERMISSIONS } from "../../identity/contract/roles";
import { pool as identityPool } from "../../identity/store/db";
import type { StreamService } from "../../platform/events";
import { intake, sequencer } from "../../realtime/engine/engine";
import { sampleBatch, sampleEvent } from "../../realtime/testing/batches";
import { attachPdf, beginUpload, bookRevenue, call, type Tokens } from "../lib/api";
import { nextBatchNo, untilSequenced } from "../lib/outboxes";

/** A text that stands nowhere but in what belongs to it, and who may see that. */
export interface Secret {
  text: string;
  orgId: string;
  /** Enough to see it at one of these. */
  propertyIds: number[];
  /** Null: nobody. */
  permission: Permission | "any" | null;
  isEvent: boolean;
  /** It stands in the bytes of a file. */
  isContent?: true;
  /** The id of an event, which says where in the log something stands and not what. */
  isPlace?: true;
}

export interface Viewer {
  name: string;
  orgId: string;
  token: string;
  roles: Map<number, Role>;
}

interface Hotel {
  orgId: string;
  propertyId: number;
  /** Books here, and is known here alone. */
  booker: string;
}

const ROLES = Object.keys(ROLE_PERMISSIONS) as Role[];

/** Every kind of channel, with what SPEC.md RT13 and the permission catalogue say of it; written here once more. */
const CHANNELS: [service: StreamService, eventClass: "normal" | "restricted", permission: Permission | null][] = [
  ["finance", "restricted", "finance.restricted.read"],
  ["guest", "normal", "guest.stay.read"],
  ["guest", "restricted", "guest.restricted.read"],
  ["staff", "normal", "staff.member.read"],
  ["staff", "restricted", "staff.shift.manage"],
  ["tasks", "normal", "task.read"],
  ["tasks", "restricted", null],
  ["uploads", "normal", "uploads.file.read"],
  ["uploads", "restricted", "uploads.restricted.read"],
  ["users", "normal", "person.read"],
  ["branding", "normal", "property.read"],
  ["dashboard", "normal", "reports.dashboard.read"],
  ["analytics", "normal", "reports.figures.read"],
  ["reports", "normal", "reports.figures.read"],
  ["properties", "normal", "property.read"],
];

/** Where to read: what stands in the addresses of everything that reads. */
export type Places = Omit<World, "secrets" | "viewers" | "hiddenFrom" | "eventsFor" | "contentsFor" | "publish">;

/** Two organisations with two properties each, a person for every role and scope, and events of every kind in every property. */
export class World {
  readonly url: string;
  readonly secrets: Secret[] = [];
  readonly viewers: Viewer[] = [];
  readonly hotels: Hotel[] = [];
  readonly revenueIds: string[] = [];
  readonly expenseIds: string[] = [];
  readonly cashSessionIds: string[] = [];
  readonly closeIds: string[] = [];
  readonly fileIds: string[] = [];
  readonly taskIds: string[] = [];
  /** Rooms whose only member is who books there. */
  readonly roomIds: string[] = [];
  readonly messageIds: string[] = [];
  readonly stayIds: string[] = [];
  readonly requestIds: string[] = [];
  readonly documentIds: string[] = [];
  readonly batchIds: string[] = [];
  /** Ids of those who book. */
  readonly bookers: string[] = [];

  private constructor(url: string) {
    this.url = url;
  }

  static async build(url: string): Promise<World> {
    const world = new World(url);
    for (let i = 0; i < 2; i++) await world.#addOrganisation();
    return world;
  }

  /** Nothing yet, to be filled with what is to be read. */
  static empty(url: string): Places {
    return new World(url);
  }

  /** What an answer to this person must not hold; null is somebody who is not logged in. */
  hiddenFrom(viewer: Viewer | null): Secret[] {
    return this.secrets.filter((secret) => !maySee(viewer, secret));
  }

  eventsFor(viewer: Viewer): Secret[] {
    return this.secrets.filter((secret) => secret.isEvent && maySee(viewer, secret));
  }

  contentsFor(viewer: Viewer): Secret[] {
    return this.secrets.filter((secret) => secret.isContent && maySee(viewer, secret));
  }

  /**
   * Brings events of every kind into every property and into the organisations as such, once. Resolves to the text of the newest event
   * of each property, which everybody with a role there sees.
   */
  async publish(): Promise<Map<number, string>> {
    const last = new Map<number, string>();
    for (const { orgId, propertyId, booker } of this.hotels) {
      const text = this.#secret(orgId, [propertyId], "finance.revenue.read", true);
      const booked = await bookRevenue(this.url, booker, { amount: 10, propertyId, description: text });
      this.revenueIds.push(booked.id);
      this.#keep(booked.id, orgId, [propertyId], "finance.revenue.read", true);
    }
    for (const hotel of this.hotels) await this.#spend(hotel);
    for (const hotel of this.hotels) await this.#closeDay(hotel);
    for (const hotel of this.hotels) await this.#count(hotel);
    for (const hotel of this.hotels) await this.#upload(hotel);
    for (const hotel of this.hotels) await this.#employ(hotel);
    for (const hotel of this.hotels) await this.#talk(hotel);
    for (const hotel of this.hotels) await this.#visit(hotel);
    for (const hotel of this.hotels) await this.#reserve(hotel);
    for (const [i, hotel] of this.hotels.entries()) await this.#attach(hotel, i);
    for (const { orgId, propertyId } of this.hotels) await this.#park(orgId, propertyId);
    const orgIds = new Set(this.hotels.map((hotel) => hotel.orgId));
    for (const [service, eventClass, permission] of CHANNELS) {
      for (const { orgId, propertyId } of this.hotels)
        await this.#bring(orgId, propertyId, service, eventClass, permission);
      for (const orgId of orgIds) await this.#bring(orgId, null, service, eventClass, null);
    }
    for (const orgId of orgIds) await untilSequenced(orgId);
    for (const { orgId, propertyId } of this.hotels)
      last.set(propertyId, await this.#bring(orgId, propertyId, "properties", "normal", "property.read"));
    return last;
  }

  /** Submits an expense whose vendor and number are secrets. */
  async #spend({ orgId, propertyId, booker: token }: Hotel): Promise<void> {
    const vendor = this.#secret(orgId, [propertyId], "finance.expense.read", true);
    const body = { propertyId, vendor, amountMinor: 100 };
    const { id } = (await call<{ id: string }>(this.url, "POST", "/finance/expenses", { token, body })).body;
    this.expenseIds.push(id);
    this.#keep(id, orgId, [propertyId], "finance.expense.read", true);
  }

  /** Closes the day for a reason that is a secret: what was spent is still open. */
  async #closeDay({ orgId, propertyId, booker: token }: Hotel): Promise<void> {
    const reason = this.#secret(orgId, [propertyId], "finance.revenue.read", true);
    const body = { propertyId, businessDate: "2026-11-20", reason };
    const { id } = (await call<{ id: string }>(this.url, "POST", "/finance/day-closes", { token, body })).body;
    this.closeIds.push(id);
    this.#keep(id, orgId, [propertyId], "finance.revenue.read", true);
  }

  /** Opens a drawer, counts it and closes it for a reason that is a secret. */
  async #count({ orgId, propertyId, booker: token }: Hotel): Promise<void> {
    const post = (path: string, body: object) =>
      call<{ id: string }>(this.url, "POST", `/finance/cash-sessions${path}`, { token, body });
    const { id } = (await post("", { propertyId, floatMinor: 10_000 })).body;
    this.cashSessionIds.push(id);
    this.#keep(id, orgId, [propertyId], "finance.revenue.read", true);
    await post(`/${id}/count`, { version: 1, countedMinor: 10_000 });
    const reason = this.#secret(orgId, [propertyId], "finance.revenue.read", true);
    await post(`/${id}/close`, { version: 2, reason });
  }

  /** Begins a file whose name is a secret. */
  async #upload({ orgId, propertyId, booker }: Hotel): Promise<void> {
    const name = this.#secret(orgId, [propertyId], "uploads.file.read");
    const api = { url: this.url, token: booker };
    const path = await beginUpload(api, { purpose: "receipt", propertyId, name: `${name}.pdf`, size: 100 });
    const id = path.split("/").at(-1) ?? "";
    this.fileIds.push(id);
    this.#keep(id, orgId, [propertyId], "uploads.file.read", false);
  }

  /** A file, with a secret for its name and one in its bytes, of everything of the hotel that files are given to. */
  async #attach({ orgId, propertyId, booker: token }: Hotel, i: number): Promise<void> {
    const files: [kind: string, purpose: string, ids: string[], permission: Permission | null][] = [
      ["expense", "receipt", this.expenseIds, "finance.expense.read"],
      ["task", "task_evidence", this.taskIds, "task.read"],
      ["id_document", "guest_document", this.documentIds, "guest.identity.read"],
      // Of the two messages of its room the internal one.
      ["message", "chat_attachment", this.messageIds.filter((_, at) => at % 2 === 1), null],
    ];
    for (const [kind, purpose, ids, permission] of files) {
      const name = `${this.#secret(orgId, [propertyId], permission)}.pdf`;
      const text = randomUUID();
      this.secrets.push({ text, orgId, propertyIds: [propertyId], permission, isEvent: false, isContent: true });
      const subject = { kind, id: ids[i]! };
      this.fileIds.push(await attachPdf({ url: this.url, token }, { purpose, propertyId, name, text }, subject));
    }
  }

  /** A member of the staff who is planned, on duty, leaves a handover and has a task. */
  async #employ({ orgId, propertyId, booker: token }: Hotel): Promise<void> {
    const secretOf = (permission: Permission): string => this.#secret(orgId, [propertyId], permission);
    const post = async (path: string, body: object): Promise<string> => {
      const answer = await call<{ id: string }>(this.url, "POST", path, { token, body: { propertyId, ...body } });
      if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
      return answer.body.id;
    };
    const department = "housekeeping";
    const memberId = await post("/staff/members", { department, name: secretOf("staff.member.read") });
    this.#keep(memberId, orgId, [propertyId], "staff.member.read", false);
    const [startsAt, endsAt] = ["2026-11-20T06:00:00Z", "2026-11-20T14:00:00Z"];
    await post("/staff/shifts", { department, startsAt, endsAt, note: secretOf("staff.shift.manage") });
    await post("/staff/clock", { kind: "in", memberId });
    await post("/staff/handovers", { department, text: secretOf("staff.member.read") });
    const taskId = await post("/tasks", { title: secretOf("task.read") });
    this.#keep(taskId, orgId, [propertyId], "task.read", false);
    this.taskIds.push(taskId);
  }

  /** A room that no viewer is in, with a message for all its members and an internal one. */
  async #talk({ orgId, propertyId, booker }: Hotel): Promise<void> {
    const name = this.#secret(orgId, [propertyId], null);
    const room = { token: booker, body: { propertyId, name } };
    const { conversation } = (await call<{ conversation: { id: string } }>(this.url, "POST", "/chat/rooms", room)).body;
    this.roomIds.push(conversation.id);
    for (const isPublic of [true, false]) {
      const content = this.#secret(orgId, [propertyId], null);
      const path = `/chat/conversations/${conversation.id}/messages`;
      const sent = await call<{ id: string }>(this.url, "POST", path, { token: booker, body: { content, isPublic } });
      this.messageIds.push(sent.body.id);
      this.#keep(sent.body.id, orgId, [propertyId], null, false);
    }
  }

  /** A visitor of the website comes and asks; who answers visitors sees it, and who manages the widget its key. */
  async #visit({ orgId, propertyId, booker }: Hotel): Promise<void> {
    const siteKey = await openWidget(this.url, booker, propertyId);
    this.#keep(siteKey, orgId, [propertyId], "chat.widget.manage", false);
    const word = (): string => this.#secret(orgId, [propertyId], "chat.visitor.answer", true);
    const visitor = await Visitor.come(this.url, siteKey, word());
    const { id } = await visitor.say(word());
    for (const each of [id, visitor.conversationId]) this.#keep(each, orgId, [propertyId], "chat.visitor.answer", true);
    this.roomIds.push(visitor.conversationId);
    this.messageIds.push(id);
  }

  /** A room type, a room and a reservation, all with words that only who may read stays may see. */
  async #reserve({ orgId, propertyId, booker: token }: Hotel): Promise<void> {
    const word = (): string => this.#secret(orgId, [propertyId], "guest.stay.read", true);
    const post = async (path: string, body: object): Promise<string> => {
      const answer = await call<{ id: string }>(this.url, "POST", path, { token, body: { propertyId, ...body } });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      this.#keep(answer.body.id, orgId, [propertyId], "guest.stay.read", true);
      return answer.body.id;
    };
    await post("/guest/room-types", { code: "DBL", name: word() });
    // Too short for a word like the others.
    const room = randomUUID().slice(0, 13);
    this.#keep(room, orgId, [propertyId], "guest.stay.read", true);
    await post("/guest/rooms", { number: room, roomType: "DBL" });
    const stay = { guestName: word(), notes: word(), roomType: "DBL", departure: "2026-11-25" };
    const stayId = await post("/guest/reservations", stay);
    this.stayIds.push(stayId);
    this.requestIds.push(await post("/guest/requests", { wish: word(), reservationId: stayId }));
    const rows = [{ guestName: word(), roomType: "DBL", arrival: "2026-11-24", departure: "2026-11-25" }];
    const bulk = { token, body: { propertyId, batchKey: word(), rows } };
    const { batchId } = (await call<{ batchId: string }>(this.url, "POST", "/guest-checkin/bulk", bulk)).body;
    this.#keep(batchId, orgId, [propertyId], "guest.stay.read", true);
    this.batchIds.push(batchId);
    const number = randomUUID().slice(0, 20).toUpperCase();
    // The number is nobody's to see by reading; what it ends with, and why it was looked at, is.
    this.#keep(number, orgId, [propertyId], null, false);
    const body = { number, country: "PRT" };
    const shown = await call<{ id: string }>(this.url, "POST", `/guest/reservations/${stayId}/documents`, {
      token,
      body,
    });
    this.#keep(shown.body.id, orgId, [propertyId], "guest.restricted.read", true);
    this.documentIds.push(shown.body.id);
    const reason = this.#secret(orgId, [propertyId], "guest.identity.read");
    await call(this.url, "POST", `/guest/documents/${shown.body.id}/reveal`, { token, body: { reason } });
  }

  async #bring(
    orgId: string,
    propertyId: number | null,
    service: StreamService,
    eventClass: "normal" | "restricted",
    permission: Permission | null,
  ): Promise<string> {
    const at = propertyId === null ? [] : [propertyId];
    const text = this.#secret(orgId, at, permission, true);
    const id = this.#secret(orgId, at, permission, true);
    const event = sampleEvent({
      propertyId,
      class: eventClass,
      data: { text, entityId: id },
    });
    await sequencer.submit(sampleBatch(orgId, await nextBatchNo(orgId, service), [event], service));
    this.secrets.push({ text: event.id, orgId, propertyIds: at, permission, isEvent: true, isPlace: true });
    return text;
  }

  /** A message that cannot be sequenced, and is shown to whoever looks after its property. */
  async #park(orgId: string, propertyId: number): Promise<void> {
    const text = this.#secret(orgId, [propertyId], "realtime.operate");
    const event = sampleEvent({ propertyId, at: text, data: { text } });
    this.#keep(event.id, orgId, [propertyId], "realtime.operate", false);
    const batchNo = await nextBatchNo(orgId, "users");
    await intake.of("users")({ service: "users", orgId, batchNo, events: [event] });
  }

  async #addOrganisation(): Promise<void> {
    const { orgId, propertyIds } = await addOrganisation(2);
    const [one = 0, two = 0] = propertyIds;
    this.#keep(orgId, orgId, propertyIds, "any", false);
    await identityPool.query(`UPDATE organisation SET name = $2 WHERE id = $1`, [
      orgId,
      this.#secret(orgId, propertyIds, "any"),
    ]);
    for (const id of propertyIds) {
      const name = this.#secret(orgId, [id], "any");
      await identityPool.query(`UPDATE property SET name = $2 WHERE id = $1`, [id, name]);
      this.#keep(`"propertyId":${id},`, orgId, [id], "any", false);
      const booker = await this.#addPerson(orgId, [[id, "owner"]]);
      this.hotels.push({ orgId, propertyId: id, booker });
    }
    const scopes = [[one], [two], [one, two]];
    for (const role of ROLES)
      for (const scope of scopes)
        await this.#addViewer(
          orgId,
          scope.map((id) => [id, role]),
        );
    await this.#addViewer(orgId, [
      [one, "owner"],
      [two, "clerk"],
    ]);
  }

  async #addViewer(orgId: string, roles: [number, Role][]): Promise<void> {
    const name = roles.map(([id, role]) => `${role} at ${id}`).join(", ");
    this.viewers.push({ name, orgId, token: await this.#addPerson(orgId, roles), roles: new Map(roles) });
  }

  /** Resolves to an access token. */
  async #addPerson(orgId: string, roles: [number, Role][]): Promise<string> {
    const at = roles.map(([propertyId]) => propertyId);
    const { id, email } = await addPerson(orgId, roles);
    await identityPool.query(`UPDATE person SET name = $2 WHERE id = $1`, [id, this.#secret(orgId, at, "any")]);
    this.#keep(id, orgId, at, "any", false);
    if (roles.every(([, role]) => role === "owner") && roles.length === 1) this.bookers.push(id);
    const body = { email, password: PASSWORD };
    return (await call<Tokens>(this.url, "POST", "/identity/login", { body })).body.accessToken;
  }

  #secret(orgId: string, propertyIds: number[], permission: Secret["permission"], isEvent = false): string {
    const text = randomUUID();
    this.#keep(text, orgId, propertyIds, permission, isEvent);
    return text;
  }

  #keep(text: string, orgId: string, propertyIds: number[], permission: Secret["permission"], isEvent: boolean): void {
    this.secrets.push({ text, orgId, propertyIds, permission, isEvent });
  }
}

function maySee(viewer: Viewer | null, { orgId, propertyIds, permission }: Secret): boolean {
  if (viewer === null || viewer.orgId !== orgId || permission === null) return false;
  const roles = propertyIds.flatMap((id) => viewer.roles.get(id) ?? []);
  return roles.some((role) => permission === "any" || ROLE_PERMISSIONS[role].includes(permission));
}
