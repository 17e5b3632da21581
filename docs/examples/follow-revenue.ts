/**
 * An integration in one file: keeps a copy of the revenue of one property in `revenue.jsonl`, each line once, whatever happens to the
 * network, the server or this process. docs/guides/client.md explains it and says how to run it.
 */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import Client, { type contract } from "../../frontend/src/api/client.gen";
import { SessionStore, type Session } from "../../frontend/src/api/session";
import type { Topics } from "../../frontend/src/api/topics.gen";
import { RealtimeClient } from "../../frontend/src/lib/realtime/client";
import { webSocketLink } from "../../frontend/src/lib/realtime/links/websocket";
import type { LiveEvent, Position } from "../../frontend/src/lib/realtime/machine/state";
import { ticketsFrom } from "../../frontend/src/lib/realtime/links/ticket";
import { eventsOf, invalidatedKinds } from "../../frontend/src/lib/realtime/typed";
import { plainWorld } from "../../frontend/src/lib/realtime/world";

type RevenueRecorded = Extract<Topics["finance-events"]["events"][number], { type: "revenue-recorded" }>;

const setting = (name: string, otherwise: string): string => process.env[name] ?? otherwise;
const url = setting("LOBBY_URL", "http://localhost:4000");
const credentials = {
  email: setting("LOBBY_EMAIL", "owner@harbour.example"),
  password: setting("LOBBY_PASSWORD", "lobby-demo"),
};
const propertyId = Number(setting("LOBBY_PROPERTY", "1"));
const copyFile = "revenue.jsonl";
const positionFile = "position.json";

// Signed in once; the session renews its access token (15 minutes) for whoever asks for one.
const publicApi = new Client(url);
let kept: Session | null = null;
const session = new SessionStore({
  read: () => kept,
  write: (value) => void (kept = value),
  refresh: (refreshToken) => publicApi.identity.refresh({ refreshToken }),
  exclusive: (run) => run(),
  now: () => Date.now(),
});
const api = new Client(url, { auth: async () => ({ authorization: `Bearer ${await session.accessToken()}` }) });

// The copy: ids that are in the file already are not written again, so an event that comes with the rows does no harm.
const lines = existsSync(copyFile) ? readFileSync(copyFile, "utf8").trim().split("\n") : [];
const ids = new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id));

function keep(line: { id: string; amountMinor: number; currency: string }): void {
  if (ids.has(line.id)) return;
  const { id, amountMinor, currency } = line;
  appendFileSync(copyFile, `${JSON.stringify({ id, amountMinor, currency })}\n`);
  ids.add(id);
}

/** Rows as they are now: at the first start, and whenever the stream cannot say what was missed. */
async function readAll(reason: string): Promise<void> {
  console.error(`reading all rows: ${reason}`);
  let cursor: string | null = null;
  do {
    const page: { data: contract.Revenue[]; nextCursor: string | null } = await api.finance.listRevenue({
      propertyId,
      limit: 100,
      ...(cursor === null ? {} : { cursor }),
    });
    page.data.forEach(keep);
    cursor = page.nextCursor;
  } while (cursor !== null);
}

function onEvents(events: LiveEvent[]): void {
  for (const { propertyId: at, data } of eventsOf<RevenueRecorded>(events, "revenue-recorded", 1)) {
    if (at === propertyId) keep(data);
  }
  if (invalidatedKinds(events).has("revenue")) void readInvalidated();
  savePosition();
}

/** Rows that were imported have no events of their own. Until they are read, the position stays before the notice of it. */
async function readInvalidated(): Promise<void> {
  unread += 1;
  await readAll("rows-invalidated");
  unread -= 1;
  savePosition();
}
let unread = 0;

/** After the lines, never before: after a crash in between, events come once more and are known. */
function savePosition(): void {
  const { position } = client;
  if (position === null || unread > 0) return;
  writeFileSync(`${positionFile}.new`, JSON.stringify(position));
  renameSync(`${positionFile}.new`, positionFile);
}

const position = existsSync(positionFile) ? (JSON.parse(readFileSync(positionFile, "utf8")) as Position) : null;
// Built in from Node 22 on.
const WebSocketClass = globalThis.WebSocket ?? (await import("ws")).WebSocket;
const client: RealtimeClient = new RealtimeClient(
  { services: ["finance"] },
  {
    ...plainWorld,
    fetchTicket: ticketsFrom(() => api.identity.createTicket()),
    links: [webSocketLink(url, WebSocketClass)],
  },
  {
    onEvents,
    onRefetch: readAll,
    onFault: (fault) => console.error(`the stream had a ${fault}; it mends itself`),
    onChange({ state, seq, reason, final }) {
      console.error(`${state}${seq === null ? "" : `, complete to ${seq}`}`);
      if (state === "live") savePosition();
      if (final) throw new Error(`The server refuses the stream: ${reason}`);
    },
  },
  position,
);

session.begin(await publicApi.identity.login(credentials));
client.start();
