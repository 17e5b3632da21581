import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";

/** What the open day of a property adds up to, with the definitions of its numbers. */
export const dashboardQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["dashboard", propertyId] as const,
    meta: { live: true, kinds: ["dashboard"] },
    queryFn: () => api.reports.getDashboard({ propertyId }),
  });
