import { expect, test } from "vitest";
import { newId } from "../../platform/ids";
import { downloadHeaders } from "./download-headers";
import { decideUpload } from "./upload-request";

function headersOf(name: string, purpose = "chat_attachment") {
  const decided = decideUpload(
    { purpose, propertyId: 1, name, size: 1 },
    { id: newId(), orgId: newId(), personId: newId(), now: new Date(0) },
  );
  if (!decided.ok) throw new Error(decided.reason);
  return downloadHeaders(decided.value, "file");
}

test("[U9] nothing that was sent runs, is guessed at or stays in a cache", () => {
  for (const name of ["a.pdf", "a.jpg", "a.mp4", "a.csv"])
    expect(headersOf(name)).toMatchObject({
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Cache-Control": "private, no-store",
    });
});

test.each([
  ["a.pdf", "attachment"],
  ["a.csv", "attachment"],
  ["a.jpg", "inline"],
  ["a.mp4", "inline"],
])("[U9] %s is handed out as %s", (name, way) => {
  expect(headersOf(name)["Content-Disposition"]).toMatch(new RegExp(`^${way};`));
});

test("[U9] a name is given to old readers and to new ones, and ends no header", () => {
  expect(headersOf(`Zoë's "bill" 100%.pdf`)["Content-Disposition"]).toBe(
    `attachment; filename="Zo_'s _bill_ 100_.pdf"; filename*=UTF-8''Zo%C3%AB%27s%20%22bill%22%20100%25.pdf`,
  );
});
