import { createHash } from "node:crypto";
import { array, assert, property, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { RunningHash } from "./running-hash";

test("[U4] the digest of pieces, stored between each two, is that of the whole", () => {
  assert(
    property(array(uint8Array({ maxLength: 300 }), { maxLength: 12 }), (pieces) => {
      let state = new RunningHash().save();
      for (const piece of pieces) {
        const hash = RunningHash.restore(state);
        hash.update(piece);
        state = hash.save();
      }
      const digest = Buffer.from(RunningHash.restore(state).digest()).toString("hex");
      expect(digest).toBe(createHash("sha256").update(Buffer.concat(pieces)).digest("hex"));
    }),
  );
});
