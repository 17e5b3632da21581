import { type ReactNode, useState } from "react";

/** A text to hand on, such as an error id, with a button that copies it. */
export function CopyText({ text, label, copied }: { text: string; label: string; copied: string }): ReactNode {
  const [done, setDone] = useState(false);
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <code className="truncate text-xs">{text}</code>
      <button
        type="button"
        className="rounded text-xs underline"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setDone(true))}
      >
        {done ? copied : label}
      </button>
    </span>
  );
}
