/** What an event carries for the load client: when it was made, and its number. 27 bytes. */
export function mark(madeAtMs: number, number: number): string {
  const nanos = BigInt(Math.round(madeAtMs * 1000)) * 1000n;
  return `^${nanos.toString(16).padStart(16, "0")}^${number.toString(16).padStart(8, "0")}^`;
}

/** Milliseconds since 1970 with fractions, by the machine's clock at this moment: `performance` drifts from it over minutes. */
export function preciseClock(): () => number {
  const before = Date.now();
  while (Date.now() === before);
  const offset = Date.now() - performance.now();
  return () => offset + performance.now();
}
