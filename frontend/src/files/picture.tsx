import { useQuery } from "@tanstack/react-query";
import { FileText, Film, Image } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../api/client.gen";
import { thumbnailQuery } from "./files.queries";

/** Its thumbnail, or what kind of file it is. */
export function Picture({ file }: { file: contract.FileInfo }): ReactNode {
  const { data } = useQuery({ ...thumbnailQuery(file.id), enabled: file.hasThumbnail });
  if (data !== undefined)
    return <img src={data.url} alt="" className="size-10 shrink-0 rounded-md border border-line object-cover" />;
  const Icon = file.contentType.startsWith("image/") ? Image : file.contentType.startsWith("video/") ? Film : FileText;
  return (
    <span className="flex size-10 shrink-0 items-center justify-center rounded-md bg-sunken text-muted">
      <Icon aria-hidden className="size-5" />
    </span>
  );
}
