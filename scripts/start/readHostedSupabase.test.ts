import { expect, it } from "vitest";
import { readHostedSupabase } from "./readHostedSupabase.ts";

const whole = {
  SUPABASE_URL: "https://project.supabase.example",
  SUPABASE_ANON_KEY: "sb_publishable_x",
  SUPABASE_SERVICE_ROLE_KEY: "sb_secret_x",
};

it("takes a whole project, and none where nothing is named", () => {
  expect(readHostedSupabase(whole)).toEqual({
    url: whole.SUPABASE_URL,
    anonKey: whole.SUPABASE_ANON_KEY,
    serviceKey: whole.SUPABASE_SERVICE_ROLE_KEY,
    databaseUrl: undefined,
  });
  expect(readHostedSupabase({ SUPABASE_DB_URL: "postgresql://x" })).toBeUndefined();
});

it("names what half a project lacks", () => {
  expect(() => readHostedSupabase({ ...whole, SUPABASE_ANON_KEY: "" })).toThrow(
    /^SUPABASE_ANON_KEY must be set as well/,
  );
});
