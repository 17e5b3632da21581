import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { cx } from "../../ui/class-names";
import { SendButton, VisibilityToggle, WritingContext } from "./chat-input-parts";
import { mentionsIn, type Names } from "./conversations";
import { useComposer, type Writing } from "./use-composer";
import type { Outgoing } from "./use-send";

interface ChatInputProps {
  title: string;
  names: Names;
  members: readonly contract.Member[];
  /** The reader may write for staff alone. */
  isInternal: boolean;
  writing: Writing;
  onWrite: (writing: Writing) => void;
  /** The reader wants to edit their last message. */
  onLast: () => void;
  /** The reader types something new, or turns away; for all who see the conversation, or for staff alone. */
  onType: (isTyping: boolean, isPublic: boolean) => void;
  onSend: (message: Omit<Outgoing, "login" | "clientMessageId">) => void;
}

/** Where a message is written, edited, and given to who may see it. */
export function ChatInput({ names, members, isInternal, writing, onWrite, ...rest }: ChatInputProps): ReactNode {
  const [isPublic, setPublic] = useState(true);
  const area = useRef<HTMLTextAreaElement>(null);
  const { text, setText, isBusy, problem, submit } = useComposer({
    writing,
    onDone: () => onWrite({ kind: "new" }),
    send: (content) =>
      rest.onSend({
        content,
        isPublic,
        replyToId: writing.kind === "reply" ? writing.message.id : null,
        mentions: mentionsFor(content, members, names, isPublic),
      }),
  });
  useEffect(() => area.current?.focus(), [writing]);
  const choose = (wanted: boolean): void => {
    setPublic(wanted);
    // So that Enter sends, and does not choose again.
    area.current?.focus();
  };
  const cancel = (): void => onWrite({ kind: "new" });
  const onKeyDown = keys({ isEmpty: text === "", writing, cancel, last: rest.onLast, submit });
  const isNew = writing.kind !== "edit";
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
      className={lookOf(isNew && !isPublic)}
    >
      <WritingContext writing={writing} names={names} onCancel={cancel} />
      <p role="alert" className="text-sm text-blocked empty:hidden">
        {problem}
      </p>
      <div className="flex items-end gap-2">
        {isNew && isInternal && <VisibilityToggle isPublic={isPublic} onChange={choose} />}
        <textarea
          ref={area}
          data-testid="chat-input"
          aria-label={t("chat.write", { name: rest.title })}
          placeholder={t("chat.write", { name: rest.title })}
          value={text}
          rows={1}
          maxLength={5000}
          onChange={({ target }) => {
            setText(target.value);
            rest.onType(isNew && target.value !== "", isPublic);
          }}
          onBlur={() => rest.onType(false, isPublic)}
          onKeyDown={onKeyDown}
          className="control field-sizing-content h-auto max-h-40 min-h-9 resize-none py-1.5 max-sm:min-h-11"
        />
        <SendButton label={t(isNew ? "chat.send" : "chat.save")} busy={isBusy} />
      </div>
      <Hint isInternal={isNew && !isPublic} />
    </form>
  );
}

const lookOf = (isInternal: boolean): string =>
  cx("flex flex-col gap-1.5 border-t border-line p-3 max-sm:p-2", isInternal ? "bg-attention-soft" : "bg-surface");

const Hint = ({ isInternal }: { isInternal: boolean }): ReactNode => (
  <p className={cx("text-xs max-sm:hidden", isInternal ? "text-attention" : "text-muted")}>
    {t(isInternal ? "chat.staffOnly" : "chat.keys")}
  </p>
);

interface KeyActs {
  isEmpty: boolean;
  writing: Writing;
  cancel: () => void;
  last: () => void;
  submit: () => void;
}

/** Enter sends, Escape leaves a reply or an edit, ↑ in an empty field edits the last message. */
const keys =
  ({ isEmpty, writing, cancel, last, submit }: KeyActs) =>
  (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" && writing.kind !== "new") return cancel();
    const isUp = event.key === "ArrowUp" && isEmpty && writing.kind === "new";
    const sends = event.key === "Enter" && !event.shiftKey;
    if (!isUp && !sends) return;
    event.preventDefault();
    if (isUp) last();
    else submit();
  };

/** Who is meant by the names behind an @, as far as they see the message. */
function mentionsFor(text: string, members: readonly contract.Member[], names: Names, isPublic: boolean): string[] {
  const readers = members.filter(({ isInternal }) => isPublic || isInternal);
  return mentionsIn(
    text,
    readers.map(({ personId }) => ({ id: personId, name: names.get(personId) ?? "" })),
  );
}
