import { afterAll, expect, test } from "vitest";
import { newId } from "../../platform/ids";
import { readContent } from "../engine/content";
import { inspectFile } from "../engine/inspect-file";
import { pool } from "../store/db";
import { findFilesOf } from "../store/file.read";
import { seedHotels } from "./demo";

afterAll(() => pool.end());

const hotel = (propertyId: number) => ({
  propertyId,
  orgId: newId(),
  workers: [
    { personId: newId(), role: "owner" },
    { personId: newId(), role: "housekeeper" },
  ],
  tasks: [
    { id: newId(), title: "Air conditioning drips" },
    { id: newId(), title: "Make up room" },
  ],
});
const count = async (table: string): Promise<number> =>
  (await pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)).rows[0]?.count ?? 0;

test("several processes at once seed the demo files once, each with its event, and they would pass the check of any file", async () => {
  const [here, there] = [hotel(1), hotel(2)];
  await Promise.all([seedHotels([here, there]), seedHotels([here, there]), seedHotels([here, there])]);
  expect([await count("file"), await count("outbox")]).toEqual([8, 8]);
  await seedHotels([hotel(3)]);
  expect(await count("file")).toBe(8);

  const [drips, makeUp] = here.tasks.map(({ id }) => ({ kind: "task", id }));
  const files = [
    ...(await findFilesOf(pool, here.orgId, drips ?? { kind: "", id: "" }, 10)),
    ...(await findFilesOf(pool, here.orgId, makeUp ?? { kind: "", id: "" }, 10)),
  ];
  expect(files.map(({ name }) => name)).toEqual(["drip-107.png", "offer-107.pdf", "room-204.png"]);
  for (const file of files) {
    expect(await inspectFile(file)).toMatchObject({ ok: true });
    expect((await readContent(file.id, 0, file.size)).length).toBe(file.size);
  }
});
