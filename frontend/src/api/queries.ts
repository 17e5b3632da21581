import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";

/** Who is logged in, and which properties they may see. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  meta: { live: true, kinds: ["property"] },
  queryFn: () => api.identity.me(),
});

/** Names of colleagues by person id. */
export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: async () => new Map((await api.identity.listPeople()).data.map(({ id, name }) => [id, name])),
});
