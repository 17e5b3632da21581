import { expect, test } from "vitest";
import { hashPassword, isPassword } from "./password";

test("a password belongs to its own hash only, and hashes of the same password differ", async () => {
  const [one, two] = await Promise.all([hashPassword("lobby-demo"), hashPassword("lobby-demo")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
  expect(await isPassword(one, "lobby-demo")).toBe(true);
  expect(await isPassword(one, "lobby-demo ")).toBe(false);
});

test("without a hash no password is right, not even that of the hash it is compared with", async () => {
  expect(await isPassword(null, "nobody")).toBe(false);
});
