import { useQuery } from "@tanstack/react-query";
import { Paperclip } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { Picture } from "../../files/picture";
import { SubjectFiles } from "../../files/subject-files";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import type { Task } from "./board";
import { evidenceQuery } from "./tasks.queries";

/** Shown on a card; the others are behind the button. */
const PICTURES = 3;

interface TaskFilesProps {
  task: Task;
  property: contract.MyProperty;
}

/** The evidence of a task: a look at it, and the way to all of it and to more. */
export function TaskFiles({ task, property }: TaskFilesProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const maySeeAll = property.permissions.includes("uploads.file.read");
  const { data } = useQuery({ ...evidenceQuery(property.id), enabled: maySeeAll });
  const files = data?.data.filter(({ subject }) => subject?.kind === "task" && subject.id === task.id) ?? [];
  const words = files.length === 0 ? t("tasks.files") : t("tasks.fileCount", { count: files.length });
  return (
    <div className="ms-auto flex items-center gap-2">
      <Button look="quiet" aria-label={`${words}: ${task.title}`} onClick={() => setOpen(true)}>
        <Paperclip aria-hidden className="size-4" />
        {words}
      </Button>
      {files.slice(-PICTURES).map((file) => (
        <Picture key={file.id} file={file} />
      ))}
      {isOpen && (
        <Dialog
          title={t("tasks.filesOf", { title: task.title })}
          closeLabel={t("booking.close")}
          onClose={() => setOpen(false)}
        >
          <SubjectFiles property={property} subject={{ kind: "task", id: task.id }} purpose="task_evidence" />
        </Dialog>
      )}
    </div>
  );
}
