import { useRouterState } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { Kbd } from "../ui/Kbd.tsx";
import { CallBar } from "./CallBar.tsx";

const NAMES: readonly (readonly [string, string])[] = [
  ["/today", "Today"],
  ["/dial", "Dial"],
  ["/leads/", "Leads / Lead"],
  ["/leads", "Leads"],
  ["/lists", "Leads / Lists"],
  ["/import", "Leads / Import"],
  ["/team", "Team"],
  ["/billing", "Billing"],
  ["/admin", "Admin"],
  ["/operator", "Operator"],
  ["/settings", "Settings"],
];

/** Where you are, the search for everything, and the call that runs. */
export function TopBar({ onSearch }: { onSearch: () => void }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = NAMES.find(([start]) => path.startsWith(start))?.[1] ?? "";
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-4">
      <p className="min-w-24 flex-1 truncate font-medium max-sm:min-w-0">{here}</p>
      <CallBar />
      <div className="flex flex-1 justify-end">
        <button
          type="button"
          onClick={onSearch}
          className="flex h-8 items-center gap-2 rounded-md border border-line bg-canvas px-2.5 text-ink-muted hover:bg-hover"
        >
          <Search aria-hidden size={14} />
          <span className="pr-8 max-lg:sr-only">Search or jump to…</span>
          <span aria-hidden className="max-md:hidden">
            <Kbd keys="mod+k" />
          </span>
        </button>
      </div>
    </header>
  );
}
