import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "./button";
import { cx } from "./class-names";

interface DialogProps {
  onClose: () => void;
  title: string;
  closeLabel: string;
  /** For tables. */
  isWide?: boolean;
  children: ReactNode;
}

/** A question that the page waits for: in the middle at the desk, from the lower edge on a phone. It is open as long as it is there. */
export function Dialog({ onClose, title, closeLabel, isWide = false, children }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser would begin at the first button, which closes it again.
    element?.querySelector<HTMLElement>("[data-autofocus], input, select, textarea")?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={cx(
        "m-auto max-h-[88dvh] w-full overflow-y-auto rounded-xl border border-line bg-surface p-4 text-text shadow-lift backdrop:bg-black/40",
        "max-sm:rise max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:m-0 max-sm:max-h-[92dvh] max-sm:max-w-none max-sm:rounded-b-none",
        isWide ? "sm:max-w-4xl" : "sm:max-w-md",
      )}
    >
      <div className="mb-3 flex items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{title}</h2>
        <IconButton label={closeLabel} onClick={onClose}>
          <X aria-hidden className="size-5" />
        </IconButton>
      </div>
      {children}
    </dialog>
  );
}
