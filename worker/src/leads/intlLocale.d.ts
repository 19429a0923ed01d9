declare namespace Intl {
  interface Locale {
    /** The time zones of the locale's region (ECMA-402, Intl.Locale Info); TypeScript does not know it yet. */
    getTimeZones(): string[] | undefined;
  }
}
