import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api-client";

const MAX_RETRIES = 2;

function isWorthRetrying(failureCount: number, error: unknown): boolean {
  if (failureCount >= MAX_RETRIES || !(error instanceof ApiError)) return false;
  return error.code === "network" || error.code === "internal";
}

/** Takes someone whose session ended to the sign-in page, and back here afterwards. */
function leaveWhenSignedOut(error: unknown): void {
  if (!(error instanceof ApiError) || error.code !== "not_signed_in") return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** The cache of one tab. The event stream keeps it fresh, so nothing is fetched again only for being looked at. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        networkMode: "always", // "online" would wait in silence; we would rather say that there is no connection
        retry: isWorthRetrying,
      },
      mutations: { networkMode: "always", retry: false, onError: leaveWhenSignedOut },
    },
  });
}
