import type { ReactNode } from "react";
import type { contract } from "../api/client.gen";
import { t } from "../lib/i18n/t";
import { Notice } from "../ui/notice";
import { FilePicker } from "./file-picker";
import type { Destination } from "./transfer";
import { TransferList } from "./transfer-list";
import { useAddFiles, useTransfers } from "./use-transfers";

interface UploadBoxProps {
  property: contract.MyProperty;
  purpose: contract.FilePurpose;
  destination: Destination;
  /** Shows what is under way to other places too. */
  showsAll?: boolean;
  /** What is asked before a file is chosen. */
  children?: ReactNode;
}

/** Brings files: the choice, why some are refused, and those under way. */
export function UploadBox({ property, purpose, destination, showsAll = false, children }: UploadBoxProps): ReactNode {
  const { add, refused, accept, allowed } = useAddFiles(property.id, purpose, destination);
  const transfers = useTransfers(property.id, showsAll ? undefined : destination);
  return (
    <>
      {property.permissions.includes("uploads.file.upload") ? (
        <FilePicker accept={accept} allowed={allowed} onFiles={add}>
          {children}
        </FilePicker>
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
      <TransferList transfers={transfers} />
    </>
  );
}
