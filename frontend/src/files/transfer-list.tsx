import { Pause, Play, RotateCcw, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { formatBytes } from "../lib/bytes";
import { t } from "../lib/i18n/t";
import { locale } from "../lib/locale";
import { IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import type { Transfer } from "./transfer";
import { theTransfers } from "./transfers";

/** Files on their way, with what the server has acknowledged of each. */
export function TransferList({ transfers }: { transfers: readonly Transfer[] }): ReactNode {
  if (transfers.length === 0) return null;
  return (
    <section className="panel" aria-label={t("uploads.transfers")}>
      <h2 className="border-b border-line px-4 py-2 text-sm font-semibold">{t("uploads.transfers")}</h2>
      <ul className="divide-y divide-line">
        {transfers.map((transfer) => (
          <TransferRow key={transfer.key} transfer={transfer} />
        ))}
      </ul>
    </section>
  );
}

function TransferRow({ transfer }: { transfer: Transfer }): ReactNode {
  const { name, size, accepted, state, why } = transfer;
  const isWrong = state === "failed" || state === "refused";
  const amounts = { accepted: formatBytes(accepted, locale), size: formatBytes(size, locale) };
  return (
    <li className="flex items-center gap-3 px-4 py-2 max-sm:px-3" data-testid="transfer" data-state={state}>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium">{name}</span>
          <span className="shrink-0 text-sm text-muted tabular-nums">{t("uploads.progress", amounts)}</span>
        </div>
        <div
          role="progressbar"
          aria-label={name}
          aria-valuemin={0}
          aria-valuemax={size}
          aria-valuenow={accepted}
          className="my-1 h-1.5 overflow-hidden rounded-full bg-sunken"
        >
          <div
            className={cx("h-full rounded-full", isWrong ? "bg-blocked" : "bg-accent")}
            style={{ width: `${(100 * accepted) / size}%` }}
          />
        </div>
        <p className={cx("text-sm", isWrong ? "text-blocked" : "text-muted")} role="status">
          {t(`uploads.transfer.${state}`, { why: why ?? "" })}
        </p>
      </div>
      <Actions transfer={transfer} />
    </li>
  );
}

function Actions({ transfer: { key, name, state } }: { transfer: Transfer }): ReactNode {
  const transfers = theTransfers();
  const isStoppable = state === "uploading" || state === "waiting";
  return (
    <div className="flex shrink-0">
      {isStoppable && (
        <IconButton label={t("uploads.pause", { name })} onClick={() => transfers.pause(key)}>
          <Pause aria-hidden className="size-4" />
        </IconButton>
      )}
      {state === "paused" && (
        <IconButton label={t("uploads.resume", { name })} onClick={() => transfers.resume(key)}>
          <Play aria-hidden className="size-4" />
        </IconButton>
      )}
      {state === "failed" && (
        <IconButton label={t("uploads.retry", { name })} onClick={() => transfers.resume(key)}>
          <RotateCcw aria-hidden className="size-4" />
        </IconButton>
      )}
      <IconButton
        label={t(state === "ready" ? "uploads.leaveOut" : state === "refused" ? "uploads.dismiss" : "uploads.cancel", {
          name,
        })}
        onClick={() => (state === "refused" ? transfers.forget(key) : transfers.cancel(key))}
      >
        {state === "ready" ? <Trash2 aria-hidden className="size-4" /> : <X aria-hidden className="size-4" />}
      </IconButton>
    </div>
  );
}
