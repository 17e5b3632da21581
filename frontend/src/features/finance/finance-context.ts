import { createContext, useContext } from "react";
import type { Arrivals } from "./arrivals";
import type { FinanceCache } from "./finance.queries";

/** What finance keeps for the length of a login, beside the query cache. */
export interface FinanceParts {
  cache: FinanceCache;
  arrivals: Arrivals;
}

export const FinanceContext = createContext<FinanceParts | null>(null);

/** Finance's parts. Only below the application's provider. */
export function useFinance(): FinanceParts {
  const parts = useContext(FinanceContext);
  if (parts === null) throw new Error("useFinance: no FinanceContext above");
  return parts;
}
