import { Camera, Upload } from "lucide-react";
import { type ReactNode, type Ref, type RefObject, useEffect, useRef, useState } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { cx } from "../../ui/class-names";
import { useMedia } from "../../ui/use-media";

const PURPOSES: readonly contract.FilePurpose[] = ["receipt", "task_evidence", "guest_document"];

interface FilePickerProps {
  purpose: contract.FilePurpose;
  onPurpose: (purpose: contract.FilePurpose) => void;
  /** As the attribute of an input. */
  accept: string;
  /** Which files are allowed, in words. */
  allowed: string;
  onFiles: (files: readonly File[]) => void;
}

/** Files come by choosing, dropping, pasting, or from the camera of a phone. */
export function FilePicker({ purpose, onPurpose, accept, allowed, onFiles }: FilePickerProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const target = useRef<HTMLElement>(null);
  const isOver = useDroppedFiles(target, onFiles);
  const hasCamera = useMedia("(pointer: coarse)");
  usePastedFiles(onFiles);

  return (
    <section
      ref={target}
      aria-label={t("uploads.pick")}
      className={cx(
        "panel flex flex-wrap items-end gap-x-6 gap-y-3 border-dashed p-4 max-sm:p-3",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <label className="min-w-48 max-sm:w-full">
        <span className="mb-1 block text-sm font-medium">{t("uploads.purposeLabel")}</span>
        <select
          className="control max-sm:h-11"
          value={purpose}
          data-testid="upload-purpose"
          onChange={(event) => onPurpose(event.target.value as contract.FilePurpose)}
        >
          {PURPOSES.map((each) => (
            <option key={each} value={each}>
              {t(`uploads.purpose.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <div className="flex min-w-0 flex-wrap items-center gap-3">
        <Button look="primary" onClick={() => input.current?.click()}>
          <Upload aria-hidden className="size-4" />
          {t("uploads.pick")}
        </Button>
        {hasCamera && (
          <Button onClick={() => camera.current?.click()}>
            <Camera aria-hidden className="size-4" />
            {t("uploads.camera")}
          </Button>
        )}
        <p className="text-muted">
          {!hasCamera && <span className="block">{t("uploads.drop")}</span>}
          <span className="block text-sm">{allowed}</span>
        </p>
      </div>
      <FileInput ref={input} accept={accept} onFiles={onFiles} testId="upload-input" />
      <FileInput ref={camera} accept="image/*" capture onFiles={onFiles} testId="upload-camera" />
    </section>
  );
}

interface FileInputProps {
  ref: Ref<HTMLInputElement>;
  accept: string;
  capture?: boolean;
  onFiles: (files: readonly File[]) => void;
  testId: string;
}

/** Out of sight: the buttons open it. */
function FileInput({ ref, accept, capture = false, onFiles, testId }: FileInputProps): ReactNode {
  return (
    <input
      ref={ref}
      type="file"
      multiple={!capture}
      accept={accept}
      {...(capture ? { capture: "environment" as const } : {})}
      data-testid={testId}
      aria-hidden
      tabIndex={-1}
      className="hidden"
      onChange={(event) => {
        onFiles([...(event.target.files ?? [])]);
        // The same file may be chosen again.
        event.target.value = "";
      }}
    />
  );
}

/** Hears of files that are dropped on the element; tells whether some are held over it. */
function useDroppedFiles(target: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useLatest(onFiles);
  useEffect(() => {
    const element = target.current;
    const over = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (): void => setOver(false);
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    element?.addEventListener("dragover", over);
    element?.addEventListener("dragleave", leave);
    element?.addEventListener("drop", drop);
    return () => {
      element?.removeEventListener("dragover", over);
      element?.removeEventListener("dragleave", leave);
      element?.removeEventListener("drop", drop);
    };
  }, [target, latest]);
  return isOver;
}

/** Hears of files that are pasted anywhere on the page. */
function usePastedFiles(onFiles: (files: readonly File[]) => void): void {
  const latest = useLatest(onFiles);
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) latest.current(files);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [latest]);
}

/** A place that holds what the last drawing gave. */
function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
