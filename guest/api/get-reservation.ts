import { api } from "encore.dev/api";
import type { Reservation } from "../contract/types";
import { requireStay } from "./require-stay";

interface GetReservationRequest {
  id: string;
}

/** One reservation. One that the caller may not see and one that does not exist give the same answer. */
export const getReservation = api(
  { method: "GET", path: "/guest/reservations/:id", expose: true, auth: true },
  async ({ id }: GetReservationRequest): Promise<Reservation> => (await requireStay(id, "guest.stay.read")).stay,
);
