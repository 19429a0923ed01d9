import type { MeteredKey } from "#shared/prices";

/** What is metered, as operators read it. */
export const PRICE_LABELS: Record<MeteredKey, string> = {
  stt_minute: "Speech to text",
  stt_fallback_minute: "Speech to text, fallback",
  tts_1000_characters: "Text to speech",
  tts_fallback_1000_characters: "Text to speech, fallback",
  sfu_gb: "Media through the SFU",
  turn_gb: "Media through TURN",
};
