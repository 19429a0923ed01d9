import { z } from "zod";
import { RestError } from "../RestError.ts";

const preferencesSchema = z
  .object({
    return: z.enum(["representation", "minimal", "headers-only"]),
    count: z.enum(["exact", "planned", "estimated"]),
    resolution: z.enum(["merge-duplicates", "ignore-duplicates"]),
    missing: z.enum(["default", "null"]),
    handling: z.enum(["strict", "lenient"]),
    /** Understood and without effect, as on hosted Supabase: the end of a transaction is not the client's. */
    tx: z.enum(["commit", "rollback"]),
    timezone: z.string().refine(isTimezone),
    "max-affected": z.string().regex(/^\d{1,9}$/),
  })
  .partial();

/** What a client asks by `Prefer` (RFC 7240), as PostgREST understands it. */
export type Preferences = z.infer<typeof preferencesSchema>;

/** Reads the header; of several values for one preference the first counts, unknown ones are ignored. */
export function parsePreferences(header: string | undefined): Preferences {
  let preferences: Preferences = {};
  const invalid: string[] = [];
  for (const item of (header ?? "").split(",").map((part) => part.trim())) {
    if (item === "") continue;
    const [name = "", text = ""] = item.split(/=(.*)/s).map((part) => part.trim());
    const parsed = preferencesSchema.strict().safeParse({ [name]: text });
    if (parsed.success) preferences = { ...parsed.data, ...preferences };
    else invalid.push(item);
  }
  if (preferences.handling === "strict" && invalid.length > 0) {
    throw new RestError(400, {
      code: "PGRST122",
      message: "Invalid preferences given with handling=strict",
      details: `Invalid preferences: ${invalid.join(", ")}`,
    });
  }
  return preferences;
}

/** The header `Preference-Applied`, or undefined where nothing was applied. */
export function preferencesApplied(
  preferences: Preferences,
  names: readonly (keyof Preferences)[],
): string | undefined {
  const applied = names.flatMap((name) => {
    const value = preferences[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return applied.length === 0 ? undefined : applied.join(", ");
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format();
    return true;
  } catch {
    return false;
  }
}
