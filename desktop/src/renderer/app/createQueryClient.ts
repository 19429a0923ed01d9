import type { QueryClient } from "@tanstack/react-query";
import { AppError, ERRORS } from "#shared/errors";
import { lineStands } from "../live/liveLine.ts";
import { isTold } from "../live/staleAfter.ts";
import { FreshQueryClient } from "./FreshQueryClient.ts";

/** The cache of what the Worker knows. Only failures that a repeat can mend are repeated. */
export function createQueryClient(): QueryClient {
  return new FreshQueryClient({
    defaultOptions: {
      queries: {
        // callApi itself says when the network is away; the browser's guess is not asked.
        networkMode: "always",
        staleTime: 10_000,
        // While the line stands, what it tells of is as it was when the window was left, unless it has told.
        refetchOnWindowFocus: ({ queryKey, state }) =>
          state.isInvalidated || !lineStands() || !isTold(queryKey),
        retry: (failures, error) =>
          failures < 2 &&
          error instanceof AppError &&
          ERRORS[error.code].retry &&
          error.code !== "offline",
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
