/**
 * Where an object lies below the directory of its bucket. A name is cut after each "/" and after 64 bytes; the last piece is the
 * file, the others are folders. The encoding is written in small letters, digits and a few signs that every file system keeps
 * apart, and it keeps the order and the beginnings of names: sorting and filtering encoded text is sorting and filtering names.
 */
const PIECE_BYTES = 64;
const SLASH = 0x2f;

/** The end of an entry tells its kind: the object itself, a folder for a name that goes on after "/", or after a cut. */
const FILE = ".o";
const FOLDER = ".f";
const CUT = ".c";

/** What lies in one folder. `text` is what sorts; it ends in the encoded "/" for a folder. */
export interface Entry {
  kind: "object" | "folder";
  text: string;
  entry: string;
}

/** Folders and file of the object, outermost first. */
export function objectPath(name: string): string[] {
  const { folders, rest } = cut(name);
  return [...folders, rest + FILE];
}

/** The folders that every name with this beginning lies in, and how entries in the innermost one have to begin. */
export function prefixPath(prefix: string): { folders: string[]; begin: string } {
  const { folders, rest } = cut(prefix);
  return { folders, begin: rest };
}

/** The name of the object at this path, as made by `objectPath`. */
export function objectName(path: readonly string[]): string {
  return Buffer.concat(path.map(decode)).toString("utf8");
}

/** The entries among file names of one folder, in the order of the names that they stand for; other files are left out. */
export function entriesOf(files: readonly string[], begin: string): Entry[] {
  return files
    .flatMap((entry): Entry[] => {
      const end = entry.slice(-2);
      if (end !== FILE && end !== FOLDER && end !== CUT) return [];
      const text = end === FOLDER ? entry : entry.slice(0, -2);
      return text.startsWith(begin) ? [{ kind: end === FILE ? "object" : "folder", text, entry }] : [];
    })
    .sort((a, b) => compare(a.text, b.text) || (a.kind === "object" ? -1 : 1));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function cut(name: string): { folders: string[]; rest: string } {
  const folders: string[] = [];
  let rest: Buffer = Buffer.from(name, "utf8");
  for (;;) {
    const slash = rest.subarray(0, PIECE_BYTES).indexOf(SLASH);
    if (slash < 0 && rest.length <= PIECE_BYTES) return { folders, rest: encode(rest) };
    const length = slash < 0 ? PIECE_BYTES : slash + 1;
    folders.push(encode(rest.subarray(0, length)) + (slash < 0 ? CUT : ""));
    rest = rest.subarray(length);
  }
}

function encode(bytes: Buffer): string {
  return Array.from(bytes, encodeByte).join("");
}

/** Each sign in front of two hexadecimal digits lies where its bytes lie among those that stay as they are. */
function encodeByte(byte: number): string {
  const char = String.fromCharCode(byte);
  if (/[-0-9a-z]/.test(char)) return char;
  if (char === ".") return ".e";
  if (byte === SLASH) return FOLDER;
  const sign = char < "-" ? "+" : char < "a" ? "_" : "~";
  return sign + byte.toString(16).padStart(2, "0");
}

function decode(entry: string): Buffer {
  const text = entry.endsWith(FOLDER) ? entry : entry.slice(0, -2);
  const bytes = text.replaceAll(/\.[ef]|[+_~]([0-9a-f]{2})/g, (code, hex: string | undefined) =>
    hex === undefined ? (code === FOLDER ? "/" : ".") : String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1");
}
