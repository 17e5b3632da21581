import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import type { api as apiTypes, contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { announce } from "../../ui/announcer";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import type { GuestList } from "./guest-list";
import { sayFailure } from "./use-desk-action";

/** The server takes no more at once. */
const MOST_ROWS = 200;
const EXAMPLE = "name,room,departure,document number,country";

const readList = async (text: string): Promise<GuestList> => (await import("./guest-list")).readGuestList(text);

const NOBODY: GuestList = { rows: [], ignored: [] };

interface ImportDialogProps {
  property: contract.MyProperty;
  onClose: () => void;
}

/** A list of guests is pasted or dropped, checked without consequences, and checked in; each row says what becomes of it. */
export function ImportDialog({ property, onClose }: ImportDialogProps): ReactNode {
  const [text, setText] = useState("");
  // One batch as long as the dialog is open: who corrects rows and sends the list again repeats nothing.
  const [batchKey] = useState(() => `list-${crypto.randomUUID()}`);
  const [read, setRead] = useState<GuestList>(NOBODY);
  const { rows, ignored } = read;
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (dryRun: boolean) => api.guest.bulkCheckIn({ propertyId: property.id, batchKey, dryRun, rows }),
    onSuccess({ dryRun, ok, failed }) {
      announce(t(dryRun ? "guest.import.checked" : "guest.import.imported", { ok, failed }));
      if (!dryRun) void client.invalidateQueries({ predicate: ({ meta }) => meta?.["live"] === true });
    },
  });
  const change = (next: string): void => {
    setText(next);
    send.reset();
    // What reads a list is loaded when there is one.
    void readList(next).then(setRead);
  };
  const blocked =
    rows.length === 0
      ? t("guest.import.nothing")
      : rows.length > MOST_ROWS
        ? t("guest.import.tooMany", { count: rows.length, most: MOST_ROWS })
        : null;
  return (
    <Dialog title={t("guest.import.title")} closeLabel={t("guest.close")} onClose={onClose} isWide>
      <div className="flex flex-col gap-3">
        <ListField text={text} onText={change} />
        {ignored.length > 0 && (
          <Notice tone="attention">{t("guest.import.ignored", { columns: ignored.join(", ") })}</Notice>
        )}
        {send.error !== null && (
          <Notice tone="blocked" role="alert">
            {sayFailure(send.error)}
          </Notice>
        )}
        {send.data !== undefined && <Outcome answer={send.data} />}
        {rows.length > 0 && <Rows rows={rows} results={send.data?.results ?? []} />}
        <div className="flex justify-end gap-2">
          <Button busy={send.isPending} disabledReason={blocked} onClick={() => send.mutate(true)}>
            {t("guest.import.check")}
          </Button>
          <Button look="primary" busy={send.isPending} disabledReason={blocked} onClick={() => send.mutate(false)}>
            {t("guest.import.submit", { count: rows.length })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function ListField({ text, onText }: { text: string; onText: (text: string) => void }): ReactNode {
  const drop = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onText(await file.text());
  };
  return (
    <Field label={t("guest.import.list")} hint={t("guest.import.hint")}>
      {(control) => (
        <textarea
          {...control}
          rows={5}
          spellCheck={false}
          placeholder={EXAMPLE}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            const [file] = event.dataTransfer.files;
            if (file === undefined) return;
            event.preventDefault();
            void drop(file);
          }}
          className="control h-auto! py-2 font-mono text-sm"
        />
      )}
    </Field>
  );
}

function Outcome({ answer }: { answer: apiTypes.BulkCheckInResponse }): ReactNode {
  const { dryRun, ok, failed } = answer;
  return (
    <Notice tone={failed > 0 ? "attention" : "good"}>
      {t(dryRun ? "guest.import.checked" : "guest.import.imported", { ok, failed })}
    </Notice>
  );
}

interface RowsProps {
  rows: GuestList["rows"];
  results: readonly apiTypes.BulkRowResult[];
}

/** The rows as they were read, each with its result in place. */
function Rows({ rows, results }: RowsProps): ReactNode {
  return (
    <ol aria-label={t("guest.import.rows")} className="panel max-h-80 overflow-y-auto">
      {rows.slice(0, MOST_ROWS).map((row, i) => {
        const result = results[i];
        return (
          // Rows have no other identity than their place.
          // oxlint-disable-next-line react/no-array-index-key -- the place is the key
          <li key={i} data-testid="import-row" className="flex gap-3 border-b border-line px-3 py-1.5 last:border-b-0">
            <span className="w-6 shrink-0 text-end text-muted tabular-nums">{i + 1}</span>
            <div className="min-w-0 flex-1">
              <p className="truncate">
                <bdi className="font-medium">{row.guestName ?? row.reservation ?? "–"}</bdi>
                <span className="text-muted tabular-nums">
                  {[row.room, row.arrival, row.departure]
                    .filter((part) => part !== undefined)
                    .map((part) => ` · ${part}`)}
                </span>
              </p>
              {result?.errors.map(({ path, message }) => (
                <p key={`${path} ${message}`} className="flex items-start gap-1 text-xs text-blocked">
                  <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
                  {`${path}: ${message}`}
                </p>
              ))}
            </div>
            {result?.status === "ok" && (
              <span className="flex shrink-0 items-center gap-1 text-xs text-good">
                <CircleCheck aria-hidden className="size-3.5" />
                {t("guest.import.good")}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
