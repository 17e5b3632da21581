import type { ReactNode } from "react";
import { Button } from "./button";
import { CopyText } from "./copy-text";
import { Notice } from "./notice";

interface FailureNoticeProps {
  /** What happened. */
  title: string;
  /** Why, and what was kept. */
  message: string;
  /** To hand on to whoever reads the log. */
  errorId?: string | null;
  retry: string;
  onRetry: () => void;
  copy: string;
  copied: string;
}

/** Something could not be loaded: what, why, and what to do. */
export function FailureNotice({
  title,
  message,
  errorId,
  retry,
  onRetry,
  copy,
  copied,
}: FailureNoticeProps): ReactNode {
  return (
    <Notice tone="blocked" role="alert">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1">
          <p className="font-semibold">{title}</p>
          <p>{message}</p>
          {(errorId ?? null) !== null && <CopyText text={errorId ?? ""} label={copy} copied={copied} />}
        </div>
        <Button onClick={onRetry}>{retry}</Button>
      </div>
    </Notice>
  );
}
