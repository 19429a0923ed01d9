import { QueryClient } from "@tanstack/react-query";
import { AppError, ERRORS } from "#shared/errors";

/** The cache of what the Worker knows. Only failures that a repeat can mend are repeated. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // callApi itself says when the network is away; the browser's guess is not asked.
        networkMode: "always",
        staleTime: 10_000,
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
