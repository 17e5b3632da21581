import { validate as isUuid } from "uuid";
import { invalidRequest } from "../../platform/request-fields";

/** The person's id, or null when none is given. */
export function optionalPerson(path: string, id = ""): string | null {
  if (id === "") return null;
  return isUuid(id) ? id : invalidRequest({ path, code: "not_an_id", message: "is not the id of a person" });
}
