import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { MethodBadge } from "./badges";
import type { Group } from "./entries";

/** Links to every endpoint, by service. */
export function Contents({ groups }: { groups: Group[] }): ReactNode {
  return (
    <nav aria-label={t("apiDocs.contents")} className="flex flex-col gap-4 p-3">
      <a href="#introduction" className="flex min-h-8 items-center rounded px-2 hover:bg-sunken max-md:min-h-11">
        {t("apiDocs.introduction")}
      </a>
      {groups.map(({ service, entries }) => (
        <div key={service}>
          <p className="px-2 pb-1 text-xs font-semibold text-muted">{service}</p>
          <ul>
            {entries.map(({ id, methods, path, summary }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  title={summary}
                  className="flex min-h-8 items-center gap-2 rounded px-2 hover:bg-sunken max-md:min-h-11"
                >
                  <MethodBadge method={methods[0] ?? ""} isSmall />
                  <code className="min-w-0 truncate text-xs">{path}</code>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
