import { invalidRequest } from "../../platform/request-fields";
import { readText } from "../../platform/text";

/** A name that is shown: printable, trimmed, at most 100 characters; throws the refusal `request_invalid` for another. */
export function readName(path: string, text: string): string {
  const name = readText(path, text, 100);
  if (name === null)
    return invalidRequest({ path, code: "missing", message: "is empty; 1 to 100 characters are needed" });
  return typeof name === "string" ? name : invalidRequest(name);
}
