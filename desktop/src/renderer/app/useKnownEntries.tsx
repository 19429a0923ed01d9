import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  CirclePause,
  CirclePlay,
  CircleStop,
  CreditCard,
  FileUp,
  Keyboard,
  LayoutList,
  LogOut,
  Moon,
  Phone,
  ReceiptText,
  ServerCog,
  Settings,
  SlidersHorizontal,
  Sun,
  SunMoon,
  UserPlus,
  UserRoundPlus,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { hasRole } from "#shared/roles";
import { queries } from "../api/queries.ts";
import { dispatch, useDial } from "../dial/dialStore.ts";
import { countOf } from "../format/formatCount.ts";
import { adminSections } from "../screens/admin/sections.ts";
import { sessionPlace } from "../screens/dial/sessionPlace.ts";
import { operatorSections } from "../screens/operator/sections.ts";
import { settingsSections } from "../screens/settings/sections.ts";
import { Kbd } from "../ui/Kbd.tsx";
import type { PaletteEntry, PaletteSection } from "./PaletteList.tsx";
import { placesFor } from "./places.ts";
import { useSignedIn } from "./SignedIn.ts";
import { theme } from "./theme.ts";
import { useSignOut } from "./useSignOut.ts";

interface KnownEntry extends PaletteEntry {
  /** What it is found by. */
  readonly words: string;
}

interface KnownSection extends PaletteSection {
  readonly entries: readonly KnownEntry[];
}

/** What the palette offers beside leads, and whether the lists among it are still on their way. */
export function useKnownEntries(onShowKeys: () => void): {
  sections: readonly KnownSection[];
  isWaiting: boolean;
} {
  const signedIn = useSignedIn();
  const { user, role } = signedIn;
  const navigate = useNavigate();
  const { signOut } = useSignOut(user.id);
  const lists = useQuery(queries.lists);
  const session = useSessionEntries();
  const divided = [
    ["Admin", adminSections(signedIn), "/admin/$section", SlidersHorizontal],
    ["Operator", operatorSections(signedIn), "/operator/$section", ServerCog],
    ["Settings", settingsSections(signedIn), "/settings/$section", Settings],
  ] as const;
  const sections = [
    {
      heading: "Go to",
      entries: placesFor(signedIn).map((place) =>
        known(place.label, place.icon, () => void navigate({ to: place.to }), {
          aside: <Kbd keys={place.keys} />,
        }),
      ),
    },
    { heading: "Dial session", entries: session },
    {
      heading: "Dial a list",
      entries: (lists.data ?? []).map(({ id, name, remainingCount }) => ({
        key: id,
        words: `dial ${name}`,
        icon: Phone,
        label: name,
        aside: `${countOf(remainingCount, "lead")} left`,
        act: () => void navigate({ to: "/dial/$listId", params: { listId: id } }),
      })),
    },
    {
      heading: "Do",
      entries: [
        known("Import a list", FileUp, () => void navigate({ to: "/import" })),
        known(
          "Add a lead",
          UserRoundPlus,
          () => void navigate({ to: "/leads", search: { add: true } }),
        ),
        known("All lists", LayoutList, () => void navigate({ to: "/lists" })),
        ...(hasRole(role, "admin")
          ? [
              known(
                "Invite somebody",
                UserPlus,
                () =>
                  void navigate({
                    to: "/admin/$section",
                    params: { section: "members" },
                    search: { invite: true },
                  }),
              ),
            ]
          : []),
        known("Light theme", Sun, () => theme.set("light")),
        known("Dark theme", Moon, () => theme.set("dark")),
        known("Theme of the system", SunMoon, () => theme.set("system")),
        known("Show the keys", Keyboard, onShowKeys, { aside: <Kbd keys="?" /> }),
        known("Sign out", LogOut, () => signOut("local")),
      ],
    },
    {
      heading: "Billing",
      entries: hasRole(role, "manager")
        ? (
            [
              ["plans", "Compare plans", CreditCard],
              ["seats", "Seats and SIM lines", CreditCard],
              ["invoices", "Invoices", ReceiptText],
            ] as const
          ).map(([show, label, icon]) =>
            known(
              `Billing ${label}`,
              icon,
              () => void navigate({ to: "/billing", search: { show } }),
              { label },
            ),
          )
        : [],
    },
    ...divided.map(([place, sectionsOfPlace, to, icon]) => ({
      heading: place,
      entries: sectionsOfPlace.map(({ path, label }) =>
        known(`${place} ${label}`, icon, () => void navigate({ to, params: { section: path } }), {
          label,
        }),
      ),
    })),
  ];
  return { sections, isWaiting: lists.isPending };
}

function useSessionEntries(): readonly KnownEntry[] {
  const navigate = useNavigate();
  const dial = useDial();
  const { data: playbook } = useQuery(queries.playbook);
  if (dial.kind === "idle") return [];
  const { session } = dial;
  const back = dial.kind === "calling" ? "Back to the call" : "Back to dialing";
  const goBack = () => void navigate(sessionPlace(session));
  return [
    known(back, Phone, goBack, {
      aside: dial.kind === "calling" ? dial.call.lead.name : session.list?.name,
    }),
    ...(dial.kind === "paused"
      ? [
          known("Go on after the pause", CirclePlay, () => {
            dispatch({ kind: "resume" });
            goBack();
          }),
        ]
      : []),
    ...(dial.kind === "ready"
      ? [null, ...(playbook?.settings.pauseReasons ?? [])].map((reason) =>
          known(
            reason === null ? "Pause" : `Pause ${reason}`,
            CirclePause,
            () => dispatch({ kind: "pause", reason }),
            { label: reason === null ? "Pause" : `Pause: ${reason}` },
          ),
        )
      : []),
    ...(dial.kind === "calling"
      ? []
      : [
          known("End the session", CircleStop, () => {
            void navigate({ to: "/today" }).then(() => dispatch({ kind: "close" }));
          }),
        ]),
  ];
}

const known = (
  words: string,
  icon: LucideIcon,
  act: () => void,
  { label = words, aside }: { label?: ReactNode; aside?: ReactNode } = {},
): KnownEntry => ({ key: words, words, icon, label, aside, act });
