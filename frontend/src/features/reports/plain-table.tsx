import { type ReactNode, useId } from "react";
import { cx } from "../../ui/class-names";

interface ScrolledTableProps {
  title: string;
  notes?: readonly string[];
  /** Head, body and foot. */
  children: ReactNode;
}

/** A table under its heading. One that is too wide scrolls within itself, by keyboard too. */
export function ScrolledTable({ title, notes = [], children }: ScrolledTableProps): ReactNode {
  const id = useId();
  return (
    <div className="panel min-w-0 shrink-0 print:mb-3 print:break-inside-avoid">
      <h2 id={id} className="px-3 pt-3 pb-2 text-sm font-semibold">
        {title}
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached without a pointer */}
      <div role="region" aria-labelledby={id} tabIndex={0} className="overflow-x-auto">
        <table className="w-full text-sm [&_tfoot_tr]:border-t [&_tfoot_tr]:border-line-strong">{children}</table>
      </div>
      {notes.map((note) => (
        <p key={note} className="border-t border-line px-3 py-2 text-xs text-muted">
          {note}
        </p>
      ))}
    </div>
  );
}

export function Head({ isNumber = false, children }: { isNumber?: boolean; children: ReactNode }): ReactNode {
  return (
    <th
      scope="col"
      className={cx(
        "border-b border-line px-3 py-1.5 text-xs font-medium whitespace-nowrap text-muted",
        isNumber ? "text-end" : "text-start",
      )}
    >
      {children}
    </th>
  );
}

/** A number. */
export function Cell({ children }: { children: ReactNode }): ReactNode {
  return <td className="px-3 py-1.5 text-end whitespace-nowrap tabular-nums">{children}</td>;
}
