import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../../api/queries.ts";
import { findOutcome } from "../../format/useOutcome.ts";
import type { CellWords } from "./columns.tsx";

/** Names of owners and outcomes for the whole table, asked once. */
export function useCellWords(): CellWords {
  const members = useQuery(queries.members).data;
  const playbook = useQuery(queries.playbook).data;
  return useMemo(() => {
    const names = new Map(
      members?.map((member) => [member.userId, member.fullName || member.email]),
    );
    return {
      ownerName: (userId) => names.get(userId) ?? "–",
      outcomeOf: (key) => findOutcome(playbook?.outcomes ?? [], key),
    };
  }, [members, playbook]);
}
