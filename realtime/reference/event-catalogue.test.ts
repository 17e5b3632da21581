import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CATALOGUE } from "../domain/catalogue";
import { eventCatalogue } from "./event-catalogue";

const file = fileURLToPath(new URL("../../docs/events.md", import.meta.url));

test("the page of events is what the services publish: after a change of events, vitest -u on this file", async () => {
  const page = eventCatalogue();
  for (const stream of Object.keys(CATALOGUE)) expect(page).toContain(`\n## ${stream}\n`);
  await expect(page).toMatchFileSnapshot(file);
});
