import { test } from "vitest";
import { expectManyLives } from "../../testing/session-life";
import { newSession } from "./state";
import { step } from "./step";

test(
  "[RT4] [RT6] [RT8] [RT9] [RT18] whatever happens in between, a client holds its audience's log: nothing missing, doubled or out of order, and never more on its way than its window",
  { timeout: 60_000 },
  () => {
    expectManyLives({ newSession, step }, { numRuns: 400 });
  },
);
