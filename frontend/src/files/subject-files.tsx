import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import type { contract } from "../api/client.gen";
import { peopleQuery } from "../api/queries";
import { t } from "../lib/i18n/t";
import { LoadFailure } from "../lib/load-failure";
import { SkeletonRows } from "../ui/skeleton";
import { FileRow } from "./file-row";
import { subjectFilesQuery } from "./files.queries";
import type { Subject } from "./transfer";
import { UploadBox } from "./upload-box";
import { useTransfers } from "./use-transfers";

interface SubjectFilesProps {
  property: contract.MyProperty;
  subject: Subject;
  /** What its files are for: the one that such a subject takes. */
  purpose: contract.FilePurpose;
}

/** The files of a task, an expense, a guest's document or a message, and the way to bring more, for who may. */
export function SubjectFiles({ property, subject, purpose }: SubjectFilesProps): ReactNode {
  const query = useQuery(subjectFilesQuery(subject));
  const { data: people } = useQuery(peopleQuery);
  const destination = { kind: "subject", subject } as const;
  useFilesThatArrive(property.id, subject);
  if (query.isPending) return <SkeletonRows rows={2} label={t("app.loading")} />;
  const { data, mayAttach } = query.data ?? { data: [], mayAttach: false };
  return (
    <div className="flex flex-col gap-3">
      <LoadFailure error={query.error} onRetry={query.refetch} />
      {query.isSuccess && data.length === 0 && <p className="text-muted">{t("uploads.none")}</p>}
      {data.length > 0 && (
        <ul className="panel divide-y divide-line" aria-label={t("uploads.attached")}>
          {data.map((file) => (
            <FileRow
              key={file.id}
              file={file}
              timeZone={property.timeZone}
              by={people?.get(file.ownerId) ?? t("uploads.somebody")}
            />
          ))}
        </ul>
      )}
      {mayAttach && <UploadBox property={property} purpose={purpose} destination={destination} />}
    </div>
  );
}

/** Fetches the lists anew when a file of this window has come: not everybody who brings files hears of them by events. */
function useFilesThatArrive(propertyId: number, subject: Subject): void {
  const queries = useQueryClient();
  const underWay = useTransfers(propertyId, { kind: "subject", subject }).length;
  const before = useRef(underWay);
  const { kind, id } = subject;
  useEffect(() => {
    if (underWay < before.current)
      for (const queryKey of [
        ["files-of", kind, id],
        ["files", propertyId],
      ])
        void queries.invalidateQueries({ queryKey });
    before.current = underWay;
  }, [queries, underWay, propertyId, kind, id]);
}
