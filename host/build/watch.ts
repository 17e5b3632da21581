import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { join } from "node:path";

const settleMs = 80;

/**
 * Calls `onChange` after the sources below `root` changed and nothing more happened for a moment; `paths` are relative. Hidden
 * folders, node_modules and generated code are not sources. `onError` is told when changes may go unseen. Returns the end of watching.
 */
export function watchSources(
  root: string,
  onChange: (paths: string[]) => void,
  onError: (error: Error) => void,
): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const note = (path: string) => {
    if (!isSource(path)) return;
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...changed];
      changed.clear();
      onChange(paths);
    }, settleMs);
  };
  // Of a folder that is gone there is nothing to see.
  const report = (error: Error) => void ((error as NodeJS.ErrnoException).code !== "ENOENT" && onError(error));
  const folders = new Map<string, { inode: number; watcher: FSWatcher }>();
  /** Watches a folder of the root that is new; one that was removed, or made anew, is no longer the one that was watched. */
  const follow = (name: string) => {
    const stat = statSync(join(root, name), { throwIfNoEntry: false });
    const inode = stat?.isDirectory() ? stat.ino : undefined;
    const known = folders.get(name);
    if (known?.inode === inode) return;
    known?.watcher.close();
    folders.delete(name);
    if (inode === undefined) return;
    try {
      const watcher = watch(join(root, name), { recursive: true }, (_event, path) => note(`${name}/${path ?? ""}`));
      folders.set(name, { inode, watcher: watcher.on("error", report) });
    } catch (error) {
      report(error as Error);
    }
  };
  const top = watch(root, (_event, name) => {
    if (name === null || !isSource(name)) return;
    follow(name);
    note(name);
  }).on("error", report);
  for (const name of readdirSync(root)) if (isSource(name)) follow(name);
  return () => {
    clearTimeout(timer);
    top.close();
    for (const { watcher } of folders.values()) watcher.close();
  };
}

function isSource(path: string): boolean {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part.startsWith(".") || part === "node_modules" || part === "__tests__"))
    return path === ".secrets.local.cue";
  return parts[0] !== "encore.gen" && !/\.test\.tsx?$|~$|\.swp$/.test(path);
}
