import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeApplication } from "../../model/__tests__/write-application";
import { readApp } from "../../model/read";
import { compile } from "../__tests__/compile";
import { generateTopics } from "./generate-topics";

const APP = {
  "desk/encore.service.ts": `import { Service } from "encore.dev/service";\nexport default new Service("desk");\n`,
  "desk/events.ts": `import { type Attribute, Topic } from "encore.dev/pubsub";
interface Arrived { type: "arrived"; at: Date; guest: Guest }
interface Left { type: "left"; guestId: number }
interface Guest { id: number; name?: string }
type DeskEvent = Arrived | Left;
interface Batch<E> { orgId: Attribute<string>; events: E[] }
export const deskEvents = new Topic<Batch<DeskEvent>>("desk-events", { deliveryGuarantee: "at-least-once" });
`,
};

test("messages have their types as JSON, named types their names", { timeout: 60_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), "lobby-topics-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeApplication(root, APP);
  const read = await readApp(root);
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  writeFileSync(join(root, "topics.ts"), generateTopics(read.app));
  writeFileSync(
    join(root, "use.ts"),
    `import type { desk, Topics } from "./topics";
type DeskEvent = Topics["desk-events"]["events"][number];
export const org: string = ({} as Topics["desk-events"]).orgId;
export function guestOf(event: DeskEvent): number {
  const at: string = event.type === "arrived" ? event.at : "";
  const arrived: desk.Arrived | undefined = event.type === "arrived" ? event : undefined;
  return arrived?.guest.id ?? (event.type === "left" ? event.guestId : at.length);
}
`,
  );
  expect(compile(root, ["use.ts"], { types: [] })).toBe("");
});
