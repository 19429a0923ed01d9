declare module "zipcode-to-timezone" {
  /** The IANA time zone of a five-digit US postal code, or null where it is not known. */
  export function lookup(postalCode: string): string | null;
}
