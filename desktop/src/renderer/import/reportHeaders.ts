/** What stands before the file's own columns in a report of refused rows. */
export const REPORT_HEADERS: readonly string[] = ["Row", "Reason"];
