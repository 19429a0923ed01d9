import {
  CreditCard,
  ListChecks,
  PhoneOutgoing,
  ServerCog,
  Settings,
  SlidersHorizontal,
  Sun,
  Users,
  type LucideIcon,
} from "lucide-react";
import { hasRole } from "#shared/roles";
import { adminSections } from "../screens/admin/sections.ts";
import { operatorSections } from "../screens/operator/sections.ts";
import type { SignedIn } from "./SignedIn.ts";

/** A place in the rail, the palette and behind the `g` keys. */
export interface Place {
  readonly to:
    | "/today"
    | "/dial"
    | "/leads"
    | "/team"
    | "/billing"
    | "/admin"
    | "/operator"
    | "/settings";
  readonly label: string;
  readonly keys: string;
  readonly icon: LucideIcon;
  readonly isFor: (signedIn: SignedIn) => boolean;
}

const everyone = () => true;
const PLACES: readonly Place[] = [
  { to: "/today", label: "Today", keys: "g t", icon: Sun, isFor: everyone },
  { to: "/dial", label: "Dial", keys: "g d", icon: PhoneOutgoing, isFor: everyone },
  { to: "/leads", label: "Leads", keys: "g l", icon: ListChecks, isFor: everyone },
  {
    to: "/team",
    label: "Team",
    keys: "g m",
    icon: Users,
    isFor: ({ role }) => hasRole(role, "manager"),
  },
  {
    to: "/billing",
    label: "Billing",
    keys: "g b",
    icon: CreditCard,
    isFor: ({ role }) => hasRole(role, "manager"),
  },
  {
    to: "/admin",
    label: "Admin",
    keys: "g a",
    icon: SlidersHorizontal,
    isFor: (signedIn) => adminSections(signedIn).length > 0,
  },
  {
    to: "/operator",
    label: "Operator",
    keys: "g o",
    icon: ServerCog,
    isFor: (signedIn) => operatorSections(signedIn).length > 0,
  },
  { to: "/settings", label: "Settings", keys: "g s", icon: Settings, isFor: everyone },
];

/** The places that a person has. */
export function placesFor(signedIn: SignedIn): readonly Place[] {
  return PLACES.filter((place) => place.isFor(signedIn));
}
