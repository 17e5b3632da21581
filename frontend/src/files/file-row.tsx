import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, LoaderCircle, Trash2, TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api } from "../api/client";
import type { contract } from "../api/client.gen";
import { toFailure } from "../api/failure";
import { formatBytes } from "../lib/bytes";
import { formatDay, formatTime } from "../lib/dates";
import { t } from "../lib/i18n/t";
import { locale } from "../lib/locale";
import { IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { filesQuery } from "./files.queries";
import { Picture } from "./picture";

interface FileRowProps {
  file: contract.FileInfo;
  /** Of its property. */
  timeZone: string;
  /** Who brought it, where that is not the reader in any case; what it is for is known there. */
  by?: string;
}

/** One file: what it is, how it stands, and what can be done with it. */
export function FileRow({ file, timeZone, by }: FileRowProps): ReactNode {
  const name = file.name ?? t("uploads.unnamed");
  const at = `${formatDay(file.createdAt.slice(0, 10), locale)}, ${formatTime(file.createdAt, timeZone, locale)}`;
  const isTold = by === undefined || file.state !== "attached";
  const open = useMutation({
    mutationFn: () => api.uploads.createLink(file.id, {}),
    onSuccess: ({ url }) => window.open(url, "_blank", "noopener"),
  });
  return (
    <li className="flex items-center gap-3 px-4 py-2 max-sm:px-3" data-testid="file-row" data-state={file.state}>
      <Picture file={file} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-sm text-muted">
          {by ?? t(`uploads.purpose.${file.purpose}`)} · {formatBytes(file.size, locale)} · {at}
        </p>
        {isTold && <State file={file} className="sm:hidden" />}
        {open.error !== null && (
          <p className="text-sm text-blocked" role="alert">
            {t("uploads.noLink", { why: toFailure(open.error).message })}
          </p>
        )}
      </div>
      {isTold && <State file={file} className="max-sm:hidden" />}
      <div className="flex shrink-0">
        {(file.state === "ready" || file.state === "attached") && (
          <IconButton label={t("uploads.download", { name })} onClick={() => open.mutate()}>
            <Download aria-hidden className="size-4" />
          </IconButton>
        )}
        {file.state !== "attached" && <Erase file={file} name={name} />}
      </div>
    </li>
  );
}

/** In words; what needs no attention says little. */
function State({ file: { state, reason }, className }: { file: contract.FileInfo; className: string }): ReactNode {
  const isMoving = state === "uploading" || state === "uploaded" || state === "checking";
  const isRejected = state === "rejected";
  const why = isRejected && reason !== null ? `: ${t(`uploads.reason.${reason}`)}` : "";
  return (
    <span
      className={cx(
        "flex max-w-72 items-center gap-1.5 text-sm",
        isRejected ? "text-blocked" : "text-muted",
        className,
      )}
    >
      {isMoving && <LoaderCircle aria-hidden className="size-4 shrink-0 motion-safe:animate-spin" />}
      {isRejected && <TriangleAlert aria-hidden className="size-4 shrink-0" />}
      <span>{t(`uploads.state.${state}`) + why}</span>
    </span>
  );
}

/** Cannot be undone, so it wants two presses. */
function Erase({ file, name }: { file: contract.FileInfo; name: string }): ReactNode {
  const queries = useQueryClient();
  const [isSure, setSure] = useState(false);
  const erase = useMutation({
    mutationFn: () => api.uploads.eraseFile(file.id),
    onSettled: () => queries.invalidateQueries({ queryKey: filesQuery(file.propertyId).queryKey }),
  });
  return (
    <IconButton
      label={t(isSure ? "uploads.eraseAgain" : "uploads.erase", { name })}
      onClick={() => (isSure ? erase.mutate() : setSure(true))}
      onBlur={() => setSure(false)}
      className={isSure ? "bg-blocked-soft text-blocked" : undefined}
    >
      <Trash2 aria-hidden className="size-4" />
    </IconButton>
  );
}
