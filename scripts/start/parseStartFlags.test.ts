import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseStartFlags, UsageError } from "./parseStartFlags.ts";

describe("the flags of npm start", () => {
  it("have defaults", () => {
    expect(parseStartFlags([])).toEqual({
      desktop: true,
      port: 8787,
      dataDir: join(process.cwd(), ".salespulse"),
      fresh: false,
      help: false,
    });
  });

  it("are taken in both spellings", () => {
    const flags = parseStartFlags(["--no-desktop", "--port", "9000", "--data=/tmp/x", "--fresh"]);
    expect(flags).toEqual({
      desktop: false,
      port: 9000,
      dataDir: "/tmp/x",
      fresh: true,
      help: false,
    });
  });

  it.each([
    [["--prot", "1"], /--prot/],
    [["--port"], /--port/],
    [["--port", "0"], /1 to 65535/],
    [["--port", "65536"], /1 to 65535/],
    [["--port", "80x"], /"80x"/],
    [["--port="], /""/],
    [["--data", " "], /folder/],
    [["--fresh=yes"], /--fresh/],
    [["extra"], /extra/],
  ])("%j is refused, and named", (args, message) => {
    expect(() => parseStartFlags(args)).toThrow(UsageError);
    expect(() => parseStartFlags(args)).toThrow(message);
  });
});
