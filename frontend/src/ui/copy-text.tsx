import { type ReactNode, useState } from "react";

/** A text to hand on, such as an error id, with a button that copies it where the browser allows that. */
export function CopyText({ text, label, copied }: { text: string; label: string; copied: string }): ReactNode {
  const [done, setDone] = useState(false);
  // Exists in secure contexts only; a desk may be reached by plain http in the house. The text can still be selected.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <code className="text-xs break-all select-all">{text}</code>
      {clipboard !== undefined && (
        <button
          type="button"
          className="rounded text-xs underline"
          onClick={() => {
            clipboard.writeText(text).then(
              () => setDone(true),
              () => setDone(false),
            );
          }}
        >
          {done ? copied : label}
        </button>
      )}
    </span>
  );
}
