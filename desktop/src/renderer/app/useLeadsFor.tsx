import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { User } from "lucide-react";
import { queries } from "../api/queries.ts";
import { formatPhone } from "../format/formatPhone.ts";
import type { PaletteEntry } from "./PaletteList.tsx";
import { useSettled } from "./useSettled.ts";

/** Fewer letters find too many. */
const LETTERS = 2;

interface LeadsFor {
  /** As long as the answer is on its way, those of the text before. */
  readonly leads: readonly PaletteEntry[];
  readonly state: "answered" | "waiting" | "failed";
}

/** Leads by name, company or number, as the Worker finds them. */
export function useLeadsFor(typed: string): LeadsFor {
  const navigate = useNavigate();
  const search = useSettled(typed, 150);
  const { data, isError, isPlaceholderData } = useQuery({
    ...queries.palette(search),
    enabled: search.length >= LETTERS,
    placeholderData: (before) => before,
  });
  if (typed.length < LETTERS) return { leads: [], state: "answered" };
  const leads = (data ?? []).map(({ id, name, company, phone }) => ({
    key: id,
    icon: User,
    label: (
      <>
        {name}
        {company !== null && company !== name && (
          <span className="text-ink-muted"> · {company}</span>
        )}
      </>
    ),
    aside: <span className="tabular-nums">{formatPhone(phone)}</span>,
    act: () => void navigate({ to: "/leads/$leadId", params: { leadId: id } }),
  }));
  if (search !== typed || isPlaceholderData) return { leads, state: "waiting" };
  if (data !== undefined) return { leads, state: "answered" };
  return { leads, state: isError ? "failed" : "waiting" };
}
