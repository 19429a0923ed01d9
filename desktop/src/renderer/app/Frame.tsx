import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { KeysDialog } from "../keys/KeysDialog.tsx";
import { useKeys } from "../keys/useKeys.ts";
import { AllowanceBanner } from "./AllowanceBanner.tsx";
import { CommandPalette } from "./CommandPalette.tsx";
import { placesFor } from "./places.ts";
import { railOpen } from "./preferences.ts";
import { ProofBanner } from "./ProofBanner.tsx";
import { Rail } from "./Rail.tsx";
import { useSignedIn } from "./SignedIn.ts";
import { TopBar } from "./TopBar.tsx";
import { UpdateBar } from "./UpdateBar.tsx";
import { WaitingBar } from "./WaitingBar.tsx";

/** When the other screens are fetched (ms): after what the rep waits for. */
const FETCH_SCREENS_AFTER_MS = 3_000;

/** What stands around every screen: the rail, the top bar, the banners, the palette, the keys. */
export function Frame() {
  const signedIn = useSignedIn();
  const navigate = useNavigate();
  const router = useRouter();
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const main = useRef<HTMLElement>(null);

  // A new screen takes the keyboard, so that its keys act and a screen reader reads on from there;
  // unless it has put the focus somewhere itself.
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged }) => {
        const taken = main.current?.contains(document.activeElement) === true;
        if (pathChanged && !taken) main.current?.focus({ preventScroll: true });
      }),
    [router],
  );

  // A screen that was never seen must open without a network too: its code is fetched beforehand.
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const route of Object.values(router.routesById)) void router.loadRouteChunk(route);
    }, FETCH_SCREENS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [router]);

  useKeys("Everywhere", [
    { keys: "mod+k", label: "Search or jump to", whileTyping: true, run: () => setPalette(true) },
    { keys: "?", label: "Show the keys", run: () => setKeys(true) },
    { keys: "[", label: "Widen or narrow the rail", run: () => railOpen.set(!railOpen.get()) },
    ...placesFor(signedIn).map((place) => ({
      keys: place.keys,
      label: `Go to ${place.label}`,
      run: () => void navigate({ to: place.to }),
    })),
  ]);

  return (
    <div className="flex h-full max-sm:flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-60 focus:rounded-md focus:bg-raised focus:px-3 focus:py-1"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to content
      </a>
      <Rail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <TopBar onSearch={() => setPalette(true)} />
        <ProofBanner />
        <AllowanceBanner />
        <WaitingBar />
        <UpdateBar />
        <main
          id="main"
          ref={main}
          tabIndex={-1}
          className="relative min-h-0 flex-1 overflow-y-auto"
        >
          <Outlet />
        </main>
      </div>
      <CommandPalette open={palette} onOpenChange={setPalette} onShowKeys={() => setKeys(true)} />
      <KeysDialog open={keys} onOpenChange={setKeys} />
    </div>
  );
}
