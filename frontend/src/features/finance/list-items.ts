import type { api } from "../../api/client.gen";
import type { Revenue } from "./finance-types";

/** What stands in the list, from top to bottom. */
export type ListItem =
  | { kind: "pending"; key: string; request: api.RecordRevenueRequest }
  | { kind: "day"; key: string; day: string }
  | { kind: "row"; key: string; row: Revenue };

/** Lines with a heading wherever the business date changes, below what is still on its way to the server. */
export function listItems(rows: readonly Revenue[], pending: readonly api.RecordRevenueRequest[]): ListItem[] {
  const items: ListItem[] = pending.map((request, i) => ({
    kind: "pending",
    key: `pending-${request.idempotencyKey ?? i}`,
    request,
  }));
  let day: string | null = null;
  for (const row of rows) {
    if (row.businessDate !== day) {
      day = row.businessDate;
      items.push({ kind: "day", key: `day-${day}-${row.id}`, day });
    }
    items.push({ kind: "row", key: row.id, row });
  }
  return items;
}
