import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { t } from "../../lib/i18n/t";
import { Notice } from "../../ui/notice";
import { SkeletonRows } from "../../ui/skeleton";
import { Blocks, headingId } from "./blocks";
import { Frame } from "./frame";
import { parseMarkdown } from "./markdown";

/** The rules of the event stream: realtime/SPEC.md, which comes with the front end's files. */
export function ProtocolPage(): ReactNode {
  const { data: blocks, isError } = useQuery({ queryKey: ["protocol"], queryFn: load, staleTime: Infinity });
  const headings = (blocks ?? []).flatMap((b) => (b.kind === "heading" && b.level === 2 ? [b.text] : []));
  const aside = (
    <nav aria-label={t("apiDocs.contents")} className="flex flex-col p-3">
      {headings.map((text) => (
        <a
          key={text}
          href={`#${headingId(text)}`}
          className="flex min-h-8 items-center rounded px-2 hover:bg-sunken max-md:min-h-11"
        >
          {text}
        </a>
      ))}
    </nav>
  );
  return (
    <Frame title={t("apiDocs.protocol")} aside={aside}>
      {isError && <Notice tone="blocked">{t("apiDocs.failed")}</Notice>}
      {blocks === undefined && !isError && <SkeletonRows rows={8} label={t("app.loading")} />}
      {blocks !== undefined && (
        <article className="flex max-w-3xl flex-col gap-3">
          <Blocks blocks={blocks} />
        </article>
      )}
    </Frame>
  );
}

async function load() {
  const response = await fetch("/realtime-protocol.md");
  if (!response.ok) throw new Error(`/realtime-protocol.md: ${response.status}`);
  return parseMarkdown(await response.text());
}
