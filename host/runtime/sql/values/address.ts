import { isIPv4, isIPv6 } from "node:net";

/**
 * PostgreSQL's binary inet and cidr: family, bits of the network, whether it is a cidr, length, address.
 */
const V4 = 2;
const V6 = 3;

/** `10.0.0.1/24`; without the bits when they are all of the address. */
export function addressText(bytes: Buffer): string {
  const [family, bits] = [bytes[0], bytes[1] ?? 0];
  const address = bytes.subarray(4);
  const text = family === V4 ? address.join(".") : v6Text(address);
  return bits === address.length * 8 ? text : `${text}/${bits}`;
}

/** null when the text is none; a cidr must have nothing behind its network bits. */
export function addressBytes(text: string, isCidr: boolean): Buffer | null {
  const [host = "", bitsText] = text.split("/", 2);
  const address = isIPv4(host) ? Buffer.from(host.split(".").map(Number)) : v6Bytes(host);
  if (address === null || text.split("/").length > 2) return null;
  if (bitsText !== undefined && !/^\d{1,3}$/.test(bitsText)) return null;
  const bits = bitsText === undefined ? address.length * 8 : Number(bitsText);
  if (bits > address.length * 8 || (isCidr && hasHostPart(address, bits))) return null;
  return Buffer.concat([Buffer.from([address.length === 4 ? V4 : V6, bits, isCidr ? 1 : 0, address.length]), address]);
}

function hasHostPart(address: Buffer, bits: number): boolean {
  return address.some((byte, i) => {
    const network = Math.min(8, Math.max(0, bits - i * 8));
    return (byte & (0xff >> network)) !== 0;
  });
}

function v6Bytes(text: string): Buffer | null {
  if (!isIPv6(text) || text.includes("%")) return null;
  const mapped = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...four: string[]) => {
    const [a, b, c, d] = four.map(Number) as [number, number, number, number];
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [before = "", after] = mapped.split("::");
  const [head, tail] = [before, after ?? ""].map((half) => (half === "" ? [] : half.split(":")));
  const zeros = Array<string>(8 - head!.length - tail!.length).fill("0");
  const bytes = Buffer.alloc(16);
  [...head!, ...zeros, ...tail!].forEach((group, i) => bytes.writeUInt16BE(Number.parseInt(group, 16), 2 * i));
  return bytes;
}

/** RFC 5952: the first of the longest runs of zero groups (two or more) is left out. */
function v6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_group, i) => bytes.readUInt16BE(2 * i));
  const hex = (some: number[]) => some.map((group) => group.toString(16)).join(":");
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return `::ffff:${bytes.subarray(12).join(".")}`;
  let [best, length] = [0, 0];
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (groups[i + n] === 0) n++;
    if (n > length) [best, length] = [i, n];
  }
  return length < 2 ? hex(groups) : `${hex(groups.slice(0, best))}::${hex(groups.slice(best + length))}`;
}
