/**
 * Doc comments as the genuine generator writes them. It takes them for Go comments: the first line becomes plain text wrapped at
 * 80 columns, the rest becomes Markdown in which everything that could be mark-up is escaped; both end with a line feed.
 */

const WIDTH = 80;

export interface DocText {
  first?: string;
  rest?: string;
}

/** The first line and what follows, each absent when empty. */
export function splitDoc(doc: string | undefined): DocText {
  if (doc === undefined) return {};
  const [first = "", ...rest] = doc.split("\n");
  const text = wrapped(first);
  const more = escaped(rest.join("\n"));
  return { ...(text === "" ? {} : { first: text }), ...(more === "" ? {} : { rest: more }) };
}

/** The first sentence and what follows, as they were written; for readers instead of for equality with the genuine document. */
export function sentences(doc: string | undefined): DocText {
  const paragraphs = (doc ?? "").split(/\n\s*\n/).map((p) => p.trim().replaceAll(/\s*\n\s*/g, " "));
  const [, first = "", rest = ""] = /^(.*?[.!?](?=\s|$)|.*)\s*(.*)$/s.exec(paragraphs.join("\n\n")) ?? [];
  return { ...(first === "" ? {} : { first }), ...(rest === "" ? {} : { rest }) };
}

/** A whole comment as Markdown; empty without one. */
export function escaped(doc: string | undefined = ""): string {
  const paragraphs = doc
    .split(/\n\s*\n/)
    .map((p) => p.trim().replaceAll(/\s*\n\s*/g, " "))
    .filter((p) => p !== "");
  return paragraphs.map((p) => `${p.replaceAll(/[`_*[<\\]/g, String.raw`\$&`)}\n`).join("\n");
}

/** Lines of one paragraph with the least sum of squares of what they leave free; a break after punctuation costs less. */
function wrapped(line: string): string {
  const words = line.split(/\s+/).filter((w) => w !== "");
  if (words.length === 0) return "";
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= words.length; end++) {
    const costs = Array.from({ length: end }, (_, from) => (best[from]?.cost ?? 0) + cost(words, from, end));
    const cheapest = Math.min(...costs);
    best.push({ cost: cheapest, from: costs.indexOf(cheapest) });
  }
  const lines: string[] = [];
  for (let end = words.length; end > 0; end = best[end]?.from ?? 0)
    lines.unshift(words.slice(best[end]?.from, end).join(" "));
  return `${lines.join("\n")}\n`;
}

function cost(words: string[], from: number, end: number): number {
  const free = WIDTH - words.slice(from, end).join(" ").length;
  if (end === words.length && free >= 0) return 0;
  const penalty = /[.,:;]$/.test(words[end - 1] ?? "") ? 0 : 64;
  // A line that is too long is worse than any lines that are not.
  return free < 0 ? free * free * 1e6 + penalty : free * free + penalty;
}
