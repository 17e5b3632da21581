import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { UploadBox } from "../../files/upload-box";
import { t } from "../../lib/i18n/t";
import { FileList } from "./file-list";

const PURPOSES: readonly contract.FilePurpose[] = ["receipt", "task_evidence", "guest_document"];

/** One's own files at a property: bring more, see how they come, open and erase them. */
export function FilesPage({ property }: { property: contract.MyProperty }): ReactNode {
  const [purpose, setPurpose] = useState<contract.FilePurpose>("receipt");
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 overflow-y-auto p-4 max-sm:gap-3 max-sm:p-2">
      <h1 className="text-xl font-semibold max-sm:px-1">{t("uploads.title")}</h1>
      <UploadBox property={property} purpose={purpose} destination={{ kind: "own" }} showsAll>
        <label className="min-w-48 max-sm:w-full">
          <span className="mb-1 block text-sm font-medium">{t("uploads.purposeLabel")}</span>
          <select
            className="control max-sm:h-11"
            value={purpose}
            data-testid="upload-purpose"
            onChange={(event) => setPurpose(event.target.value as contract.FilePurpose)}
          >
            {PURPOSES.map((each) => (
              <option key={each} value={each}>
                {t(`uploads.purpose.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </UploadBox>
      <FileList property={property} />
    </div>
  );
}
