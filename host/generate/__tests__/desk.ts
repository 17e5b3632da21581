/** A small application with one endpoint of each kind that the generators treat differently. */
export const DESK: Record<string, string> = {
  "front-desk/encore.service.ts": `import { Service } from "encore.dev/service";
export default new Service("front-desk");
`,
  "front-desk/auth.ts": `import { Gateway, type Header, type Query } from "encore.dev/api";
import { authHandler } from "encore.dev/auth";
interface AuthParams {
  authorization?: Header<"Authorization">;
  token?: Query<string>;
}
interface AuthData {
  userID: string;
  roles: string[];
}
export const auth = authHandler<AuthParams, AuthData>(async () => ({ userID: "u", roles: [] }));
export const gateway = new Gateway({ authHandler: auth });
`,
  "front-desk/contract/types.ts": `import type { Decimal } from "encore.dev/types";
/** A guest of the house. */
export interface Guest {
  id: number;
  name: string;
  /** Since when. */
  since: Date;
  credit?: Decimal;
  mood: Mood | null;
}
export type Mood = "calm" | "busy";
export interface Page<T> {
  data: T[];
  next: string | null;
}
`,
  "front-desk/api.ts": `import { api, type Cookie, type Header, type HttpStatus, type Query } from "encore.dev/api";
import type { Guest, Mood, Page } from "./contract/types";
interface ChangeGuest {
  id: number;
  name: string;
  dryRun?: Query<boolean>;
  key?: Header<"Idempotency-Key">;
}
/** Changes a guest. */
export const changeGuest = api({ expose: true, auth: true, method: ["PATCH", "PUT"], path: "/guests/:id" }, async (p: ChangeGuest): Promise<Guest> => p as never);
export const addGuest = api({ expose: true, method: "POST", path: "/guests" }, async (p: { name: string; mood?: Mood }): Promise<Guest> => p as never);
export const listGuests = api({ expose: true, method: "GET", path: "/guests" }, async (p: { limit?: number; moods?: Mood[] }): Promise<Page<Guest>> => p as never);
export const dropGuest = api({ expose: true, method: "DELETE", path: "/guests/:id" }, async (p: { id: number }): Promise<void> => void p);
export const file = api({ expose: true, method: "GET", path: "/files/*path" }, async (p: { path: string; sid?: Cookie<"sid"> }): Promise<{ text: string }> => p as never);
export const login = api({ expose: true, method: "POST", path: "/login" }, async (): Promise<{ status: HttpStatus; trace: Header<"X-Trace">; count?: Header<number, "X-Count">; ok: boolean; sid: Cookie<"sid"> }> => ({}) as never);
interface Room {
  number: number;
  beside?: Room[];
}
export const addRoom = api({ expose: true, path: "/rooms/:number" }, async (p: Room): Promise<Room> => p);
export const upload = api.raw({ expose: true, method: ["POST", "PATCH"], path: "/uploads/:id" }, (_req, resp) => void resp.end());
export const talk = api.streamInOut<{ text: string }, { n: number }>({ expose: true, path: "/talk" }, async () => {});
export const feed = api.streamOut<{ room: string; since?: Query<number> }, { n: number }>({ expose: true, path: "/feed" }, async (handshake, stream) => void [handshake, stream]);
export const inside = api({ method: "GET", path: "/inside" }, async (): Promise<{ ok: boolean }> => ({ ok: true }));
`,
  "lobby/calls.ts": `import { front_desk } from "~encore/clients";
import { getAuthData } from "~encore/auth";
import { api } from "encore.dev/api";
export const ask = api({ expose: true, method: "GET", path: "/ask" }, async (): Promise<{ ok: boolean; name: string; who: string }> => {
  const { ok } = await front_desk.inside();
  const guest = await front_desk.addGuest({ name: "n" }, { authData: { userID: "u", roles: [] } });
  const talk = await front_desk.talk();
  await talk.send({ text: "hello" });
  const { n } = await talk.recv();
  const feed = await front_desk.feed({ room: "r" });
  for await (const { n } of feed) void n.toFixed();
  return { ok, name: guest.name + n.toFixed(), who: getAuthData()?.userID ?? "nobody" };
});
`,
};
