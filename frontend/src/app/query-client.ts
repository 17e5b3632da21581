import { QueryCache, QueryClient } from "@tanstack/react-query";
import { session } from "../api/client";
import { isTransient, toFailure } from "../api/failure";

const RETRIES = 2;

/** A refusal for want of a login comes only after renewing it has failed: the login has ended. */
function onError(error: unknown): void {
  if (toFailure(error).status === 401) session.end();
}

/** The cache of the server's rows. The stream keeps them fresh, so nothing is fetched again for its age alone. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
        retry: (failures, error) => failures < RETRIES && isTransient(error),
        retryDelay: (attempt) => 300 * 3 ** attempt,
      },
      mutations: { networkMode: "always", onError },
    },
  });
}
