import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo } from "react";
import { t } from "../../lib/i18n/t";
import { Notice } from "../../ui/notice";
import { SearchBox } from "../../ui/search-box";
import { SkeletonRows } from "../../ui/skeleton";
import { Contents } from "./contents";
import type { ApiDocument } from "./document";
import { type Group, readGroups, searchGroups } from "./entries";
import { EntryView } from "./entry-view";
import { Frame } from "./frame";
import { Introduction } from "./introduction";

interface ApiDocsPageProps {
  search: string;
  onSearch: (search: string) => void;
}

/** The reference of the server's endpoints, from the document that is built with the server. */
export function ApiDocsPage({ search, onSearch }: ApiDocsPageProps): ReactNode {
  const { data: document, isError } = useQuery({
    queryKey: ["api-document"],
    queryFn: loadDocument,
    staleTime: Infinity,
  });
  const groups = useMemo(() => (document === undefined ? [] : readGroups(document)), [document]);
  const found = searchGroups(groups, search);
  const isLoaded = document !== undefined;
  // The address may name an endpoint, which is on the page only now.
  useEffect(() => {
    if (isLoaded) window.document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, [isLoaded]);
  const box = (
    <SearchBox
      label={t("apiDocs.search")}
      placeholder={t("apiDocs.searchHint")}
      maxLength={100}
      value={search}
      onChange={onSearch}
    />
  );
  return (
    <Frame title={t("apiDocs.title")} tools={box} aside={<Contents groups={found} />}>
      {search === "" ? <Introduction /> : <h1 className="sr-only">{t("apiDocs.title")}</h1>}
      {isError && <Notice tone="blocked">{t("apiDocs.failed")}</Notice>}
      {!isLoaded && !isError && <SkeletonRows rows={8} label={t("app.loading")} />}
      {isLoaded && found.length === 0 && (
        <p role="status" className="text-muted">
          {t("apiDocs.nothing", { search })}
        </p>
      )}
      {isLoaded && found.map((group) => <Service key={group.service} group={group} document={document} />)}
    </Frame>
  );
}

function Service({ group, document }: { group: Group; document: ApiDocument }): ReactNode {
  return (
    <section aria-labelledby={`service:${group.service}`} className="flex flex-col gap-4">
      <h2 id={`service:${group.service}`} className="text-lg font-semibold">
        {group.service}
      </h2>
      {group.entries.map((entry) => (
        <EntryView key={entry.id} entry={entry} schemas={document.components.schemas ?? {}} />
      ))}
    </section>
  );
}

async function loadDocument(): Promise<ApiDocument> {
  const response = await fetch("/openapi.json");
  if (!response.ok) throw new Error(`/openapi.json: ${response.status}`);
  return (await response.json()) as ApiDocument;
}
