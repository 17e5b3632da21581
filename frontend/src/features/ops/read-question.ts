import type { Question } from "./ops.queries";

/** The question in an address: `?seq=17&person=…`. What is no question is left out. */
export function readQuestion({ seq, person }: Record<string, unknown>): Partial<Question> {
  const number = Number(seq);
  if (!Number.isSafeInteger(number) || number < 1) return {};
  return typeof person === "string" && person !== "" ? { seq: number, person } : { seq: number };
}
