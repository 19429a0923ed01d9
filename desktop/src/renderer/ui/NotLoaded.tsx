import { wordsFor } from "../api/errorWords.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";

/** A small part of the screen that could not be loaded. Without a network in a quiet line: the bar above says why. */
export function NotLoaded({ error, className = "" }: { error: unknown; className?: string }) {
  return wordsFor(error).code === "offline" ? (
    <p className={`text-ink-muted ${className}`}>Not to be had while you are offline.</p>
  ) : (
    <ErrorNotice error={error} className={className} />
  );
}
