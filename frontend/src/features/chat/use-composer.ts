import { useState } from "react";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { useMessageAct } from "./chat.queries";
import type { ShownMessage } from "./timeline";

/** What is written now. */
export type Writing = { kind: "new" } | { kind: "reply" | "edit"; message: ShownMessage };

interface Composer {
  writing: Writing;
  onDone: () => void;
  send: (content: string) => void;
}

/** The text, and what becomes of it: a message is on its way at once, an edit is done when the server has said so. */
export function useComposer({ writing, onDone, send }: Composer) {
  const [text, setText] = useState("");
  const [shown, setShown] = useState(writing);
  if (shown !== writing) {
    setShown(writing);
    if (writing.kind === "edit") setText(writing.message.content ?? "");
    else if (shown.kind === "edit") setText("");
  }
  const target = writing.kind === "new" ? { id: "", conversationId: "" } : writing.message;
  const edit = useMessageAct(target);
  const submit = (): void => {
    const content = text.trim();
    if (content === "" || edit.isPending) return;
    if (writing.kind === "edit") {
      const { version } = writing.message;
      edit.mutate({ act: "edit", content, version }, { onSuccess: onDone });
      return;
    }
    send(content);
    setText("");
    onDone();
  };
  const failure = edit.error === null || writing.kind !== "edit" ? null : toFailure(edit.error);
  const problem = failure?.reason === "version_conflict" ? t("chat.conflict") : (failure?.message ?? null);
  return { text, setText, isBusy: edit.isPending, problem, submit };
}
