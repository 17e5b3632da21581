/**
 * Under this symbol a frame carries its own JSON. A runtime that knows it sends the text as it is; any other encodes the object,
 * which says the same.
 */
const JSON_TEXT = Symbol.for("json text");

/** Gives a frame its JSON and freezes it. */
export function withText<F extends object>(frame: F, text: string): F {
  return Object.freeze(Object.defineProperty(frame, JSON_TEXT, { value: text }));
}

/** The JSON of a frame, with or without a text of its own. */
export function textOf(frame: object): string {
  return (frame as { [JSON_TEXT]?: string })[JSON_TEXT] ?? JSON.stringify(frame);
}

/** The frame with its JSON: itself when it carries one, else a copy. */
export function texted<F extends object>(frame: F): F {
  return JSON_TEXT in frame ? frame : withText({ ...frame }, JSON.stringify(frame));
}
