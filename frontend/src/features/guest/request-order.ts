import type { contract } from "../../api/client.gen";

const SOON_MS = 10 * 60_000;

type Request = Pick<contract.ServiceRequest, "state" | "dueAt" | "endedAt" | "id">;

const isOpen = ({ state }: Request): boolean => state === "open" || state === "in_progress";

/** What is due first comes first; then what has ended, the latest first. */
export function inOrder<R extends Request>(requests: readonly R[]): R[] {
  const key = (request: R): string => (isOpen(request) ? `0 ${request.dueAt}` : "1");
  return requests.toSorted(
    (a, b) => compare(key(a), key(b)) || compare(b.endedAt ?? "", a.endedAt ?? "") || compare(a.id, b.id),
  );
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** How urgent the promised time is at this moment. */
export function urgencyOf(request: Request, now: number): "ended" | "later" | "soon" | "over" {
  if (!isOpen(request)) return "ended";
  const leftMs = Date.parse(request.dueAt) - now;
  if (leftMs < 0) return "over";
  return leftMs < SOON_MS ? "soon" : "later";
}

/** The steps that a request can take, the likeliest first. */
export const REQUEST_STEPS: Readonly<Record<contract.RequestState, readonly contract.RequestStep[]>> = {
  open: ["start", "finish", "cancel"],
  in_progress: ["finish", "cancel"],
  done: ["reopen"],
  cancelled: ["reopen"],
};
