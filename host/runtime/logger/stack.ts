import { sep } from "node:path";

/** Where a line of a stack trace stands, under the names of the genuine runtime's log (facts 3.5). */
export interface StackFrame {
  file: string;
  line: number;
  func: string | null;
}

/**
 * The frames of the application: those of Node and of encore.dev are left out, files below `root` are named from there. A stack
 * begins with its error's message, which may hold whatever a client sent: reading it takes no longer than its length.
 */
export function stackFrames(stack: string | undefined, root = process.cwd()): StackFrame[] {
  return (stack ?? "").split("\n").flatMap((text): StackFrame[] => {
    const [, func, place] = /^at (?:(.*?) ?\()?([^()]+)\)?$/.exec(text.trim()) ?? [];
    const [, path, line] = /^(?:file:\/\/)?(.*?):(\d+)(?::\d+)?$/.exec(place ?? "") ?? [];
    if (path === undefined || path.startsWith("node:") || path.includes("node_modules/encore.dev/")) return [];
    const file = path.startsWith(root + sep) ? path.slice(root.length + 1) : path;
    return [{ file, line: Number(line), func: func ?? null }];
  });
}
