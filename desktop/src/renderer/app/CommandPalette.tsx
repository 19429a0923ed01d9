import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import {
  CirclePause,
  CirclePlay,
  CircleStop,
  FileUp,
  Keyboard,
  LayoutList,
  LogOut,
  Moon,
  Phone,
  ServerCog,
  Settings,
  SlidersHorizontal,
  Sun,
  SunMoon,
  User,
  UserPlus,
  UserRoundPlus,
  type LucideIcon,
} from "lucide-react";
import { useDeferredValue, useState, type ReactNode } from "react";
import { hasRole } from "#shared/roles";
import { queries } from "../api/queries.ts";
import { dispatch, useDial } from "../dial/dialStore.ts";
import { countOf } from "../format/formatCount.ts";
import { formatPhone } from "../format/formatPhone.ts";
import { adminSections } from "../screens/admin/sections.ts";
import { sessionPlace } from "../screens/dial/sessionPlace.ts";
import { operatorSections } from "../screens/operator/sections.ts";
import { settingsSections } from "../screens/settings/sections.ts";
import { Kbd } from "../ui/Kbd.tsx";
import { placesFor } from "./places.ts";
import { useSignedIn } from "./SignedIn.ts";
import { useFocusBefore } from "../ui/useFocusBefore.ts";
import { theme } from "./theme.ts";
import { useSettled } from "./useSettled.ts";
import { useSignOut } from "./useSignOut.ts";

/** Everything by typing: places, actions, lists, and leads by name, company or number. */
export function CommandPalette({
  open,
  onOpenChange,
  onShowKeys,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onShowKeys: () => void;
}) {
  const focusBefore = useFocusBefore(open);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          finalFocus={focusBefore}
          aria-label="Search or jump to"
          className="fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-overlay"
        >
          <Palette
            onShowKeys={onShowKeys}
            onDone={(act) => {
              onOpenChange(false);
              act();
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette({
  onDone,
  onShowKeys,
}: {
  onDone: (act: () => void) => void;
  onShowKeys: () => void;
}) {
  const signedIn = useSignedIn();
  const { user, role } = signedIn;
  const navigate = useNavigate();
  const { signOut } = useSignOut(user.id);
  const [text, setText] = useState("");
  const search = useSettled(useDeferredValue(text.trim()), 150);
  const lists = useQuery(queries.lists);
  const { data: leads, isFetching } = useQuery({
    ...queries.palette(search),
    enabled: search.length >= 2,
    placeholderData: (before) => before,
  });
  const dial = useDial();
  const { data: playbook } = useQuery(queries.playbook);
  const divided = [
    ["Admin", adminSections(signedIn), "/admin/$section", SlidersHorizontal],
    ["Operator", operatorSections(signedIn), "/operator/$section", ServerCog],
    ["Settings", settingsSections(signedIn), "/settings/$section", Settings],
  ] as const;
  const item = (
    key: string,
    icon: LucideIcon,
    label: ReactNode,
    act: () => void,
    aside?: ReactNode,
  ) => (
    <Entry key={key} value={key} icon={icon} label={label} aside={aside} act={() => onDone(act)} />
  );

  return (
    <Command label="Search or jump to" loop filter={holds}>
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="A lead, a list, a place, an action…"
        className="h-12 w-full border-b border-line bg-transparent px-4 text-title outline-none"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-2">
        <Command.Empty className="px-3 py-6 text-center text-ink-muted">
          {isFetching ? "Searching…" : "Nothing found."}
        </Command.Empty>
        <Section heading="Go to">
          {placesFor(signedIn).map((place) =>
            item(
              place.label,
              place.icon,
              place.label,
              () => void navigate({ to: place.to }),
              <Kbd keys={place.keys} />,
            ),
          )}
        </Section>
        {dial.kind !== "idle" && (
          <Section heading="Dial session">
            {item(
              dial.kind === "calling" ? "Back to the call" : "Back to dialing",
              Phone,
              dial.kind === "calling" ? "Back to the call" : "Back to dialing",
              () => void navigate(sessionPlace(dial.session)),
              dial.kind === "calling" ? dial.call.lead.name : dial.session.list?.name,
            )}
            {dial.kind === "paused" &&
              item("Go on after the pause", CirclePlay, "Go on after the pause", () => {
                dispatch({ kind: "resume" });
                void navigate(sessionPlace(dial.session));
              })}
            {dial.kind === "ready" &&
              [null, ...(playbook?.settings.pauseReasons ?? [])].map((reason) =>
                item(
                  `Pause ${reason ?? ""}`,
                  CirclePause,
                  reason === null ? "Pause" : `Pause: ${reason}`,
                  () => dispatch({ kind: "pause", reason }),
                ),
              )}
            {dial.kind !== "calling" &&
              item("End the session", CircleStop, "End the session", () => {
                void navigate({ to: "/today" }).then(() => dispatch({ kind: "close" }));
              })}
          </Section>
        )}
        {lists.data !== undefined && lists.data.length > 0 && (
          <Section heading="Dial a list">
            {lists.data.map((list) => (
              <Entry
                key={list.id}
                value={`dial ${list.name} ${list.id}`}
                icon={Phone}
                label={list.name}
                aside={`${countOf(list.remainingCount, "lead")} left`}
                act={() =>
                  onDone(() => void navigate({ to: "/dial/$listId", params: { listId: list.id } }))
                }
              />
            ))}
          </Section>
        )}
        <Section heading="Do">
          {item("Import a list", FileUp, "Import a list", () => void navigate({ to: "/import" }))}
          {item(
            "Add a lead",
            UserRoundPlus,
            "Add a lead",
            () => void navigate({ to: "/leads", search: { add: true } }),
          )}
          {item("All lists", LayoutList, "All lists", () => void navigate({ to: "/lists" }))}
          {hasRole(role, "admin") &&
            item(
              "Invite somebody",
              UserPlus,
              "Invite somebody",
              () =>
                void navigate({
                  to: "/admin/$section",
                  params: { section: "members" },
                  search: { invite: true },
                }),
            )}
          {item("Light theme", Sun, "Light theme", () => theme.set("light"))}
          {item("Dark theme", Moon, "Dark theme", () => theme.set("dark"))}
          {item("Theme of the system", SunMoon, "Theme of the system", () => theme.set("system"))}
          {item("Show the keys", Keyboard, "Show the keys", onShowKeys, <Kbd keys="?" />)}
          {item("Sign out", LogOut, "Sign out", () => signOut("local"))}
        </Section>
        {divided.map(([place, sections, to, icon]) =>
          sections.length === 0 ? null : (
            <Section key={to} heading={place}>
              {sections.map(({ path, label }) =>
                item(
                  `${place} ${label}`,
                  icon,
                  label,
                  () => void navigate({ to, params: { section: path } }),
                ),
              )}
            </Section>
          ),
        )}
        {search.length >= 2 && leads !== undefined && leads.length > 0 && (
          <Section heading="Leads">
            {leads.map((lead) => (
              <Entry
                key={lead.id}
                // The Worker has searched already: the palette's own filter must not search again.
                value={`${text} ${lead.id}`}
                icon={User}
                label={
                  <>
                    {lead.name}
                    {lead.company !== null && lead.company !== lead.name && (
                      <span className="text-ink-muted"> · {lead.company}</span>
                    )}
                  </>
                }
                aside={<span className="tabular-nums">{formatPhone(lead.phone)}</span>}
                act={() =>
                  onDone(() => void navigate({ to: "/leads/$leadId", params: { leadId: lead.id } }))
                }
              />
            ))}
          </Section>
        )}
      </Command.List>
    </Command>
  );
}

/** An entry fits where each word typed begins one of its words. */
function holds(value: string, text: string): number {
  const words = value.toLowerCase().split(/\s+/);
  const typed = text.toLowerCase().split(/\s+/).filter(Boolean);
  return typed.every((part) => words.some((word) => word.startsWith(part))) ? 1 : 0;
}

function Section({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-ink-muted"
    >
      {children}
    </Command.Group>
  );
}

function Entry({
  value,
  icon: Icon,
  label,
  aside,
  act,
}: {
  value: string;
  icon: LucideIcon;
  label: ReactNode;
  aside?: ReactNode;
  act: () => void;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={act}
      className="flex h-9 items-center gap-3 rounded-md px-3 data-[selected=true]:bg-hover"
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-ink-muted" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <span className="shrink-0 text-small text-ink-muted">{aside}</span>
    </Command.Item>
  );
}
