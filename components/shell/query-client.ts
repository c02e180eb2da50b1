import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api-client";

const MAX_RETRIES = 2;

function isWorthRetrying(failureCount: number, error: unknown): boolean {
  if (failureCount >= MAX_RETRIES || !(error instanceof ApiError)) return false;
  return error.code === "network" || error.code === "internal";
}

/** The cache of one tab. The event stream keeps it fresh, so nothing is fetched again only for being looked at. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        networkMode: "always", // "online" would wait in silence; we would rather say that there is no connection
        retry: isWorthRetrying,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
