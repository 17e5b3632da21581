import { Fragment, type ReactNode } from "react";
import type { Block } from "./markdown";
import { Inline } from "./prose";

/** A heading's anchor. */
export function headingId(text: string): string {
  return text.toLowerCase().replaceAll(/\W+/g, "-");
}

export function Blocks({ blocks }: { blocks: Block[] }): ReactNode {
  return blocks.map((block, i) => <One key={i} block={block} />);
}

function One({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case "heading":
      if (block.level === 1) return <h1 className="text-xl font-semibold">{block.text}</h1>;
      return (
        <h2 id={headingId(block.text)} className="mt-3 scroll-mt-4 text-lg font-semibold">
          {block.text}
        </h2>
      );
    case "paragraph":
      return (
        <p>
          <Marked text={block.text} />
        </p>
      );
    case "code":
      return (
        <pre className="rounded-md border border-line bg-sunken p-3 text-xs leading-relaxed wrap-anywhere whitespace-pre-wrap">
          {block.text}
        </pre>
      );
    case "table":
      return <Table head={block.head} rows={block.rows} />;
    case "list":
      return (
        <ul className="flex flex-col gap-3">
          {block.items.map((item, i) => (
            <li key={i} id={ruleId(item)} className="flex scroll-mt-4 flex-col gap-2 border-s-2 border-line ps-3">
              <Blocks blocks={item} />
            </li>
          ))}
        </ul>
      );
  }
}

function Table({ head, rows }: { head: string[]; rows: string[][] }): ReactNode {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} className="border-b border-line-strong p-1.5 text-start font-semibold">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, i) => (
            <tr key={i}>
              {cells.map((cell, j) => (
                <td key={j} className="border-b border-line p-1.5 align-top">
                  <Marked text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `**strong**` and code. */
function Marked({ text }: { text: string }): ReactNode {
  return text.split("**").map((part, i) =>
    i % 2 === 1 ? (
      <strong key={i}>{part}</strong>
    ) : (
      <Fragment key={i}>
        <Inline text={part} />
      </Fragment>
    ),
  );
}

/** `RT5` of a rule that begins with **RT5**, so that one can link to it. */
function ruleId([first]: Block[]): string | undefined {
  return first?.kind === "paragraph" ? /^\*\*(\w+)\*\*/.exec(first.text)?.[1] : undefined;
}
