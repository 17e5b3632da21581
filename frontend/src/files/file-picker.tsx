import { Camera, Upload } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { t } from "../lib/i18n/t";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { useMedia } from "../ui/use-media";
import { FileInput } from "./file-input";
import { useDroppedFiles, usePastedFiles } from "./incoming";

interface FilePickerProps {
  /** As the attribute of an input. */
  accept: string;
  /** Which files are allowed, in words. */
  allowed: string;
  onFiles: (files: readonly File[]) => void;
  /** What is asked before a file is chosen. */
  children?: ReactNode;
}

/** Files come by choosing, dropping, pasting, or from the camera of a phone. */
export function FilePicker({ accept, allowed, onFiles, children }: FilePickerProps): ReactNode {
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
      {children}
      <div className="flex min-w-0 flex-wrap items-center gap-3">
        {hasCamera && (
          <Button look="primary" onClick={() => camera.current?.click()}>
            <Camera aria-hidden className="size-4" />
            {t("uploads.camera")}
          </Button>
        )}
        <Button look={hasCamera ? "plain" : "primary"} onClick={() => input.current?.click()}>
          <Upload aria-hidden className="size-4" />
          {t("uploads.pick")}
        </Button>
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
