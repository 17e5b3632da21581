import { crc32, deflateSync } from "node:zlib";
import type Client from "../../frontend/src/api/client.gen";
import type { contract } from "../../frontend/src/api/client.gen";
import type { Chance } from "./chance.mjs";
import type { Scene } from "./scene.mjs";

/** A receipt is photographed and sent. */
export const sendReceipt: Scene = async ({ team: { cashier }, propertyId, chance }) => {
  const name = `receipt-${chance.whole(1000, 9999)}.png`;
  await send(cashier, { purpose: "receipt", propertyId, name }, chance);
  return `${name} sent`;
};

/** What was done, or is still to be done, is shown by a picture. */
export const photograph: Scene = async ({ team: { housekeeping }, propertyId, chance }) => {
  const { data: done } = await housekeeping.staff.listTasks({ propertyId, state: "done", limit: 1 });
  const { data: open } = await housekeeping.staff.listTasks({ propertyId, open: true, limit: 1 });
  const [task] = [...done, ...open];
  if (task === undefined) return null;
  const name = `picture-${chance.whole(1000, 9999)}.png`;
  const id = await send(housekeeping, { purpose: "task_evidence", propertyId, name }, chance);
  await housekeeping.uploads.attachToSubject("task", task.id, { fileIds: [id] });
  return `${task.title} ${task.room ?? ""}: ${name}`;
};

interface Named {
  purpose: contract.FilePurpose;
  propertyId: number;
  name: string;
}

/** Uploads a picture, and resolves to its id. */
async function send(client: Client, { propertyId, ...named }: Named, chance: Chance): Promise<string> {
  const query = { ...named, propertyId: String(propertyId) };
  const headers = { "content-type": "image/png", "idempotency-key": crypto.randomUUID() };
  const response = await client.uploads.uploadDirect("POST", picture(chance), { query, headers });
  if (!response.ok) throw new Error(`${named.name}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as contract.FileInfo).id;
}

const SIDE = 64;

/** A small PNG of one colour. */
function picture(chance: Chance): Buffer {
  const colour = [chance.whole(0, 255), chance.whole(0, 255), chance.whole(0, 255)];
  const row = Buffer.from([0, ...Array.from({ length: SIDE }, () => colour).flat()]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: SIDE }, () => row)));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
