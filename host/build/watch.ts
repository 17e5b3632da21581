import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";

const settleMs = 80;

/**
 * Calls `onChange` after the sources below `root` changed and nothing more happened for a moment; `paths` are relative. Hidden
 * folders, node_modules and generated code are not sources. Returns the end of watching.
 */
export function watchSources(root: string, onChange: (paths: string[]) => void): () => void {
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
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && isSource(entry.name),
  );
  const watchers: FSWatcher[] = [
    watch(root, (_event, name) => note(name ?? "")),
    ...folders.map(({ name }) =>
      watch(join(root, name), { recursive: true }, (_event, path) => note(`${name}/${path ?? ""}`)),
    ),
  ];
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function isSource(path: string): boolean {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part.startsWith(".") || part === "node_modules" || part === "__tests__"))
    return path === ".secrets.local.cue";
  return parts[0] !== "encore.gen" && !/\.test\.tsx?$|~$|\.swp$/.test(path);
}
