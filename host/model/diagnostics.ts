import type { TS } from "./compiler";
import type { Diagnostic, Position } from "./app";

/** Something that the source says and an Encore application may not say. Thrown by the readers, collected by `Diagnostics`. */
export class SourceError extends Error {
  readonly at: Position;
  readonly help: string | undefined;
  /** The other places that make this one wrong, such as the first of two declarations of one name. */
  readonly related: Position[];

  constructor(at: Position, message: string, help?: string, related: Position[] = []) {
    super(message);
    this.at = at;
    this.help = help;
    this.related = related;
  }
}

/** The position of the first character of a node. */
export function positionOf(node: TS.Node): Position {
  const file = node.getSourceFile();
  return positionAt(file, node.getStart(file, false));
}

export function positionAt(file: TS.SourceFile, offset: number): Position {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  return { file: file.fileName, line: line + 1, column: character + 1 };
}

/** An error at a node. */
export function errorAt(node: TS.Node, message: string, help?: string): SourceError {
  return new SourceError(positionOf(node), message, help);
}

/** Collects what is wrong with an application, so that one run names all of it. The same complaint at the same place counts once. */
export class Diagnostics {
  private readonly found = new Map<string, Diagnostic>();

  get count(): number {
    return this.found.size;
  }

  add(error: SourceError): void {
    const { at, message, help, related } = error;
    const key = `${at.file}:${at.line}:${at.column}:${message}`;
    if (this.found.has(key)) return;
    this.found.set(key, {
      at,
      message,
      ...(help === undefined ? {} : { help }),
      ...(related.length === 0 ? {} : { related }),
    });
  }

  /**
   * Runs one reader; its SourceError is collected and ends only this reader. So does a type at `node` that goes on without end: the
   * genuine parser does not come back from one.
   */
  attempt<T>(read: () => T, node?: TS.Node): T | undefined {
    try {
      return read();
    } catch (error) {
      if (error instanceof SourceError) this.add(error);
      else if (error instanceof RangeError && node !== undefined)
        this.add(
          errorAt(
            node,
            "circular type reference: a type goes on without end",
            "Let it contain itself in a field or an array.",
          ),
        );
      else throw error;
      return undefined;
    }
  }

  /** By file and line. */
  sorted(): Diagnostic[] {
    return [...this.found.values()].sort(
      (a, b) => a.at.file.localeCompare(b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column,
    );
  }
}
