import { ListChecks, PhoneOutgoing, Settings, Sun, Users, type LucideIcon } from "lucide-react";
import { hasRole, type Role } from "#shared/roles";

/** A place in the rail, the palette and behind the `g` keys. */
export interface Place {
  readonly to: "/today" | "/dial" | "/leads" | "/team" | "/settings";
  readonly label: string;
  readonly keys: string;
  readonly icon: LucideIcon;
  readonly needs: Role;
}

const PLACES: readonly Place[] = [
  { to: "/today", label: "Today", keys: "g t", icon: Sun, needs: "rep" },
  { to: "/dial", label: "Dial", keys: "g d", icon: PhoneOutgoing, needs: "rep" },
  { to: "/leads", label: "Leads", keys: "g l", icon: ListChecks, needs: "rep" },
  { to: "/team", label: "Team", keys: "g m", icon: Users, needs: "manager" },
  { to: "/settings", label: "Settings", keys: "g s", icon: Settings, needs: "rep" },
];

/** The places that a role has. */
export function placesFor(role: Role): readonly Place[] {
  return PLACES.filter((place) => hasRole(role, place.needs));
}
