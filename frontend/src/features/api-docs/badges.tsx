import { Globe, LockKeyhole } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { cx } from "../../ui/class-names";
import type { Access } from "./document";

const LOOKS: Partial<Record<string, string>> = {
  GET: "bg-accent-soft text-accent",
  HEAD: "bg-accent-soft text-accent",
  POST: "bg-good-soft text-good",
  PUT: "bg-attention-soft text-attention",
  PATCH: "bg-attention-soft text-attention",
  DELETE: "bg-blocked-soft text-blocked",
};

/** The verb of an endpoint. */
export function MethodBadge({ method, isSmall = false }: { method: string; isSmall?: boolean }): ReactNode {
  return (
    <span
      className={cx(
        "inline-block shrink-0 rounded px-1.5 font-semibold",
        isSmall ? "w-14 text-center text-[0.625rem] leading-4" : "text-xs leading-5",
        LOOKS[method] ?? "bg-sunken text-text",
      )}
    >
      {method}
    </span>
  );
}

/** Who may call. */
export function AccessBadge({ access }: { access: Access }): ReactNode {
  const isOpen = access === "public";
  const Icon = isOpen ? Globe : LockKeyhole;
  return (
    <span className="inline-flex items-center gap-1 text-xs text-muted">
      <Icon aria-hidden className="size-3.5" />
      {isOpen ? t("apiDocs.public") : t("apiDocs.auth")}
    </span>
  );
}
