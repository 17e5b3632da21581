import type { ServerFrame } from "../contract/frames";

/** Frames that many connections share are frozen; the text of each is made once, for as long as somebody holds it. */
const texts = new WeakMap<ServerFrame, string>();

/** A frame as JSON. */
export function frameText(frame: ServerFrame): string {
  if (!Object.isFrozen(frame)) return JSON.stringify(frame);
  let text = texts.get(frame);
  if (text === undefined) texts.set(frame, (text = JSON.stringify(frame)));
  return text;
}
