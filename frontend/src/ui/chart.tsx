import { type ReactNode, useId } from "react";
import { axisEnd, shownLabels, unbroken } from "./chart-scale";
import { cx } from "./class-names";

type Look = "accent" | "good" | "attention" | "muted";

export interface ChartSeries {
  name: string;
  look: Look;
  /** One of each point; null where there is none. */
  values: readonly (number | null)[];
}

interface ChartProps {
  title: string;
  /** What the picture shows, for who does not see it; the numbers themselves stand in a table near by. */
  summary: string;
  kind: "bars" | "lines";
  points: readonly { label: string; title: string }[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
  /** Where the axis ends; follows from the values unless given. */
  end?: number;
}

const LOOKS: Record<Look, { bar: string; line: string; dot: string; dash?: string }> = {
  accent: { bar: "fill-accent", line: "stroke-accent", dot: "bg-accent" },
  good: { bar: "fill-good", line: "stroke-good", dot: "bg-good" },
  attention: { bar: "fill-attention", line: "stroke-attention", dot: "bg-attention", dash: "5 3" },
  muted: { bar: "fill-muted", line: "stroke-muted", dot: "bg-muted" },
};
const HEIGHT = 100;
const MOST_LABELS = 7;

/** A small chart of values side by side, from 0 upwards. */
export function Chart({ title, summary, kind, points, series, format, end }: ChartProps): ReactNode {
  const id = useId();
  const top = end ?? axisEnd(largestOf(kind, series, points.length));
  return (
    <figure aria-labelledby={id} className="panel flex min-w-0 flex-col gap-2 p-3">
      <figcaption className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span id={id} className="text-sm font-semibold">
          {title}
        </span>
        {series.length > 1 && <Legend series={series} />}
      </figcaption>
      <div className="grid grid-cols-[auto_1fr] gap-x-2">
        <div
          aria-hidden
          className="relative -my-2 flex h-44 flex-col justify-between text-end text-xs text-muted tabular-nums"
        >
          {[top, top / 2, 0].map((value) => (
            <span key={value} className="h-4 leading-4">
              {format(value)}
            </span>
          ))}
        </div>
        <svg
          role="img"
          aria-label={summary}
          viewBox={`0 0 ${points.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-40 w-full overflow-visible"
        >
          {[0, 0.5, 1].map((part) => (
            <line
              key={part}
              x1={0}
              x2={points.length}
              y1={HEIGHT * part}
              y2={HEIGHT * part}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {kind === "bars" ? <Bars series={series} top={top} /> : <Lines series={series} top={top} />}
          {points.map((point, i) => (
            <rect
              key={point.title}
              x={i}
              y={0}
              width={1}
              height={HEIGHT}
              className="fill-transparent hover:fill-text/5"
            >
              <title>{titleOf(point.title, series, i, format)}</title>
            </rect>
          ))}
        </svg>
        <Labels points={points} />
      </div>
    </figure>
  );
}

interface MarksProps {
  series: readonly ChartSeries[];
  top: number;
}

/** Values of a point upon each other; what is below 0 has no bar. */
function Bars({ series, top }: MarksProps): ReactNode {
  const bars = series.flatMap(({ name, look, values }, s) =>
    values.map((value, i) => {
      const below = series.slice(0, s).reduce((sum, other) => sum + Math.max(0, other.values[i] ?? 0), 0);
      const height = (HEIGHT * Math.max(0, value ?? 0)) / top;
      return { key: `${name} ${i}`, look, i, height, y: HEIGHT - (HEIGHT * below) / top - height };
    }),
  );
  return bars
    .filter(({ height }) => height > 0)
    .map(({ key, look, i, height, y }) => (
      <rect key={key} x={i + 0.15} width={0.7} y={y} height={height} className={LOOKS[look].bar} />
    ));
}

function Lines({ series, top }: MarksProps): ReactNode {
  return series.map(({ name, look, values }) => (
    <g key={name} className={cx("fill-none", LOOKS[look].line)} strokeWidth={2}>
      {unbroken(values).map((run) => (
        <polyline
          key={run[0]?.[0]}
          points={run.map(([at, value]) => `${at + 0.5},${HEIGHT - (HEIGHT * value) / top}`).join(" ")}
          strokeDasharray={LOOKS[look].dash}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {values.map((value, i) =>
        value === null ? null : (
          <line
            key={`${name} ${i + 1}`}
            x1={i + 0.42}
            x2={i + 0.58}
            y1={HEIGHT - (HEIGHT * value) / top}
            y2={HEIGHT - (HEIGHT * value) / top}
            strokeWidth={5}
            vectorEffect="non-scaling-stroke"
          />
        ),
      )}
    </g>
  ));
}

function Legend({ series }: { series: readonly ChartSeries[] }): ReactNode {
  return (
    <ul className="ms-auto flex flex-wrap gap-x-3 text-xs text-muted">
      {series.map(({ name, look }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className={cx("size-2.5 rounded-sm", LOOKS[look].dot)} />
          {name}
        </li>
      ))}
    </ul>
  );
}

function Labels({ points }: Pick<ChartProps, "points">): ReactNode {
  const shown = shownLabels(points.length, MOST_LABELS);
  return (
    <div aria-hidden className="col-start-2 mt-1.5 flex h-4 text-xs text-muted">
      {points.map(({ label, title }, i) => (
        <span key={title} className="relative min-w-0 flex-1">
          {shown.has(i) && <span className="absolute start-1/2 -translate-x-1/2 whitespace-nowrap">{label}</span>}
        </span>
      ))}
    </div>
  );
}

function largestOf(kind: ChartProps["kind"], series: readonly ChartSeries[], points: number): number {
  const at = (i: number): number[] => series.map(({ values }) => Math.max(0, values[i] ?? 0));
  const heights = Array.from({ length: points }, (_, i) =>
    kind === "bars" ? at(i).reduce((sum, value) => sum + value, 0) : Math.max(0, ...at(i)),
  );
  return Math.max(0, ...heights);
}

function titleOf(title: string, series: readonly ChartSeries[], i: number, format: ChartProps["format"]): string {
  const values = series.flatMap(({ name, values: own }) => {
    const value = own[i] ?? null;
    return value === null ? [] : [`${name} ${format(value)}`];
  });
  return [title, ...values].join("\n");
}
