import { Menu } from "@base-ui/react/menu";
import { useNavigate } from "@tanstack/react-router";
import { ROLE_LABELS } from "../format/labels.ts";
import { useSignedIn } from "./SignedIn.ts";
import { useSignOut } from "./useSignOut.ts";

const ITEM = "rounded-sm px-2.5 py-1.5 outline-none data-[highlighted]:bg-hover";

/** The person at the foot of the rail, with settings and the way out. */
export function PersonMenu({ wordsClass }: { wordsClass: string }) {
  const { user, organization, role } = useSignedIn();
  const navigate = useNavigate();
  const { signOut } = useSignOut(user.id);
  const name = user.fullName || user.email;
  return (
    <Menu.Root>
      <Menu.Trigger className="flex h-9 items-center gap-3 rounded-md px-1.5 hover:bg-hover">
        <span
          aria-hidden
          className="flex size-[26px] shrink-0 items-center justify-center rounded-full bg-accent-soft text-small font-semibold text-accent-text"
        >
          {initials(name)}
        </span>
        <span className="sr-only">{name}: account</span>
        <span aria-hidden className={`${wordsClass} text-left`}>
          {name}
        </span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="right" align="end" sideOffset={8} className="z-60 outline-none">
          <Menu.Popup className="w-60 rounded-md border border-line bg-raised p-1 shadow-overlay outline-none">
            <div className="px-2.5 py-1.5">
              <p className="truncate font-medium">{name}</p>
              <p className="truncate text-small text-ink-muted">{user.email}</p>
              <p className="truncate text-small text-ink-muted">
                {ROLE_LABELS[role]} at {organization.name}
              </p>
            </div>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.Item className={ITEM} onClick={() => void navigate({ to: "/settings" })}>
              Settings
            </Menu.Item>
            <Menu.Item className={ITEM} onClick={() => signOut("local")}>
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .join("")
    .toUpperCase();
}
