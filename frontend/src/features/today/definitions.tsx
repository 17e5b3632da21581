import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";

/** How each number comes about, as the server says it. */
export function Definitions({ definitions }: { definitions: readonly contract.KpiDefinition[] }): ReactNode {
  return (
    <details className="panel p-3 text-sm">
      <summary className="cursor-pointer font-semibold">{t("today.definitions")}</summary>
      <dl className="mt-2 grid gap-x-4 gap-y-1.5 sm:grid-cols-[max-content_1fr]">
        {definitions.map(({ field, name, definition }) => (
          <div key={field} className="sm:contents">
            <dt className="font-medium">{name}</dt>
            <dd className="text-muted">{definition}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
