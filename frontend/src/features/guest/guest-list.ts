import Papa from "papaparse";
import type { api } from "../../api/client.gen";

export type GuestRow = api.BulkCheckInRow;

export interface GuestList {
  rows: GuestRow[];
  /** Columns that mean nothing here. */
  ignored: string[];
}

/** Names of columns as lists have them, without case, spaces and marks. */
const COLUMNS: Readonly<Record<string, string>> = {
  reservation: "reservation",
  confirmation: "reservation",
  confirmationnumber: "reservation",
  name: "guestName",
  guest: "guestName",
  guestname: "guestName",
  email: "guestEmail",
  phone: "guestPhone",
  room: "room",
  roomnumber: "room",
  type: "roomType",
  roomtype: "roomType",
  arrival: "arrival",
  departure: "departure",
  adults: "adults",
  notes: "notes",
  document: "number",
  documentnumber: "number",
  passport: "number",
  documenttype: "type",
  country: "country",
  nationality: "country",
  expiry: "expiresOn",
  expires: "expiresOn",
};
const DOCUMENT = new Set(["number", "type", "country", "expiresOn"]);

/**
 * The guests of a list with column names in its first line, as a spreadsheet writes or copies it: commas, semicolons or tabs. Empty cells
 * say nothing. Rows keep their number, so that a corrected list is the same batch.
 */
export function readGuestList(text: string): GuestList {
  const { data, meta } = Papa.parse<Record<string, string>>(text.trim(), { header: true, skipEmptyLines: "greedy" });
  const fields = meta.fields ?? [];
  const known = new Map(fields.map((field) => [field, COLUMNS[field.toLowerCase().replace(/[^\p{L}]/gu, "")]]));
  const ignored = fields.filter((field) => field !== "" && known.get(field) === undefined);
  return { rows: data.map((cells) => toRow(cells, known)), ignored };
}

function toRow(cells: Record<string, string>, known: ReadonlyMap<string, string | undefined>): GuestRow {
  const row: Record<string, string> = {};
  const document: Record<string, string> = {};
  for (const [field, cell] of Object.entries(cells)) {
    const name = known.get(field);
    const value = typeof cell === "string" ? cell.trim() : "";
    if (name === undefined || value === "") continue;
    if (DOCUMENT.has(name)) document[name] = value;
    else row[name] = value;
  }
  const { adults, ...rest } = row;
  return {
    ...rest,
    ...(adults === undefined ? {} : { adults: Number(adults) || 0 }),
    ...("number" in document ? { documents: [document] } : {}),
  };
}
