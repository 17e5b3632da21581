import { readStoredJson, writeStored } from "../lib/storage";
import type { Transfer } from "./transfer";

const STORED_AT = "lobby.files-to-give";

/** A file whose bytes are all there, and that its subject has not got yet: a reload must not leave it lying. */
export type Arrival = Pick<Transfer, "propertyId" | "purpose" | "destination" | "name" | "size"> & { fileId: string };

const isArrivals = (value: unknown): value is Arrival[] =>
  Array.isArray(value) &&
  value.every(
    (each: Partial<Arrival> | null) => typeof each?.fileId === "string" && typeof each.destination === "object",
  );

export const keptArrivals = (): Arrival[] => readStoredJson(STORED_AT, isArrivals) ?? [];

export function keepArrival(arrival: Arrival): void {
  write([...keptArrivals().filter(({ fileId }) => fileId !== arrival.fileId), arrival]);
}

export function forgetArrival(fileId: string): void {
  write(keptArrivals().filter((each) => each.fileId !== fileId));
}

const write = (arrivals: Arrival[]): void =>
  writeStored(STORED_AT, arrivals.length === 0 ? null : JSON.stringify(arrivals));
