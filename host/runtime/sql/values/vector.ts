/** pgvector's binary form: int16 dimensions, int16 unused, then float32. */
const HEADER = 4;

export function vectorNumbers(bytes: Buffer): (number | null)[] {
  return Array.from({ length: bytes.readUInt16BE(0) }, (_number, i) => {
    const value = bytes.readFloatBE(HEADER + 4 * i);
    return Number.isFinite(value) ? value : null;
  });
}

export function vectorBytes(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(HEADER + 4 * numbers.length);
  bytes.writeUInt16BE(numbers.length, 0);
  numbers.forEach((value, i) => bytes.writeFloatBE(value, HEADER + 4 * i));
  return bytes;
}
