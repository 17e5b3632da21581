import { STREAM_SERVICES } from "../../platform/events";
import { decompress } from "../../realtime/codec/deflate-dict-1";
import { call, type ErrorBody } from "../lib/api";
import { PlainEventSource } from "../lib/sse";
import { converse, type Frame, streamUrl } from "../lib/stream";
import type { Places, Viewer } from "./world";

/** One way to read something. */
interface ReadPath {
  /** Everything that came back, as text. */
  read: (viewer: Viewer, world: Places) => Promise<string>;
  /** It gives the events of the viewer's audience, all of them. */
  carriesEvents?: true;
  /** It gives the bytes of the files that the viewer may read, all of them. */
  carriesContents?: true;
  /** Ids of events that nobody may see come without their content, for their place in the chain. */
  tellsOfOrganisation?: true;
}

export const services = STREAM_SERVICES.join(",");

async function get(world: Places, viewer: Viewer, path: string): Promise<string> {
  const response = await fetch(world.url + path, { headers: { authorization: `Bearer ${viewer.token}` } });
  return `${JSON.stringify([...response.headers])}${await response.text()}`;
}

/** What was asked for comes back in refusals, and is no secret to who asked. */
async function getBy(world: Places, viewer: Viewer, path: string, asked: string): Promise<string> {
  return (await get(world, viewer, path + asked)).replaceAll(asked, "");
}

async function each<T>(of: Iterable<T>, read: (one: T) => Promise<string>): Promise<string> {
  const texts: string[] = [];
  for (const one of of) texts.push(await read(one));
  return texts.join("\n");
}

/** The frames with what is compressed in them laid open. */
export const opened = (frames: readonly Frame[]): string =>
  frames
    .map((f) => JSON.stringify(f) + (f.type === "batch" ? decompress(Buffer.from(String(f["data"]), "base64")) : ""))
    .join("\n");

/** Reads the stream from the oldest event to its head, or to the refusal. */
async function replay(viewer: Viewer, world: Places, more: object = {}): Promise<string> {
  const first = { services: STREAM_SERVICES, version: 1, lastSeq: 0, ...more };
  const { client, answer } = await converse(streamUrl(world.url, `access_token=${viewer.token}`), first);
  if (answer.type === "ack" && (answer.head ?? 0) > 0) await client.frame("ping");
  await client.close();
  return opened(client.frames);
}

async function replaySse(viewer: Viewer, world: Places): Promise<string> {
  const url = `${world.url}/v2/realtime/sse?services=${services}&version=1&lastSeq=0`;
  const source = await PlainEventSource.open(url, { authorization: `Bearer ${viewer.token}` });
  await source.frame("ping");
  await source.close();
  return opened(source.frames) + JSON.stringify([...source.response.headers]);
}

/** Polls from the oldest event until there is no more, in the given form. */
async function replayPolls(viewer: Viewer, world: Places, form: string): Promise<string> {
  let [text, lastSeq, hasMore] = ["", 0, true];
  while (hasMore) {
    const path = `/v2/realtime/poll?services=${services}&version=1&lastSeq=${lastSeq}${form}`;
    const response = await fetch(world.url + path, { headers: { authorization: `Bearer ${viewer.token}` } });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isPacked = response.headers.get("content-type") === "application/vnd.lobby.deflate-dict-1";
    const json = isPacked ? decompress(bytes) : bytes.toString();
    text += JSON.stringify([...response.headers]) + json;
    const answer = JSON.parse(json) as { cursor: { seq: number }; more: boolean };
    [lastSeq, hasMore] = [answer.cursor.seq, answer.more];
  }
  return text;
}

/** The bytes of a file by a link of the viewer's own, or why there is none. */
async function readByLink({ token }: Viewer, { url }: Places, id: string): Promise<string> {
  const link = await call<{ url?: string }>(url, "POST", `/uploads/files/${id}/link`, { token, body: {} });
  if (link.body.url === undefined) return JSON.stringify(link.body);
  const content = await fetch(url + link.body.url);
  return `${JSON.stringify([...content.headers])}${await content.text()}`;
}

/** What the socket of a room tells before it closes, or until it is ready. */
async function readSocket(viewer: Viewer, world: Places, room: string): Promise<string> {
  const url = `${world.url.replace("http", "ws")}/api/v1/rooms/${room}/ws?access_token=${viewer.token}`;
  const { client } = await converse(url, { content: "Let me in" });
  await client.close();
  return opened(client.frames).replaceAll(room, "");
}

/** What the visitor of a widget token is shown. */
async function visitorPage({ token }: Viewer, { url }: Places): Promise<string> {
  return (await fetch(`${url}/api/chatbot/messages`, { headers: { "x-widget-token": token } })).text();
}

/** What a screen is told until its own claim to type where it is no member was answered. */
async function readScreen(viewer: Viewer, world: Places): Promise<string> {
  const url = `${world.url.replace("http", "ws")}/chat/collaboration?access_token=${viewer.token}`;
  const { client } = await converse(url, { type: "typing", conversationId: "00000000-0000-0000-0000-000000000000" });
  await client.until(() => (client.closed ? true : client.frames.find(({ type }) => type === "error")), "an answer");
  await client.close();
  return opened(client.frames);
}

/** What every room answers under this path. */
const ofRooms =
  (path: string) =>
  (viewer: Viewer, world: Places): Promise<string> =>
    each(world.roomIds, async (id) =>
      (await get(world, viewer, `/chat/conversations/${id}${path}`)).replaceAll(id, ""),
    );

const filesOf = (kind: string, viewer: Viewer, world: Places, ids: readonly string[]): Promise<string> =>
  each(ids, async (id) => (await get(world, viewer, `/uploads/subjects/${kind}/${id}/files`)).replaceAll(id, ""));

const allProperties = (world: Places): number[] => world.hotels.map((hotel) => hotel.propertyId);
/** A list that is asked for at every property there is. */
const atEach = (path: string): ReadPath[] => [
  {
    read: (viewer, world) => each(allProperties(world), (id) => get(world, viewer, `${path}propertyId=${id}`)),
  },
];
/** More than either organisation has. */
const seqs = Array.from({ length: 40 }, (_, i) => i + 1);

/** By endpoint of the application model: what reads from it, every way there is. */
export const READ_PATHS: Record<string, ReadPath[]> = {
  "realtime.stream": [
    { carriesEvents: true, read: (viewer, world) => replay(viewer, world) },
    { carriesEvents: true, read: (viewer, world) => replay(viewer, world, { encodings: ["deflate-dict-1"] }) },
    { carriesEvents: true, read: (viewer, world) => replay(viewer, world, { coalesce: true, ack: true }) },
    {
      read: (viewer, world) =>
        each(allProperties(world), (property) => replay(viewer, world, { properties: [property] })),
    },
  ],
  "realtime.sse": [{ carriesEvents: true, read: replaySse }],
  "realtime.poll": [
    { carriesEvents: true, read: (viewer, world) => replayPolls(viewer, world, "") },
    { carriesEvents: true, read: (viewer, world) => replayPolls(viewer, world, "&encoding=deflate-dict-1") },
    { carriesEvents: true, read: (viewer, world) => replayPolls(viewer, world, "&waitMs=1") },
    {
      read: async ({ token }, world) => {
        const headers = { authorization: `Bearer ${token}`, accept: "application/vnd.msgpack" };
        const path = `/v2/realtime/poll?services=${services}&version=1&lastSeq=0`;
        return (await fetch(world.url + path, { headers })).text();
      },
    },
  ],
  "realtime.deflateDictionary": [
    { read: (viewer, world) => get(world, viewer, "/v2/realtime/dictionaries/deflate-dict-1") },
  ],
  "realtime.msgpackStructures": [{ read: (viewer, world) => get(world, viewer, "/v2/realtime/structures/msgpack-1") }],
  "realtime.getMetrics": [{ read: (viewer, world) => get(world, viewer, "/v2/realtime/metrics") }],
  "realtime.getOperations": [{ read: (viewer, world) => get(world, viewer, "/v2/realtime/operations") }],
  "realtime.trace": [
    { read: (viewer, world) => each(seqs, (seq) => get(world, viewer, `/v2/realtime/trace?seq=${seq}`)) },
    {
      read: (viewer, world) =>
        each(world.bookers, (id) => getBy(world, viewer, `/v2/realtime/trace?seq=1&personId=`, id)),
    },
  ],
  "realtime.auditLog": [
    { read: (viewer, world) => get(world, viewer, "/v2/realtime/audit"), tellsOfOrganisation: true },
  ],
  "realtime.listParked": [{ read: (viewer, world) => get(world, viewer, "/v2/realtime/parked?limit=100") }],
  "realtime.getRetention": [{ read: (viewer, world) => get(world, viewer, "/v2/realtime/retention") }],
  "realtime.health": [{ read: (viewer, world) => get(world, viewer, "/api/v1/health") }],
  "realtime.ready": [{ read: (viewer, world) => get(world, viewer, "/api/v1/ready") }],
  "realtime.scrape": [{ read: (viewer, world) => get(world, viewer, "/metrics") }],
  "chat.listConversations": [
    { read: (viewer, world) => get(world, viewer, "/chat/conversations?limit=100") },
    {
      read: (viewer, world) =>
        each(allProperties(world), (id) => get(world, viewer, `/chat/conversations?propertyId=${id}`)),
    },
    { read: (viewer, world) => get(world, viewer, "/chat/conversations?kind=visitor") },
  ],
  "chat.getConversation": [
    { read: (viewer, world) => each(world.roomIds, (id) => getBy(world, viewer, "/chat/conversations/", id)) },
  ],
  "chat.listMessages": [{ read: ofRooms("/messages") }],
  "chat.listActivity": [{ read: ofRooms("/activity") }],
  "chat.getRoomMessages": [
    {
      read: (viewer, world) =>
        each(world.roomIds, async (id) =>
          (await get(world, viewer, `/api/v1/rooms/${id}/messages`)).replaceAll(id, ""),
        ),
    },
  ],
  "chat.getChatbotConversation": [
    { read: (viewer, world) => each(world.roomIds, (id) => getBy(world, viewer, "/admin/chatbot/", id)) },
  ],
  "chat.getChatbotMessages": [
    {
      read: (viewer, world) =>
        each(world.roomIds, async (id) =>
          (await get(world, viewer, `/admin/chatbot/${id}/messages`)).replaceAll(id, ""),
        ),
    },
  ],
  "chat.getWidget": atEach("/chat/widget?"),
  "chat.getVisitorMessages": [{ read: visitorPage }],
  "chat.collaborationStream": [{ read: readScreen }],
  "chat.roomSocket": [{ read: (viewer, world) => each(world.roomIds, (id) => readSocket(viewer, world, id)) }],
  "chat.listMembers": [{ read: ofRooms("/members") }],
  "chat.getMessage": [
    { read: (viewer, world) => each(world.messageIds, (id) => getBy(world, viewer, "/chat/messages/", id)) },
  ],
  "chat.listRevisions": [
    {
      read: (viewer, world) =>
        each(world.messageIds, async (id) =>
          (await get(world, viewer, `/chat/messages/${id}/history`)).replaceAll(id, ""),
        ),
    },
  ],
  "finance.listRevenue": atEach("/finance/revenue?limit=100&"),
  "finance.getRevenue": [
    { read: (viewer, world) => each(world.revenueIds, (id) => getBy(world, viewer, "/finance/revenue/", id)) },
  ],
  "finance.listExpenses": atEach("/finance/expenses?limit=100&"),
  "finance.getExpense": [
    { read: (viewer, world) => each(world.expenseIds, (id) => getBy(world, viewer, "/finance/expenses/", id)) },
  ],
  "finance.listCashSessions": atEach("/finance/cash-sessions?limit=100&"),
  "finance.getCashSession": [
    {
      read: (viewer, world) => each(world.cashSessionIds, (id) => getBy(world, viewer, "/finance/cash-sessions/", id)),
    },
  ],
  "finance.checkDay": atEach("/finance/day-check?"),
  "finance.listDayCloses": atEach("/finance/day-closes?limit=100&"),
  "finance.getDayClose": [
    { read: (viewer, world) => each(world.closeIds, (id) => getBy(world, viewer, "/finance/day-closes/", id)) },
  ],
  "uploads.getFile": [
    { read: (viewer, world) => each(world.fileIds, (id) => getBy(world, viewer, "/uploads/files/", id)) },
    {
      read: (viewer, world) =>
        each(world.fileIds, async (id) => {
          const headers = { authorization: `Bearer ${viewer.token}`, "tus-resumable": "1.0.0" };
          const { status, headers: said } = await fetch(`${world.url}/uploads/tus/${id}`, { method: "HEAD", headers });
          const metadata = (said.get("upload-metadata") ?? "").split(/[ ,]/);
          return `${status} ${metadata.map((text) => Buffer.from(text, "base64").toString("latin1")).join(" ")}`;
        }),
    },
  ],
  "uploads.listFiles": atEach("/uploads/files?"),
  "uploads.listSubjectFiles": [
    { read: (viewer, world) => filesOf("expense", viewer, world, world.expenseIds) },
    { read: (viewer, world) => filesOf("task", viewer, world, world.taskIds) },
    { read: (viewer, world) => filesOf("id_document", viewer, world, world.documentIds) },
    { read: (viewer, world) => filesOf("message", viewer, world, world.messageIds) },
  ],
  "uploads.listViews": [
    { read: (viewer, world) => each(world.fileIds, (id) => getBy(world, viewer, `/uploads/files/${id}/views?x=`, id)) },
  ],
  "uploads.getContent": [
    {
      carriesContents: true,
      read: async (viewer, world) =>
        (await Promise.all(world.fileIds.map((id) => readByLink(viewer, world, id)))).join("\n"),
    },
  ],
  "uploads.uploadStream": [
    {
      read: (viewer, world) =>
        each(world.fileIds, async (id) => {
          const address = `${world.url.replace("http", "ws")}/uploads/stream?access_token=${viewer.token}`;
          const { client } = await converse(address, { type: "resume", uploadId: id });
          await client.untilClosed();
          return opened(client.frames);
        }),
    },
  ],
  "uploads.getLimits": [{ read: (viewer, world) => get(world, viewer, "/uploads/limits") }],
  "uploads.describeTus": [{ read: (viewer, world) => get(world, viewer, "/uploads/tus") }],
  "finance.getRevenueTotals": atEach("/finance/revenue-totals?"),
  "staff.listMembers": atEach("/staff/members?"),
  "staff.listShifts": atEach("/staff/shifts?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z&"),
  "staff.listOnDuty": atEach("/staff/on-duty?"),
  "staff.listAttendance": atEach("/staff/attendance?from=2026-11-01T00:00:00Z&to=2026-12-31T00:00:00Z&"),
  "staff.listHandovers": atEach("/staff/handovers?"),
  "staff.listTasks": atEach("/tasks?"),
  "staff.getTask": [{ read: (viewer, world) => each(world.taskIds, (id) => getBy(world, viewer, "/tasks/", id)) }],
  "guest.listReservations": [
    {
      read: (viewer, world) =>
        each(allProperties(world), (id) => get(world, viewer, `/guest/reservations?propertyId=${id}&limit=100`)),
    },
    {
      read: (viewer, world) =>
        each(allProperties(world), (id) => get(world, viewer, `/guest/reservations?propertyId=${id}&view=arrivals`)),
    },
  ],
  "guest.getReservation": [
    { read: (viewer, world) => each(world.stayIds, (id) => getBy(world, viewer, "/guest/reservations/", id)) },
  ],
  "guest.listRooms": [
    {
      read: (viewer, world) =>
        each(allProperties(world), (id) => get(world, viewer, `/guest/rooms?propertyId=${id}&limit=100`)),
    },
  ],
  "guest.listRoomTypes": [
    {
      read: (viewer, world) =>
        each(allProperties(world), (id) => get(world, viewer, `/guest/room-types?propertyId=${id}`)),
    },
  ],
  "guest.listRequests": atEach("/guest/requests?limit=100&"),
  "guest.getRequest": [
    { read: (viewer, world) => each(world.requestIds, (id) => getBy(world, viewer, "/guest/requests/", id)) },
  ],
  "guest.listDocuments": [
    {
      read: (viewer, world) =>
        each(allProperties(world), (id) => get(world, viewer, `/guest/documents?propertyId=${id}&limit=100`)),
    },
  ],
  "guest.listCheckinBatches": [
    {
      read: (viewer, world) =>
        each(allProperties(world), (id) => get(world, viewer, `/guest-checkin/batches?propertyId=${id}`)),
    },
  ],
  "guest.getCheckinBatch": [
    { read: (viewer, world) => each(world.batchIds, (id) => getBy(world, viewer, "/guest-checkin/batches/", id)) },
  ],
  "guest.listDocumentViews": [
    {
      read: (viewer, world) =>
        each(world.documentIds, async (id) =>
          (await get(world, viewer, `/guest/documents/${id}/views`)).replaceAll(id, ""),
        ),
    },
  ],
  "identity.me": [{ read: (viewer, world) => get(world, viewer, "/identity/me") }],
  "identity.listPeople": [{ read: (viewer, world) => get(world, viewer, "/identity/people") }],
  "identity.listProperties": [{ read: (viewer, world) => get(world, viewer, "/identity/properties") }],
  "identity.listUsers": atEach("/identity/users?"),
  "identity.getBranding": atEach("/identity/branding?"),
  "reports.getDashboard": atEach("/reports/dashboard?"),
  "reports.getAnalytics": atEach("/reports/analytics?"),
  "reports.listFigures": atEach("/reports/figures?"),
  "reports.listDayReports": atEach("/reports/day-reports?"),
  "identity.listLogins": [{ read: (viewer, world) => get(world, viewer, "/identity/logins") }],
  "frontend.app": [{ read: (viewer, world) => get(world, viewer, "/") }],
  "frontend.assets": [{ read: (viewer, world) => get(world, viewer, "/assets/none.js") }],
};

/** How each endpoint that takes a property answers when asked for this one, without what is different each time. */
export async function answersFor(viewer: Viewer, world: Places, propertyId: number): Promise<string[]> {
  const paths = [
    `/finance/revenue?propertyId=${propertyId}`,
    `/finance/revenue-totals?propertyId=${propertyId}`,
    `/finance/expenses?propertyId=${propertyId}`,
    `/finance/cash-sessions?propertyId=${propertyId}`,
    `/finance/day-check?propertyId=${propertyId}`,
    `/finance/day-closes?propertyId=${propertyId}`,
    `/tasks?propertyId=${propertyId}`,
    `/identity/users?propertyId=${propertyId}`,
    `/identity/branding?propertyId=${propertyId}`,
    `/staff/members?propertyId=${propertyId}`,
    `/chat/conversations?propertyId=${propertyId}`,
    `/chat/widget?propertyId=${propertyId}`,
    `/guest/reservations?propertyId=${propertyId}`,
    `/guest/rooms?propertyId=${propertyId}`,
    `/guest-checkin/batches?propertyId=${propertyId}`,
    `/guest/documents?propertyId=${propertyId}`,
    `/guest/room-types?propertyId=${propertyId}`,
    `/uploads/files?propertyId=${propertyId}`,
    `/guest/requests?propertyId=${propertyId}`,
    `/v2/realtime/poll?services=finance&version=1&lastSeq=0&properties=${propertyId}`,
    `/v2/realtime/sse?services=finance&version=1&lastSeq=0&properties=${propertyId}`,
  ];
  const answers: string[] = [];
  for (const path of paths) {
    const { status, body } = await call<ErrorBody>(world.url, "GET", path, { token: viewer.token });
    answers.push(`${status} ${JSON.stringify(body)}`);
  }
  const handshake = { services: ["finance"], version: 1, lastSeq: 0, properties: [propertyId] };
  const { client } = await converse(streamUrl(world.url, `access_token=${viewer.token}`), handshake);
  await client.untilClosed();
  answers.push(JSON.stringify(client.frames.map((frame) => ({ ...frame, timestamp: "" }))));
  return answers.map((answer) => answer.replaceAll(String(propertyId), "P"));
}
