import { Link } from "@tanstack/react-router";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { joinClasses } from "../ui/joinClasses.ts";
import { Kbd } from "../ui/Kbd.tsx";
import { Tip } from "../ui/Tip.tsx";
import { Wordmark } from "../ui/Wordmark.tsx";
import { ConnectionState } from "./ConnectionState.tsx";
import { useStoredValue } from "./createStoredValue.ts";
import { PersonMenu } from "./PersonMenu.tsx";
import { placesFor } from "./places.ts";
import { railOpen } from "./preferences.ts";
import { useSignedIn } from "./SignedIn.ts";

const ITEM =
  "group flex h-9 items-center gap-3 rounded-md px-2.5 text-ink-muted hover:bg-hover hover:text-ink " +
  "data-[status=active]:bg-accent-soft data-[status=active]:font-medium data-[status=active]:text-accent-text";

/** The way between the places, at its foot the person and the connection. On a narrow screen it lies at the bottom. */
export function Rail() {
  const signedIn = useSignedIn();
  const open = useStoredValue(railOpen);
  const words = joinClasses(open ? "max-md:hidden" : "hidden", "flex-1 truncate");
  return (
    <aside
      aria-label="Navigation and account"
      className={joinClasses(
        "flex shrink-0 border-line bg-surface",
        "max-sm:order-last max-sm:h-14 max-sm:items-center max-sm:border-t max-sm:px-2",
        "sm:w-14 sm:flex-col sm:border-r sm:p-2",
        open && "md:w-50",
      )}
    >
      <div className="flex h-9 items-center px-1.5 max-sm:hidden">
        <span className={open ? "md:hidden" : ""}>
          <Wordmark signOnly />
        </span>
        {open && (
          <span className="max-md:hidden">
            <Wordmark />
          </span>
        )}
      </div>
      <nav
        aria-label="Places"
        className="flex flex-1 gap-1 max-sm:justify-around sm:mt-3 sm:flex-col"
      >
        {placesFor(signedIn).map(({ to, label, keys, icon: Icon }) => (
          <Tip key={to} text={label} keys={keys}>
            <Link to={to} className={ITEM} aria-label={label} activeOptions={{ exact: false }}>
              <Icon aria-hidden size={18} strokeWidth={1.75} className="shrink-0" />
              <span className={words}>{label}</span>
              {open && (
                <span className="opacity-0 group-hover:opacity-100 max-md:hidden">
                  <Kbd keys={keys} />
                </span>
              )}
            </Link>
          </Tip>
        ))}
      </nav>
      <div className="flex gap-1 max-sm:items-center sm:flex-col">
        <Tip text={open ? "Narrow the rail" : "Widen the rail"} keys="[">
          <button
            type="button"
            aria-label={open ? "Narrow the rail" : "Widen the rail"}
            aria-expanded={open}
            className={joinClasses(ITEM, "max-md:hidden")}
            onClick={() => railOpen.set(!open)}
          >
            {open ? (
              <PanelLeftClose aria-hidden size={18} strokeWidth={1.75} />
            ) : (
              <PanelLeftOpen aria-hidden size={18} strokeWidth={1.75} />
            )}
            <span className={joinClasses(words, "text-left")}>Narrow</span>
          </button>
        </Tip>
        <ConnectionState wordsClass={words} />
        <PersonMenu wordsClass={words} />
      </div>
    </aside>
  );
}
