import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { PAGE_DEFAULT } from "../../platform/pages";
import { wholeNumber } from "../../platform/request-fields";
import { staffErrors } from "../contract/errors";
import type { PageRequest } from "../store/lists.read";

/** The page that a request asks for, by the cursor of its list. */
export function pageOf<P>(
  request: { limit?: number; cursor?: string },
  cursor: { decode(text: string): P | null },
): PageRequest<P> {
  const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
  if (request.cursor === undefined || request.cursor === "") return { limit, after: null };
  const after = cursor.decode(request.cursor) ?? orThrow(refuse("cursor_invalid"), staffErrors);
  return { limit, after };
}
