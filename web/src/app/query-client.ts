import { QueryClient } from "@tanstack/react-query";

/**
 * No retries: a failed dial must not be repeated by the page, and what is polled asks again anyway. Coming back to the
 * tab refreshes what is shown; that is an observation and wakes nothing.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchIntervalInBackground: false, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
