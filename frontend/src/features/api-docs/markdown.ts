/** The part of Markdown in which the protocol is written. */
export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "code"; text: string }
  | { kind: "table"; head: string[]; rows: string[][] }
  | { kind: "list"; items: Block[][] };

/** Headings, paragraphs, fenced code, tables, and lists that may hold all of them. */
export function parseMarkdown(text: string): Block[] {
  return parseLines(text.split("\n"));
}

function parseLines(lines: string[]): Block[] {
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length;) {
    const line = lines[i] ?? "";
    const take = (belongs: (line: string, taken: number) => boolean): string[] => {
      const from = i;
      while (i < lines.length && belongs(lines[i] ?? "", i - from)) i++;
      return lines.slice(from, i);
    };
    if (line.trim() === "") i++;
    else if (line.startsWith("```")) {
      i++;
      blocks.push({ kind: "code", text: take((l) => !l.startsWith("```")).join("\n") });
      i++;
    } else if (line.startsWith("#")) {
      const [, signs = "", words = ""] = /^(#+)\s*(.*)$/.exec(line) ?? [];
      blocks.push({ kind: "heading", level: signs.length, text: words });
      i++;
    } else if (line.startsWith("|")) blocks.push(table(take((l) => l.startsWith("|"))));
    else if (line.startsWith("- "))
      blocks.push({ kind: "list", items: items(take((l) => l.startsWith("- ") || l.startsWith("  ") || l === "")) });
    else blocks.push({ kind: "paragraph", text: take((l, taken) => taken === 0 || /^[^\s#|`-]/.test(l)).join(" ") });
  }
  return blocks;
}

function items(lines: string[]): Block[][] {
  const parts: string[][] = [];
  for (const line of lines) {
    if (line.startsWith("- ")) parts.push([line.slice(2)]);
    else parts.at(-1)?.push(line.slice(2));
  }
  return parts.map(parseLines);
}

function table(lines: string[]): Block {
  const [head = [], , ...rows] = lines.map((line) =>
    line
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  return { kind: "table", head, rows };
}
