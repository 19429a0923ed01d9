import { toast } from "sonner";
import { wordsFor } from "../api/errorWords.ts";

/** Says at the foot of the screen that something failed, for what has no place of its own to say it. */
export function toastError(error: unknown): void {
  const words = wordsFor(error);
  toast.error(words.title, { description: words.action });
}
