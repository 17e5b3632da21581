import { Fragment, type ReactNode } from "react";

/** A comment from the source: paragraphs, and code between back-ticks. */
export function Prose({ text, className }: { text: string; className?: string }): ReactNode {
  if (text === "") return null;
  return text.split("\n\n").map((paragraph, i) => (
    <p key={i} className={className}>
      <Inline text={paragraph} />
    </p>
  ));
}

/** One line of it. */
export function Inline({ text }: { text: string }): ReactNode {
  return text.split("`").map((part, i) =>
    i % 2 === 0 ? (
      <Fragment key={i}>{part}</Fragment>
    ) : (
      <code key={i} className="rounded bg-sunken px-1 text-xs break-words">
        {part}
      </code>
    ),
  );
}
