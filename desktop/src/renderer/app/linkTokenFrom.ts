import { linkToken } from "#shared/text";

/** The secret of a mailed link from the address's hash (`token=…`), which no server and no log sees. */
export function linkTokenFrom(hash: string): string | undefined {
  const token = new URLSearchParams(hash.replace(/^#/, "")).get("token");
  return linkToken.safeParse(token).data;
}
