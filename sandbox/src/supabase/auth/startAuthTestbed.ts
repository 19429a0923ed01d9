import type { Session, SupabaseClient, User } from "@supabase/supabase-js";
import { startTestSupabase, type TestSupabase } from "../startTestSupabase.ts";

/** An answer of the Auth server, past supabase-js. */
export interface AuthAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The fields that tests hand on; others are matched as they are. */
  readonly body: { readonly error_code?: string; readonly refresh_token: string };
}

export interface Person {
  readonly email: string;
  readonly client: SupabaseClient;
  readonly session: Session;
  readonly user: User;
}

/** A project of its own for a file of tests of Auth, and what they all do with it. */
export interface AuthTestbed {
  readonly supabase: TestSupabase;
  /** A client with the service key. */
  readonly admin: SupabaseClient;
  /** An address that nobody has. */
  address(): string;
  /** Signs somebody up, with the password "first secret". */
  person(data?: Record<string, unknown>): Promise<Person>;
  /** A request as a client other than supabase-js would send it. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<AuthAnswer>;
  refresh(refreshToken: string): Promise<AuthAnswer>;
}

/** Starts a project whose `supabase.stop` the caller owes. */
export async function startAuthTestbed(): Promise<AuthTestbed> {
  const supabase = await startTestSupabase();
  let counter = 0;
  const address = () => `person${(counter += 1)}@example.com`;
  const send: AuthTestbed["send"] = async (method, path, body, headers = {}) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${supabase.url}/auth/v1${path}`, {
      method,
      headers: { apikey: supabase.anonKey, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: answer === "" ? null : JSON.parse(answer),
    };
  };
  return {
    supabase,
    admin: supabase.clientWith(supabase.serviceKey),
    address,
    send,
    refresh: (token) => send("POST", "/token?grant_type=refresh_token", { refresh_token: token }),
    person: async (data = {}) => {
      const email = address();
      const client = supabase.clientWith(supabase.anonKey);
      const signUp = await client.auth.signUp({
        email,
        password: "first secret",
        options: { data },
      });
      const { session, user } = signUp.data;
      if (session === null || user === null) {
        throw new Error("sign-up failed", { cause: signUp.error });
      }
      return { email, client, session, user };
    },
  };
}

/** How many of the answers have a status. */
export function countOf(answers: readonly { status: number }[], status: number): number {
  return answers.filter((one) => one.status === status).length;
}
