/** Indents every line that is not empty by `depth` steps. */
export function indent(text: string, depth: number): string {
  return text.replace(/^(?=.)/gm, "  ".repeat(depth));
}

/** A doc comment, or nothing. */
export function docComment(doc: string | undefined): string {
  if (doc === undefined) return "";
  const safe = doc.replaceAll("*/", "* /");
  return safe.includes("\n") ? `/**\n${safe.replace(/^/gm, " * ").replace(/ +$/gm, "")}\n */\n` : `/** ${safe} */\n`;
}

/** A property name, quoted when it has to be. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A field of `params`. */
export function paramsField(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `params.${name}` : `params[${JSON.stringify(name)}]`;
}
