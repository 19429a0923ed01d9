import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { useConnection } from "../api/connection.ts";
import { ErrorPanel } from "../ui/ErrorPanel.tsx";

/** A screen that could not be shown at all. Tries again by itself once the network is back. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  useEffect(() => {
    console.error(error);
  }, [error]);
  useEffect(
    () =>
      useConnection.subscribe((now, before) => {
        if (now.kind === "online" && before.kind === "offline") void router.invalidate();
      }),
    [router],
  );
  return (
    <main>
      <ErrorPanel level={1} error={error} onRetry={retry} />
    </main>
  );
}
