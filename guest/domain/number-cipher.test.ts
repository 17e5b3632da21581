import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { IV_BYTES, openNumber, sealNumber } from "./number-cipher";

const secret = randomBytes(32);
/** Words of OpenSSL for a text or tag that is not the one of the key. */
const UNREADABLE = /unable to authenticate data/;

test("[G9] a sealed number is opened by its key for its document, and does not stand in what is stored", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4, maxLength: 40 }), (number) => {
      const sealed = sealNumber(secret, "a", number, randomBytes(IV_BYTES));
      expect(openNumber(secret, "a", sealed)).toBe(number);
      expect(sealed.includes(Buffer.from(number))).toBe(false);
    }),
  );
});

test("[G9] it is not opened for another document, by another key, or when a bit of it was changed", () => {
  const sealed = sealNumber(secret, "a", "P1234567", randomBytes(IV_BYTES));
  expect(() => openNumber(secret, "b", sealed)).toThrow(UNREADABLE);
  expect(() => openNumber(randomBytes(32), "a", sealed)).toThrow(UNREADABLE);
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(() => openNumber(secret, "a", changed)).toThrow(UNREADABLE);
  }
});
