import { Toaster } from "sonner";
import { theme } from "../app/theme.ts";
import { useStoredValue } from "../app/createStoredValue.ts";

/** Short notes that come and go at the foot of the screen. */
export function Toasts() {
  const chosen = useStoredValue(theme);
  return (
    <Toaster
      theme={chosen}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast:
            "!rounded-md !border-line !bg-raised !text-ink !shadow-overlay !text-body !font-sans",
          description: "!text-ink-muted",
          actionButton: "!h-7 !rounded-md !bg-accent !px-2.5 !text-body !text-accent-ink",
        },
      }}
    />
  );
}
