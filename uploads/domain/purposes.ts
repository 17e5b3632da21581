import type { FilePurpose } from "../contract/types";

/** How a type of file is looked at before anybody may read it. */
export type Check = "image" | "pdf" | "video" | "text";

export interface FileType {
  contentType: string;
  /** Without the dot, lower case. */
  extensions: readonly string[];
  check: Check;
  /** Bytes. */
  maxSize: number;
}

const MIB = 1024 * 1024;

const TYPES = {
  jpeg: { contentType: "image/jpeg", extensions: ["jpg", "jpeg"], check: "image", maxSize: 20 * MIB },
  png: { contentType: "image/png", extensions: ["png"], check: "image", maxSize: 20 * MIB },
  webp: { contentType: "image/webp", extensions: ["webp"], check: "image", maxSize: 20 * MIB },
  pdf: { contentType: "application/pdf", extensions: ["pdf"], check: "pdf", maxSize: 20 * MIB },
  mp4: { contentType: "video/mp4", extensions: ["mp4", "m4v"], check: "video", maxSize: 1024 * MIB },
  text: { contentType: "text/plain", extensions: ["txt", "log"], check: "text", maxSize: 5 * MIB },
  csv: { contentType: "text/csv", extensions: ["csv"], check: "text", maxSize: 5 * MIB },
} as const satisfies Record<string, FileType>;

export interface PurposeRule {
  types: readonly FileType[];
  /** Bytes, whatever the type allows. */
  maxSize: number;
  /** The class of its events, and so who may know that it exists. */
  class: "normal" | "restricted";
}

/** What each purpose allows (U2). What is not listed is refused. */
export const PURPOSES: Readonly<Record<FilePurpose, PurposeRule>> = {
  receipt: { types: [TYPES.jpeg, TYPES.png, TYPES.webp, TYPES.pdf], maxSize: 20 * MIB, class: "normal" },
  guest_document: { types: [TYPES.jpeg, TYPES.png, TYPES.webp, TYPES.pdf], maxSize: 20 * MIB, class: "restricted" },
  chat_attachment: { types: Object.values(TYPES), maxSize: 100 * MIB, class: "restricted" },
  task_evidence: {
    types: [TYPES.jpeg, TYPES.png, TYPES.webp, TYPES.pdf, TYPES.mp4],
    maxSize: 1024 * MIB,
    class: "normal",
  },
  avatar: { types: [TYPES.jpeg, TYPES.png, TYPES.webp], maxSize: 5 * MIB, class: "normal" },
};

export const isPurpose = (text: unknown): text is FilePurpose =>
  typeof text === "string" && Object.hasOwn(PURPOSES, text);

/** The largest file of all purposes, in bytes. */
export const LARGEST_FILE = Math.max(...Object.values(PURPOSES).map((rule) => rule.maxSize));

/** The type that a purpose allows under a file's name; undefined when it allows none. */
export function typeByName(purpose: FilePurpose, name: string): FileType | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  return PURPOSES[purpose].types.find((type) => extension !== undefined && type.extensions.includes(extension));
}

/** The type of a stored file. One that no purpose allows any more is a bug and throws. */
export function typeByContentType(purpose: FilePurpose, contentType: string): FileType {
  const type = PURPOSES[purpose].types.find((each) => each.contentType === contentType);
  if (type === undefined) throw new Error(`${purpose} has no type ${contentType}`);
  return type;
}
