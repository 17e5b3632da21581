/** JSON with comments, as Encore reads it. encore.app may also have trailing commas, tsconfig.json may not. Throws SyntaxError. */
export function parseJsonc(text: string, allow: { trailingCommas: boolean }): unknown {
  // Strings first, so that what looks like a comment inside one is kept.
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (m) => (m.startsWith('"') ? m : " "));
  const clean = allow.trailingCommas
    ? bare.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g, (m) => (m.startsWith('"') ? m : ""))
    : bare;
  return JSON.parse(clean);
}
