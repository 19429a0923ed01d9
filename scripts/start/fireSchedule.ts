/** The schedules in wrangler.toml run by the minute; `wrangler dev` leaves firing them to us. */
const EVERY_MS = 60_000;
const CRON = "* * * * *";

/** Fires the Worker's schedule each minute, as Cloudflare does. Returns the function that ends it. */
export function fireSchedule(origin: string, log: (line: string) => void): () => void {
  const url = `${origin}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(CRON)}`;
  let running = false;
  const fire = async () => {
    if (running) return;
    running = true;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(EVERY_MS) });
      if (!response.ok) log(`schedule: ${response.status} ${await response.text()}`);
    } catch (error) {
      log(`schedule: ${String(error)}`);
    } finally {
      running = false;
    }
  };
  const timer = setInterval(() => void fire(), EVERY_MS);
  return () => clearInterval(timer);
}
