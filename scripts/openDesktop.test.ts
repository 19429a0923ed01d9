import { afterEach, expect, test, vi } from "vitest";
import { openDesktop } from "./openDesktop.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test.runIf(process.platform === "linux")(
  "without a display says so in one line, fetches nothing, and stops at once",
  async () => {
    vi.stubEnv("DISPLAY", "");
    vi.stubEnv("WAYLAND_DISPLAY", "");
    const said: string[] = [];
    const desktop = await openDesktop({
      origin: "http://localhost:8787",
      paymentOrigin: "http://localhost:8788",
      log: (line) => said.push(line),
    });
    expect(desktop).toMatchObject({ opened: false, reason: "there is no display on this machine" });
    expect(said).toEqual([]);
    await desktop.stop();
    await desktop.closed;
  },
);
