import { expect, test } from "vitest";
import { untilDone } from "./background";

test("what must happen once is tried again until it does, and then no more", async () => {
  let tries = 0;
  const work = async (): Promise<void> => {
    tries += 1;
    if (tries < 3) throw new Error("the database is starting up");
  };
  await untilDone("a test", work, 1);
  expect(tries).toBe(3);
});
