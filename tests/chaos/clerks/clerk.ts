import { setTimeout as pause } from "node:timers/promises";
import { call } from "../../lib/api";
import type { Person } from "../person";
import type { Random } from "../random";
import type { DeskCall, Row } from "./desk-call";
import { type House, PROPERTY } from "./house";

const LONGEST_PAUSE_MS = 50;

/** What all clerks know of stays and requests: the rows as they were answered last, to anybody. */
export type Known = Map<string, Row>;

/** What bookings of a run begin with; the demo's own do not. */
export const BOOKED = "clerks:";

/** Somebody at the desk who does one thing after the other, whatever the others do. */
export class Clerk {
  readonly #person: Person;
  readonly #desk: DeskCall;
  readonly #house: House;
  readonly #stays: Known;
  readonly #requests: Known;
  readonly #random: Random;

  constructor(person: Person, desk: DeskCall, house: House, known: { stays: Known; requests: Known }, random: Random) {
    this.#person = person;
    this.#desk = desk;
    this.#house = house;
    this.#stays = known.stays;
    this.#requests = known.requests;
    this.#random = random;
  }

  async work(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.#doSomething(this.#random.next());
      await pause(this.#random.whole(LONGEST_PAUSE_MS));
    }
  }

  async #doSomething(dice: number): Promise<void> {
    const known = [...this.#stays.values()].filter(({ state }) => state !== "cancelled" && state !== "no_show");
    if (known.length < 20 || dice < 0.15) return this.#make();
    if (dice < 0.3) return this.#clean();
    if (dice < 0.4) return this.#serve();
    if (dice < 0.5) return this.#book();
    return this.#step(this.#random.pick(known));
  }

  async #make(): Promise<void> {
    const guest = `Clerks' guest ${this.#random.whole(1e9)}`;
    this.#learn(this.#stays, await this.#post("/guest/reservations", this.#house.stay(guest, this.#random.next())));
  }

  /** A step that the stay's state allows, or did when it was looked at. */
  async #step({ id, version, state }: Row): Promise<void> {
    const roomId = this.#random.pick(this.#house.roomIds);
    const steps: [name: string, more?: object][] =
      state === "confirmed" || state === "assigned"
        ? [
            ["check-in", { roomId }],
            ["check-in", { roomId }],
            ["check-in"],
            ["assign", { roomId }],
            ["assign", { roomId: null }],
            ["cancel"],
            ["no-show"],
          ]
        : state === "checked_in" || state === "due_out"
          ? [["check-out"], ["check-out"], ["undo-check-in"]]
          : [["undo-check-out"]];
    const [name, more = {}] = this.#random.pick(steps);
    const done = await this.#post(`/guest/reservations/${id}/${name}`, { version, ...more });
    if (done === "version_conflict") this.#learn(this.#stays, await this.#look(`/guest/reservations/${id}`));
    else this.#learn(this.#stays, done);
  }

  /** A room is cleaned. That is no write with a key: it names its version, so that a repeat is refused. */
  async #clean(): Promise<void> {
    const token = await this.#person.token();
    const rooms = await this.#house.rooms();
    const { id, version } = this.#random.pick(rooms);
    const body = { version, housekeeping: this.#random.pick(["clean", "inspected"]) };
    const { status, body: said } = await call(this.#house.url, "PATCH", `/guest/rooms/${id}`, { token, body });
    if (status !== 200 && status !== 409)
      this.#desk.problems.push(`cleaning a room: ${status} ${JSON.stringify(said).slice(0, 300)}`);
  }

  async #serve(): Promise<void> {
    const known = [...this.#requests.values()];
    if (known.length < 10 || this.#random.next() < 0.3)
      return this.#learn(this.#requests, await this.#post("/guest/requests", { propertyId: PROPERTY, wish: "Towels" }));
    const { id, version } = this.#random.pick(known);
    const step = this.#random.pick(["start", "finish", "reopen", "cancel"]);
    const done = await this.#post(`/guest/requests/${id}/step`, { version, step });
    this.#learn(this.#requests, done === "version_conflict" ? await this.#look(`/guest/requests/${id}`) : done);
  }

  async #book(): Promise<void> {
    const description = `${BOOKED} ${this.#random.whole(1e9)}`;
    await this.#post("/finance/revenue", {
      propertyId: PROPERTY,
      amountMinor: 1 + this.#random.whole(1e5),
      description,
    });
  }

  #post(path: string, body: object): Promise<Row | string> {
    return this.#desk.post(this.#person, path, body, this.#random);
  }

  async #look(path: string): Promise<Row> {
    return (await call<Row>(this.#house.url, "GET", path, { token: await this.#person.token() })).body;
  }

  #learn(known: Known, row: Row | string): void {
    if (typeof row === "string") return;
    if ((known.get(row.id)?.version ?? 0) < row.version) known.set(row.id, row);
  }
}
