import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { cx } from "../../ui/class-names";
import { useFresh } from "../../ui/use-fresh";

interface TileProps {
  label: string;
  value: string;
  note: ReactNode;
  /** From 0 to 1; no bar when there is none. */
  share?: number;
  /** Where the rows behind the number are; none when the reader may not see them. */
  to?: { path: "/p/$property/front-desk" | "/p/$property/tasks"; search?: object; property: number } | null | undefined;
}

/** One number of the day. It tints when it changes; a click shows what is behind it. */
export function Tile({ label, value, note, share, to = null }: TileProps): ReactNode {
  const isFresh = useFresh(value);
  const content = (
    <>
      <span className="block text-xs text-muted">{label}</span>
      <span
        data-testid="tile-value"
        className="block text-2xl leading-9 font-semibold tabular-nums max-sm:text-xl max-sm:leading-8"
      >
        {value}
      </span>
      {share !== undefined && <Bar share={share} />}
      <span className="block text-xs text-muted tabular-nums">{note}</span>
    </>
  );
  const look = cx("panel block min-w-0 px-3 py-2", isFresh && "tint");
  if (to === null)
    return (
      <div data-testid="tile" className={look}>
        {content}
      </div>
    );
  return (
    <Link
      data-testid="tile"
      to={to.path}
      params={{ property: String(to.property) }}
      search={to.search ?? {}}
      className={cx(look, "hover:bg-sunken")}
    >
      {content}
    </Link>
  );
}

/** The share in words stands beside it. */
function Bar({ share }: { share: number }): ReactNode {
  return (
    <span aria-hidden className="mt-0.5 mb-1 block h-1.5 overflow-hidden rounded-full bg-sunken">
      <span
        className="block h-full rounded-full bg-accent transition-[width] duration-300"
        style={{ width: `${Math.round(100 * share)}%` }}
      />
    </span>
  );
}
