import { createContext, useContext } from "react";
import type { Me } from "#shared/account";

/** Who is signed in, as a member of an organisation. */
export interface SignedIn {
  readonly user: Me["user"];
  readonly organization: NonNullable<Me["membership"]>["organization"];
  readonly role: NonNullable<Me["membership"]>["role"];
  /** What the organization's plan allows now. Missing from a service that is older than plans. */
  readonly allowance?: NonNullable<Me["membership"]>["allowance"];
}

export const SignedInContext = createContext<SignedIn | null>(null);

/** The person at the screen. Stands only inside the frame. */
export function useSignedIn(): SignedIn {
  const signedIn = useContext(SignedInContext);
  if (!signedIn) throw new Error("useSignedIn stands outside the frame");
  return signedIn;
}
