import { parseSource } from "../compiler";
import { Module } from "./module";

const kept = new Map<string, { text: string; module: Module }>();

/** The parsed form of a text. The last one of each file is kept in the process, so that a reload parses only what changed. */
export function parsed(file: string, text: string): Module {
  const known = kept.get(file);
  if (known?.text === text) return known.module;
  const module = new Module(file, parseSource(file, text));
  kept.set(file, { text, module });
  return module;
}
