import { Temporal } from "temporal-polyfill";
import { toMinor } from "../../platform/money";
import type { PaymentMode, Revenue, RevenueSource } from "../contract/types";

export interface DemoHotel {
  propertyId: number;
  timeZone: string;
  currency: string;
  /** Person ids; each books some of the lines. */
  people: string[];
}

interface Kind {
  source: RevenueSource;
  paymentModes: PaymentMode[];
  descriptions: string[];
  /** Lowest and highest price in euro. */
  euros: [number, number];
}

const KINDS: readonly Kind[] = [
  {
    source: "room",
    paymentModes: ["card", "card", "bank", "ota"],
    descriptions: ["Room 204, one night", "Room 311, two nights", "Room 107, one night", "Suite 401, one night"],
    euros: [95, 320],
  },
  {
    source: "room",
    paymentModes: ["card", "ota"],
    descriptions: ["Room 212, one night", "Room 305, three nights"],
    euros: [110, 420],
  },
  {
    source: "fnb",
    paymentModes: ["card", "cash"],
    descriptions: ["Restaurant, table 7", "Bar, table 2", "Breakfast, two guests", "Room service, 311"],
    euros: [14, 96],
  },
  {
    source: "addon",
    paymentModes: ["card", "cash"],
    descriptions: ["Airport transfer", "Late check-out", "Bicycles, half a day", "Massage, 60 minutes"],
    euros: [18, 85],
  },
  {
    source: "other",
    paymentModes: ["cash"],
    descriptions: ["Laundry", "Parking, one day", "Postcards and stamps"],
    euros: [3, 24],
  },
];
/** Rough rates, only to make the numbers look right. */
export const PER_EURO: Readonly<Record<string, number>> = { EUR: 1, GBP: 0.86, INR: 92 };
const DAYS = 7;
const LINES_PER_DAY = 8;

/** A week of plausible lines up to now. The same hotel always gets the same lines, counted back from today; only ids and dates differ. */
export function demoWeek(hotel: DemoHotel, now: Date, newId: () => string): Revenue[] {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const today = instant.toZonedDateTimeISO(hotel.timeZone).toPlainDate();
  const lines: Revenue[] = [];
  for (let back = DAYS - 1; back >= 0; back--) {
    const day = today.subtract({ days: back });
    const random = seededRandom(hotel.propertyId * 1000 + back);
    for (let i = 0; i < LINES_PER_DAY; i++) {
      const minute = 7 * 60 + Math.floor(((i + random()) / LINES_PER_DAY) * 15 * 60);
      const at = day.toZonedDateTime({ timeZone: hotel.timeZone }).add({ minutes: minute }).toInstant();
      const line = demoLine(hotel, day.toString(), at.toString({ smallestUnit: "millisecond" }), random, newId);
      if (Temporal.Instant.compare(at, instant) <= 0) lines.push(line);
    }
  }
  return lines;
}

function demoLine(
  hotel: DemoHotel,
  businessDate: string,
  at: string,
  random: () => number,
  newId: () => string,
): Revenue {
  const kind = pick(KINDS, random);
  const paymentMode = pick(kind.paymentModes, random);
  const [low, high] = kind.euros;
  const whole = Math.round((low + (high - low) * random()) * (PER_EURO[hotel.currency] ?? 1));
  const amountMinor = toMinor(whole, 2);
  if (typeof amountMinor !== "number") throw new Error(`demo price ${whole}: ${amountMinor}`);
  const number = String(Math.floor(random() * 900_000) + 100_000);
  return {
    id: newId(),
    version: 1,
    propertyId: hotel.propertyId,
    amountMinor,
    currency: hotel.currency,
    source: kind.source,
    paymentMode,
    bankReference:
      paymentMode === "bank" || paymentMode === "card" ? `${paymentMode === "bank" ? "TRF" : "POS"}-${number}` : null,
    description: pick(kind.descriptions, random),
    businessDate,
    occurredAt: at,
    recordedBy: pick(hotel.people, random),
    recordedAt: at,
    reversalOf: null,
  };
}

function pick<T>(list: readonly T[], random: () => number): T {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new Error("a demo list is empty");
  return item;
}

/** mulberry32: small, and the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
