import type { FieldError } from "../../platform/outcome";
import { isDay } from "../../platform/day";
import type { IdDocumentType } from "../contract/types";

/** A document as requests and files give it: every word that is in use for a type is taken. */
export interface IdDocumentRequest {
  type?: string;
  country?: string;
  number?: string | number;
  /** YYYY-MM-DD. */
  expiresOn?: string;
}

export interface IdDocumentFields {
  type: IdDocumentType;
  country: string | null;
  number: string;
  numberLast4: string;
  expiresOn: string | null;
}

const TYPES: Readonly<Record<string, IdDocumentType>> = {
  passport: "passport",
  id: "id_card",
  id_card: "id_card",
  idcard: "id_card",
  identity_card: "id_card",
  national_id: "id_card",
  driving_licence: "driving_licence",
  driving_license: "driving_licence",
  drivers_license: "driving_licence",
  residence_permit: "residence_permit",
  other: "other",
};
const NUMBER = /^[\p{Lu}\p{N}./-]{4,40}$/u;

/** The document (G9), or everything that is wrong with it. Spaces and case of number and country do not count. */
export function readIdDocument(request: IdDocumentRequest, prefix = ""): IdDocumentFields | { errors: FieldError[] } {
  const errors: FieldError[] = [];
  const fail = (path: string, code: string, message: string): void => {
    errors.push({ path: prefix + path, code, message });
  };
  const type =
    TYPES[
      (request.type ?? "passport")
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, "_")
    ];
  if (type === undefined) {
    const allowed = [...new Set(Object.values(TYPES))].join(", ");
    fail("type", "unknown", `${quote(request.type ?? "")} is no type of document; allowed are ${allowed}`);
  }
  const country = (request.country ?? "").trim().toUpperCase();
  if (country !== "" && !/^[A-Z]{2,3}$/.test(country))
    fail("country", "not_a_country", `${quote(country)} is no country of two or three letters (ISO 3166)`);
  const number = String(request.number ?? "")
    .replace(/\s+/g, "")
    .toUpperCase();
  if (number === "") fail("number", "missing", "give the number of the document");
  else if (!NUMBER.test(number))
    fail("number", "not_a_number", "is not 4 to 40 letters, digits or . / - (it is not repeated here)");
  const expiresOn = (request.expiresOn ?? "").trim();
  if (expiresOn !== "" && !isDay(expiresOn))
    fail("expiresOn", "not_a_date", `${quote(expiresOn)} is no day such as 2030-11-20`);
  if (errors.length > 0 || type === undefined) return { errors };
  return { type, country: country || null, number, numberLast4: lastOf(number), expiresOn: expiresOn || null };
}

/** What may be shown of a number: four characters at most, and of a short one too few to guess the rest. */
const lastOf = (number: string): string => number.slice(number.length < 8 ? -2 : -4);
const quote = (text: string): string => JSON.stringify(text.slice(0, 40));
