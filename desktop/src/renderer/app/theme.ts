import { z } from "zod";
import { host, type Theme } from "../host/host.ts";
import { createStoredValue } from "./createStoredValue.ts";

const themeSchema: z.ZodType<Theme> = z.enum(["system", "light", "dark"]);

/** The chosen theme. public/applyTheme.js reads the same key before the first paint. */
export const theme = createStoredValue<Theme>("salespulse.theme", themeSchema, "system");

/** Puts the theme on the page and the native parts, now and at every change. */
export function followTheme(): void {
  const apply = () => {
    const chosen = theme.get();
    if (chosen === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = chosen;
    host.setTheme(chosen);
  };
  apply();
  theme.subscribe(apply);
}
