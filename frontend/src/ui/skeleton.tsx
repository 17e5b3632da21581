import type { ReactNode } from "react";

/** Rows that are still to come; shown only after 300 ms. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }): ReactNode {
  return (
    <div role="status" className="late flex flex-col">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="flex h-9 items-center gap-4 border-b border-line px-3 max-sm:h-15">
          <span className="h-3 w-10 rounded bg-sunken" />
          <span className="h-3 flex-1 rounded bg-sunken" style={{ maxWidth: `${30 + ((i * 17) % 35)}%` }} />
          <span className="ms-auto h-3 w-16 rounded bg-sunken" />
        </div>
      ))}
    </div>
  );
}
