import { type ReactNode, useId } from "react";
import { cx } from "../../ui/class-names";

interface Column<T> {
  title: string;
  cell: (row: T) => ReactNode;
  /** Amounts stand at the right. */
  isNumber?: boolean;
}

interface TableProps<T> {
  title: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** Said instead of a table without rows. */
  empty: string;
}

/** A short table under its heading. One that is too wide scrolls within itself, by keyboard too. */
export function Table<T>({ title, columns, rows, keyOf, empty }: TableProps<T>): ReactNode {
  const id = useId();
  return (
    <div className="panel min-w-0">
      <h2 id={id} className="px-3 pt-3 pb-2 text-base font-semibold">
        {title}
      </h2>
      {rows.length === 0 ? (
        <p className="px-3 pb-3 text-muted">{empty}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached without a pointer
        <div role="region" aria-labelledby={id} tabIndex={0} className="overflow-x-auto">
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b border-line text-xs text-muted">
                {columns.map(({ title: name, isNumber }) => (
                  <th
                    key={name}
                    scope="col"
                    className={cx("px-3 py-1.5 font-medium whitespace-nowrap", isNumber ? "text-end" : "text-start")}
                  >
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)} className="h-9 border-b border-line last:border-0">
                  {columns.map(({ title: name, cell, isNumber }) => (
                    <td key={name} className={cx("px-3 py-1.5", isNumber && "text-end whitespace-nowrap tabular-nums")}>
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
