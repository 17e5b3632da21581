import { api } from "encore.dev/api";
import type { IsEmail, Max, MaxLen, Min, MinLen } from "encore.dev/validate";

interface Room {
  kind: "single" | "double" | "suite";
  rate: number & Min<0>;
}

interface BookRequest {
  guest: string & (MinLen<1> & MaxLen<100>);
  email: string & IsEmail;
  nights: number & (Min<1> & Max<60>);
  rooms: Room[];
  breakfast: boolean;
  note?: string & MaxLen<500>;
}

interface BookResponse {
  id: number;
  guest: string;
  email: string;
  nights: number;
  rooms: Room[];
  total: number;
  note?: string;
}

let last = 0;

/** Typed and validated; the work itself is next to nothing, so that the host is what is measured. */
export const book = api(
  { method: "POST", path: "/bookings", expose: true },
  async (request: BookRequest): Promise<BookResponse> => {
    const { guest, email, nights, rooms, note } = request;
    let total = 0;
    for (const room of rooms) total += room.rate * nights;
    const answer: BookResponse = { id: ++last, guest, email, nights, rooms, total };
    if (note !== undefined) answer.note = note;
    return answer;
  },
);
