import { expect, test } from "vitest";
import { parseMarkdown } from "./markdown";

test("blocks, and blocks inside of lists", () => {
  const text = `# Title

One line
and another.
- **RT1** first
  \`\`\`json
  {"a":
    1}
  \`\`\`
  after it
- second

  | a | b |
  |---|---|
  | 1 | 2 |

Last.`;
  expect(parseMarkdown(text)).toEqual([
    { kind: "heading", level: 1, text: "Title" },
    { kind: "paragraph", text: "One line and another." },
    {
      kind: "list",
      items: [
        [
          { kind: "paragraph", text: "**RT1** first" },
          { kind: "code", text: '{"a":\n  1}' },
          { kind: "paragraph", text: "after it" },
        ],
        [
          { kind: "paragraph", text: "second" },
          { kind: "table", head: ["a", "b"], rows: [["1", "2"]] },
        ],
      ],
    },
    { kind: "paragraph", text: "Last." },
  ]);
});
