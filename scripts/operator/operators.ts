import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { z } from "zod";
import type { SupabaseAccess } from "./findSupabase.ts";

/** What could not be done to the list of operators, in words for whoever asked. */
export class OperatorError extends Error {}

/** One who runs the service for all organisations. */
export interface Operator {
  readonly email: string;
  /** ISO 8601. */
  readonly since: string;
}

const operatorRows = z.array(
  z.object({ created_at: z.string(), profiles: z.object({ email: z.string() }) }),
);
const personRow = z.object({ user_id: z.string() }).nullable();

/** Makes a user an operator. Answers false when they were one. Throws an OperatorError when there is no such user. */
export async function addOperator(access: SupabaseAccess, email: string): Promise<boolean> {
  const service = connect(access);
  const user_id = await findPerson(service, email);
  const { data, error } = await service
    .from("operators")
    .upsert({ user_id }, { onConflict: "user_id", ignoreDuplicates: true })
    .select("user_id");
  if (error) throw refused(error);
  return data.length > 0;
}

/** Makes an operator an ordinary user again. Answers false when they were none. Throws as `addOperator` does. */
export async function removeOperator(access: SupabaseAccess, email: string): Promise<boolean> {
  const service = connect(access);
  const user_id = await findPerson(service, email);
  const { data, error } = await service
    .from("operators")
    .delete()
    .eq("user_id", user_id)
    .select("user_id");
  if (error) throw refused(error);
  return data.length > 0;
}

/** All operators, the first made first. */
export async function listOperators(access: SupabaseAccess): Promise<Operator[]> {
  const { data, error } = await connect(access)
    .from("operators")
    .select("created_at, profiles(email)")
    .order("created_at");
  if (error) throw refused(error);
  return operatorRows
    .parse(data)
    .map(({ created_at, profiles }) => ({ email: profiles.email, since: created_at }));
}

function connect({ url, serviceKey }: SupabaseAccess): SupabaseClient {
  return createClient(url, serviceKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
}

async function findPerson(service: SupabaseClient, email: string): Promise<string> {
  const { data, error } = await service
    .from("profiles")
    .select("user_id")
    .eq("email", email.trim().toLowerCase())
    .maybeSingle();
  if (error) throw refused(error);
  const person = personRow.parse(data);
  if (person === null) {
    throw new OperatorError(`There is no user with the address ${email}: they sign up first.`);
  }
  return person.user_id;
}

function refused(error: { message: string; code?: string }): OperatorError {
  return new OperatorError(
    `Supabase answered: ${error.message}${error.code ? ` (${error.code})` : ""}`,
  );
}
