import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import { type IdDocumentFields, type IdDocumentRequest, readIdDocument } from "./id-document";
import type { StayFieldsRequest } from "./stay-fields";

export const MAX_ROWS = 200;
const MAX_DOCUMENTS = 10;
const KEY = /^[\w.:-]{1,64}$/;

/** A document as lists give it; several names are taken for what is the same. */
export interface BulkDocumentRequest extends IdDocumentRequest {
  documentType?: string;
  documentNumber?: string | number;
  expiryDate?: string;
  guestName?: string;
  name?: string;
  reservation?: string;
  room?: string;
}

export interface BulkRowRequest extends StayFieldsRequest {
  rowKey?: string;
  reservation?: string;
  room?: string;
  roomType?: string;
  force?: boolean;
  documents?: BulkDocumentRequest[];
}

export interface BulkRequest {
  rows?: BulkRowRequest[];
  documents?: BulkDocumentRequest[];
}

/**
 * What a row asks for. `arrive`: the guest of a reservation moves in; or documents are added to who is in the house already. `new`: a
 * reservation is made, and the guest moves in when it begins today. `register`: documents of somebody without a stay.
 */
export type RowAim = "arrive" | "new" | "register";

export interface BulkRow {
  /** From 1. */
  position: number;
  key: string;
  aim: RowAim;
  reservation: string | null;
  room: string | null;
  roomType: string | null;
  force: boolean;
  fields: StayFieldsRequest;
  documents: IdDocumentFields[];
  /** What is wrong with it by itself; such a row is refused before the database is asked. */
  errors: FieldError[];
}

/** The rows of a request (G11): those given as such, then each document outside of them as a row of its own. */
export function readBulk({ rows = [], documents = [] }: BulkRequest): Outcome<BulkRow[], "request_invalid"> {
  const count = rows.length + documents.length;
  if (count === 0) return invalid("rows", "missing", `give 1 to ${MAX_ROWS} rows, or documents`);
  if (count > MAX_ROWS) return invalid("rows", "too_many", `${count} rows; at most ${MAX_ROWS} come at once`);
  const read = [
    ...rows.map((row, i) => readRow(row, i + 1, row.rowKey ?? String(i + 1))),
    ...documents.map((document, i) => readRow(rowOf(document), rows.length + i + 1, `d${i + 1}`)),
  ];
  const keys = new Set<string>();
  for (const { key, position } of read) {
    const path = `rows[${position - 1}].rowKey`;
    if (!KEY.test(key)) return invalid(path, "not_a_key", "is not 1 to 64 letters, digits or . : _ -");
    if (keys.has(key)) return invalid(path, "repeated", `${key} is the key of another row of this request`);
    keys.add(key);
  }
  return accept(read);
}

function rowOf({ guestName, name, reservation, room, ...document }: BulkDocumentRequest): BulkRowRequest {
  const whose = guestName ?? name;
  return {
    ...(whose === undefined ? {} : { guestName: whose }),
    ...(reservation === undefined ? {} : { reservation }),
    ...(room === undefined ? {} : { room }),
    documents: [document],
  };
}

function readRow(request: BulkRowRequest, position: number, key: string): BulkRow {
  const { rowKey: _key, reservation, room, roomType, force = false, documents = [], ...fields } = request;
  const errors: FieldError[] = [];
  if (documents.length > MAX_DOCUMENTS)
    errors.push({ path: "documents", code: "too_many", message: `at most ${MAX_DOCUMENTS} belong to a row` });
  const read = documents.map((document, i) => readIdDocument(named(document), `documents[${i}].`));
  for (const each of read) if ("errors" in each) errors.push(...each.errors);
  const given = { reservation: text(reservation), room: text(room), roomType: text(roomType) };
  const isNew = given.room ?? given.roomType ?? fields.departure;
  const aim = given.reservation !== null ? "arrive" : isNew === undefined || isNew === null ? "register" : "new";
  if (aim === "register" && documents.length === 0) {
    const message = "give a reservation, or the dates and room type of a stay, or documents";
    errors.push({ path: "reservation", code: "missing", message });
  }
  const good = read.filter((each): each is IdDocumentFields => !("errors" in each));
  return { position, key, aim, ...given, force, fields, documents: good, errors };
}

const named = ({
  type,
  documentType,
  number,
  documentNumber,
  expiresOn,
  expiryDate,
  country,
}: BulkDocumentRequest) => ({
  ...defined("type", type ?? documentType),
  ...defined("number", number ?? documentNumber),
  ...defined("expiresOn", expiresOn ?? expiryDate),
  ...defined("country", country),
});

const defined = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [name]: value } as { [P in K]: V });
const text = (value: string | undefined): string | null => value?.trim() || null;
const invalid = (path: string, code: string, message: string) =>
  refuse("request_invalid", { errors: [{ path, code, message }] });
