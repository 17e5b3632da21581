import { List } from "lucide-react";
import { type ReactNode, useState } from "react";
import { t } from "../../lib/i18n/t";
import { IconButton } from "../../ui/button";
import { Sheet } from "../../ui/sheet";

interface FrameProps {
  title: string;
  /** Beside the name, for example a search. */
  tools?: ReactNode;
  /** Links into the page: a column at the desk, a sheet on a phone. */
  aside: ReactNode;
  children: ReactNode;
}

type Link = readonly [href: string, label: string];
const HOME: Link = ["/docs", t("apiDocs.title")];
const LINKS: readonly Link[] = [
  ["/docs/realtime", t("apiDocs.protocol")],
  ["/docs/frames", t("apiDocs.frames")],
  ["/openapi.json", "OpenAPI"],
  ["/asyncapi.json", "AsyncAPI"],
  ["/", t("apiDocs.application")],
];

/** What every page of the reference has around it. */
export function Frame({ title, tools, aside, children }: FrameProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="flex h-full flex-col">
      <title>{`${title} · ${t("app.name")}`}</title>
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-surface focus:p-3">
        {t("app.skip")}
      </a>
      <header className="flex min-h-14 items-center gap-3 border-b border-line bg-surface px-4 py-2 max-sm:px-2">
        <a href="/docs" className="flex shrink-0 items-center gap-2 rounded font-semibold">
          <img src="/favicon.svg" alt="" className="size-7" />
          <span className="max-sm:sr-only">{t("apiDocs.title")}</span>
        </a>
        <div className="flex max-w-md min-w-0 flex-1">{tools}</div>
        <span className="ms-auto flex items-center gap-4 text-sm max-md:hidden">
          {LINKS.map(([href, label]) => (
            <a key={href} href={href} className="text-accent underline">
              {label}
            </a>
          ))}
        </span>
        <span className="md:hidden">
          <IconButton label={t("apiDocs.contents")} onClick={() => setOpen(true)}>
            <List aria-hidden className="size-5" />
          </IconButton>
        </span>
      </header>
      <div className="flex min-h-0 flex-1">
        <div className="w-72 shrink-0 overflow-y-auto border-e border-line bg-surface max-md:hidden">{aside}</div>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto outline-none">
          <div className="mx-auto flex max-w-5xl flex-col gap-6 p-6 max-sm:p-3">{children}</div>
        </main>
      </div>
      <Sheet open={isOpen} onClose={() => setOpen(false)} title={t("apiDocs.contents")} closeLabel={t("apiDocs.close")}>
        {/* A link leads to its place once the sheet is gone. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the links inside are the controls */}
        <div onClick={() => setOpen(false)}>
          {aside}
          <div className="flex flex-col border-t border-line p-3">
            {[HOME, ...LINKS].map(([href, label]) => (
              <a key={href} href={href} className="flex min-h-11 items-center px-2 text-accent underline">
                {label}
              </a>
            ))}
          </div>
        </div>
      </Sheet>
    </div>
  );
}
