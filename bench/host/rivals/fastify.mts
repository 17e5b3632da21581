/** The same POST on plain Fastify: its own validation, its own response schema. */
import fastify from "fastify";

const text = (maxLength: number, minLength = 0) => ({ type: "string", minLength, maxLength });
const room = {
  type: "object",
  required: ["kind", "rate"],
  properties: { kind: { type: "string", enum: ["single", "double", "suite"] }, rate: { type: "number", minimum: 0 } },
};
const body = {
  type: "object",
  required: ["guest", "email", "nights", "rooms", "breakfast"],
  properties: {
    guest: text(100, 1),
    email: { type: "string", format: "email" },
    nights: { type: "number", minimum: 1, maximum: 60 },
    rooms: { type: "array", items: room },
    breakfast: { type: "boolean" },
    note: text(500),
  },
};
const response = {
  200: {
    type: "object",
    required: ["id", "guest", "email", "nights", "rooms", "total"],
    properties: {
      id: { type: "number" },
      guest: { type: "string" },
      email: { type: "string" },
      nights: { type: "number" },
      rooms: { type: "array", items: room },
      total: { type: "number" },
      note: { type: "string" },
    },
  },
};

interface Booking {
  guest: string;
  email: string;
  nights: number;
  rooms: { kind: string; rate: number }[];
  note?: string;
}

let last = 0;
const app = fastify({ logger: { level: "error" } });
app.post<{ Body: Booking }>("/bookings", { schema: { body, response } }, async (request) => {
  const { guest, email, nights, rooms, note } = request.body;
  let total = 0;
  for (const { rate } of rooms) total += rate * nights;
  return { id: ++last, guest, email, nights, rooms, total, ...(note === undefined ? {} : { note }) };
});
await app.listen({ host: "127.0.0.1", port: Number(process.env["PORT"]) });
console.log("ready");
