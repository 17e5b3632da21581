import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import type { contract } from "../../api/client.gen";
import { formatBytes } from "../../lib/bytes";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { Notice } from "../../ui/notice";
import { FileList } from "./file-list";
import { FilePicker } from "./file-picker";
import { refusalOf } from "./transfer";
import { TransferList } from "./transfer-list";
import { theTransfers } from "./transfers";
import { limitsQuery } from "./uploads.queries";

/** One's own files at a property: bring more, see how they come, open and erase them. */
export function FilesPage({ property }: { property: contract.MyProperty }): ReactNode {
  const transfers = theTransfers();
  const shown = useSyncExternalStore(transfers.subscribe, transfers.shown);
  const limits = useQuery(limitsQuery).data?.purposes ?? [];
  const [purpose, setPurpose] = useState<contract.FilePurpose>("receipt");
  const [refused, setRefused] = useState<string[]>([]);
  const types = limits.find((limit) => limit.purpose === purpose)?.types ?? [];
  const mayUpload = property.permissions.includes("uploads.file.upload");

  function add(files: readonly File[]): void {
    const refusals: string[] = [];
    for (const file of files) {
      const refusal = refusalOf(file, types);
      if (refusal === null) transfers.add(file, property.id, purpose);
      else if (refusal.kind === "size")
        refusals.push(t("uploads.tooLarge", { name: file.name, size: formatBytes(refusal.maxSize, locale) }));
      else refusals.push(t("uploads.wrongType", { name: file.name, types: extensionsOf(types) }));
    }
    setRefused(refusals);
  }

  return (
    <div className="flex h-full min-h-0 flex-col gap-4 overflow-y-auto p-4 max-sm:gap-3 max-sm:p-2">
      <h1 className="text-xl font-semibold max-sm:px-1">{t("uploads.title")}</h1>
      {mayUpload ? (
        <FilePicker
          purpose={purpose}
          onPurpose={setPurpose}
          accept={types.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)).join(",")}
          allowed={t("uploads.allowed", {
            types: extensionsOf(types),
            size: formatBytes(Math.max(0, ...types.map(({ maxSize }) => maxSize)), locale),
          })}
          onFiles={add}
        />
      ) : (
        <Notice tone="neutral">{t("uploads.forbidden")}</Notice>
      )}
      {refused.length > 0 && (
        <Notice tone="attention" role="alert">
          {refused.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      <TransferList transfers={shown.filter((transfer) => transfer.propertyId === property.id)} />
      <FileList property={property} />
    </div>
  );
}

const extensionsOf = (types: readonly { extensions: readonly string[] }[]): string =>
  types.map(({ extensions }) => extensions[0]?.toUpperCase()).join(", ");
