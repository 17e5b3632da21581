import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { LoadFailure } from "../../lib/load-failure";
import { SkeletonRows } from "../../ui/skeleton";
import { FileRow } from "../../files/file-row";
import { filesQuery } from "../../files/files.queries";

/** What is no longer of interest to its owner. */
const HIDDEN: ReadonlySet<contract.FileState> = new Set(["erased", "expired"]);

/** One's own files: loading, failed, none, some. */
export function FileList({ property }: { property: contract.MyProperty }): ReactNode {
  const query = useInfiniteQuery(filesQuery(property.id));
  const files = query.data?.pages.flatMap((page) => page.data).filter(({ state }) => !HIDDEN.has(state)) ?? [];
  return (
    <section className="panel" aria-label={t("uploads.mine")}>
      <h2 className="border-b border-line px-4 py-2 text-sm font-semibold">{t("uploads.mine")}</h2>
      <LoadFailure error={query.error} onRetry={query.refetch} />
      {query.isPending && <SkeletonRows rows={4} label={t("app.loading")} />}
      {query.isSuccess && files.length === 0 && <p className="p-6 text-center text-muted">{t("uploads.empty")}</p>}
      <ul className="divide-y divide-line">
        {files.map((file) => (
          <FileRow key={file.id} file={file} timeZone={property.timeZone} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="p-3 text-center">
          <Button onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage}>
            {t(query.isFetchingNextPage ? "uploads.loadingMore" : "uploads.more")}
          </Button>
        </div>
      )}
    </section>
  );
}
