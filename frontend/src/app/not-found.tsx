import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../lib/i18n/t";

interface NotFoundProps {
  text?: string;
  /** Shown where the link would lead to. */
  isHome?: boolean;
}

/** What an unknown address, or somebody else's property, shows: the two are not told apart. */
export function NotFound({ text = t("notFound.title"), isHome = false }: NotFoundProps): ReactNode {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center">
      <title>{`${text} · ${t("app.name")}`}</title>
      <h1 className="text-lg font-semibold">{text}</h1>
      {!isHome && (
        <Link to="/" className="text-accent underline">
          {t("notFound.home")}
        </Link>
      )}
    </div>
  );
}
