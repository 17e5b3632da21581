import { api } from "encore.dev/api";
import type { RevenueSource } from "../contract/types";
import { pool } from "../store/db";
import { listCountedLines } from "../store/counted.read";

interface CountedRowsRequest {
  orgId: string;
  propertyId: number;
  /** First business date, YYYY-MM-DD. */
  from: string;
}

export interface CountedLine {
  id: string;
  businessDate: string;
  source: RevenueSource;
  currency: string;
  amountMinor: number;
}

interface CountedRowsResponse {
  lines: CountedLine[];
}

/** The lines of a property's business dates from one on, as far as they are counted, for reports. */
export const countedRows = api(
  { method: "POST", path: "/finance/internal/counted-rows", expose: false },
  async ({ orgId, propertyId, from }: CountedRowsRequest): Promise<CountedRowsResponse> => ({
    lines: await listCountedLines(pool, orgId, propertyId, from),
  }),
);
