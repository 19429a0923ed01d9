import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Playbook } from "#shared/playbook";
import { queries } from "../../api/queries.ts";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";

/** Shows what managers prepared for calling, once it is there. */
export function WithPlaybook({ children }: { children: (playbook: Playbook) => ReactNode }) {
  const playbook = useQuery(queries.playbook);
  if (playbook.data) return children(playbook.data);
  if (playbook.isError)
    return <ErrorPanel error={playbook.error} onRetry={() => void playbook.refetch()} />;
  return <SkeletonRows rows={6} label="Loading the settings" />;
}
