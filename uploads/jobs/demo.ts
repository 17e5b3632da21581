import { identity, staff } from "~encore/clients";
import sharp from "sharp";
import { clock } from "../../platform/clock";
import { isDemoAllowed } from "../../platform/demo";
import type { Health } from "../../platform/health";
import { newId } from "../../platform/ids";
import { hasUnpublished } from "../../platform/outbox";
import { inTx, type Tx } from "../../platform/tx";
import { DEMO_FILES, type DemoFile, pageOf } from "../domain/demo-files";
import type { StoredFile } from "../domain/file";
import { fileEvent } from "../domain/file-event";
import { reencode } from "../engine/reencode";
import { storeBytes, storeImage, type Whole } from "../engine/store-whole";
import { pool } from "../store/db";
import { isEmpty, lockIfEmpty } from "../store/demo.store";
import { appendUploadsEvents } from "../store/events.store";
import { insertFile, reserveBytes } from "../store/file.store";
import { putParts } from "../store/upload.store";
import { relay } from "./relay";

const ASK_AGAIN_MS = 200;
const TRIES = 150;

interface Hotel {
  orgId: string;
  propertyId: number;
  workers: { personId: string; role: string }[];
  tasks: { id: string; title: string }[];
}

let state: "making" | "publishing" | "settled" = "making";

/** Puts a few small files into the demo hotels and gives some to their tasks, once, in an empty database of a development server. */
export async function seedDemoFiles(): Promise<void> {
  if (isDemoAllowed() && (await isEmpty(pool))) {
    await seedHotels(await demoHotels());
    relay.wake();
    state = "publishing";
  } else {
    state = "settled";
  }
}

/** Not ready until the demo files, where this process made them, are published: a screen that is opened then is quiet. */
export async function isDemoSettled(): Promise<Health> {
  if (state === "publishing" && !(await hasUnpublished(pool))) state = "settled";
  return { ok: state === "settled", message: state === "settled" ? "settled" : `${state} the demo files` };
}

/** Seeds these hotels unless there ever was a file; several processes at once do it once. */
export async function seedHotels(hotels: readonly Hotel[]): Promise<void> {
  if (hotels.length === 0) return;
  await inTx(pool, async (tx) => {
    if (!(await lockIfEmpty(tx))) return;
    for (const hotel of hotels) for (const file of DEMO_FILES) await insertDemoFile(tx, hotel, file);
  });
}

async function insertDemoFile(tx: Tx, hotel: Hotel, { content, ...demo }: DemoFile): Promise<void> {
  const [id, now] = [newId(), clock.now().toISOString()];
  const { orgId, propertyId, workers } = hotel;
  const owner = workers.find(({ role }) => role === demo.role) ?? workers[0];
  const task = hotel.tasks.find(({ title }) => title === demo.task);
  if (owner === undefined || (demo.task !== undefined && task === undefined)) return;
  const { kept, parts } = await store({ id, orgId }, content);
  const file: StoredFile = {
    ...kept,
    id,
    orgId,
    propertyId,
    ownerId: owner.personId,
    version: 1,
    purpose: demo.purpose,
    name: demo.name,
    contentType: "picture" in content ? "image/png" : "application/pdf",
    received: kept.size,
    reason: null,
    createdAt: now,
    changedAt: now,
    state: task === undefined ? "ready" : "attached",
    subject: task === undefined ? null : { kind: "task", id: task.id },
  };
  await insertFile(tx, file);
  await putParts(tx, id, parts);
  await reserveBytes(tx, orgId, file.size, Number.MAX_SAFE_INTEGER);
  await appendUploadsEvents(tx, orgId, [fileEvent(file, newId(), owner.personId)]);
}

async function store(file: { id: string; orgId: string }, content: DemoFile["content"]): Promise<Whole> {
  if ("lines" in content) return storeBytes(file, pageOf(content.lines), "part");
  const image = await reencode(await sharp(Buffer.from(content.picture)).png().toBuffer(), "image/png");
  if (typeof image === "string") throw new Error(`a demo picture is ${image}`);
  return storeImage(file, image);
}

/** Service files run before the endpoints are there, and the tasks come after the hotels: so the first questions wait a little. */
async function demoHotels(): Promise<Hotel[]> {
  for (let tries = 1; ; tries++) {
    await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS));
    try {
      const { hotels } = await identity.demoHotels();
      const known: Hotel[] = [];
      for (const hotel of hotels) known.push({ ...hotel, tasks: (await staff.demoTasks(hotel)).tasks });
      if (known.every(({ tasks }) => tasks.length > 0) || tries === TRIES) return known;
    } catch (err) {
      if (tries === TRIES) throw err;
    }
  }
}
