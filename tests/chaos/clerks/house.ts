import { call } from "../../lib/api";
import type { Person } from "../person";
import type { Row } from "./desk-call";

/** Where both a clerk and the owner work. */
export const PROPERTY = 2;
/** So few that 50 clerks are in each other's way. */
const ROOMS = 8;
const TYPE = "CLK";

/** A part of the demo hotel that only the clerks of this test use. */
export class House {
  readonly url: string;
  readonly owner: Person;
  readonly businessDate: string;
  readonly roomIds: string[];

  private constructor(url: string, owner: Person, businessDate: string, roomIds: string[]) {
    this.url = url;
    this.owner = owner;
    this.businessDate = businessDate;
    this.roomIds = roomIds;
  }

  static async build(url: string, owner: Person): Promise<House> {
    const token = await owner.token();
    const post = (path: string, body: object) =>
      call<Row>(url, "POST", path, { token, body: { propertyId: PROPERTY, ...body } });
    await post("/guest/room-types", { code: TYPE });
    const roomIds: string[] = [];
    for (let i = 1; i <= ROOMS; i++)
      roomIds.push((await post("/guest/rooms", { number: `C${i}`, roomType: TYPE })).body.id);
    const path = `/guest/reservations?propertyId=${PROPERTY}&limit=1`;
    const { body } = await call<{ businessDate: string }>(url, "GET", path, { token });
    return new House(url, owner, body.businessDate, roomIds);
  }

  /** The date so many days after the business date. */
  day(after: number): string {
    return new Date(Date.parse(this.businessDate) + after * 86_400_000).toISOString().slice(0, 10);
  }

  /** A request for a stay of one to three nights that begins today or tomorrow. */
  stay(guestName: string, dice: number): object {
    const from = dice < 0.8 ? 0 : 1;
    const nights = 1 + (Math.floor(dice * 100) % 3);
    const dates = { arrival: this.day(from), departure: this.day(from + nights) };
    return { propertyId: PROPERTY, guestName, roomType: TYPE, ...dates };
  }

  /** Every row of a list, page by page. */
  async readAll(path: string): Promise<Row[]> {
    const token = await this.owner.token();
    const rows: Row[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const more: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await call<{ data: Row[]; nextCursor: string | null }>(
        this.url,
        "GET",
        `${path}propertyId=${PROPERTY}&limit=100${more}`,
        { token },
      );
      rows.push(...page.body.data);
      cursor = page.body.nextCursor;
    }
    return rows;
  }

  stays = (): Promise<Row[]> => this.readAll(`/guest/reservations?roomType=${TYPE}&`);
  rooms = (): Promise<Row[]> => this.readAll(`/guest/rooms?roomType=${TYPE}&`);
}
