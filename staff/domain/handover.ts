import { MAX_AMOUNT_MINOR } from "../../platform/money";
import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import { readText } from "../../platform/text";
import type { Department, Handover } from "../contract/types";

export interface HandoverRequest {
  department: Department;
  text: string;
  cashMinor?: number;
}

type HandoverNote = Pick<Handover, "department" | "text" | "cashMinor">;

const TEXT_LENGTH = 4000;

/** What is left to the next shift, or everything that is wrong with it at once. */
export function noteHandover(request: HandoverRequest): Outcome<HandoverNote, "request_invalid"> {
  const errors: FieldError[] = [];
  const text = readText("text", request.text, TEXT_LENGTH) ?? "";
  if (typeof text !== "string") errors.push(text);
  else if (text === "")
    errors.push({ path: "text", code: "required", message: "is empty; say what the next shift must know" });
  const { cashMinor = null } = request;
  if (cashMinor !== null && !(Number.isInteger(cashMinor) && cashMinor >= 0 && cashMinor <= MAX_AMOUNT_MINOR)) {
    const message = `${cashMinor} is not a whole number of minor units from 0 to ${MAX_AMOUNT_MINOR}`;
    errors.push({ path: "cashMinor", code: "out_of_range", message });
  }
  if (errors.length > 0 || typeof text !== "string") return refuse("request_invalid", { errors });
  return accept({ department: request.department, text, cashMinor });
}
