import { describe, expect, it } from "vitest";
import { parseScript } from "./script.ts";

describe("parseScript", () => {
  it("reads sections, their text and the branches between them", () => {
    const script = [
      "Hi {{first_name}},",
      "",
      "do you have a minute?",
      "> Yes -> Pitch",
      "> Not now -> Call back",
      "# Pitch",
      "We deliver -> overnight.",
      "> A -> B, really -> call BACK",
      "# Call back",
      "When suits you?",
    ].join("\r\n");
    expect(parseScript(script)).toEqual({
      sections: [
        {
          id: "1",
          name: "Start",
          text: "Hi {{first_name}},\n\ndo you have a minute?",
          branches: [
            { label: "Yes", to: "2" },
            { label: "Not now", to: "3" },
          ],
        },
        {
          id: "2",
          name: "Pitch",
          text: "We deliver -> overnight.",
          branches: [{ label: "A -> B, really", to: "3" }],
        },
        { id: "3", name: "Call back", text: "When suits you?", branches: [] },
      ],
      problems: [],
    });
  });

  it("starts at the first heading where no text stands before it", () => {
    expect(parseScript("\n\n# Opening\nHello").sections).toEqual([
      { id: "1", name: "Opening", text: "Hello", branches: [] },
    ]);
  });

  it("tells fields that nothing fills", () => {
    const script = "Hi {{ First_Name | there }} of {{custom.Beds}},\n{{frist_name}} {{custom}}";
    expect(parseScript(script).problems).toEqual([
      { line: 2, message: "There is no field “frist_name”." },
      { line: 2, message: "There is no field “custom”." },
    ]);
  });

  it("tells branches that lead nowhere, names that stand twice, and sections nobody comes to", () => {
    const script = "# A\n> x -> C\n> broken\n> -> B\n> y ->\n# B\n# a\n# D\n> back -> A\n> on -> d";
    const { sections, problems } = parseScript(script);
    expect(problems).toEqual([
      { line: 2, message: "There is no section “C”." },
      { line: 3, message: "A branch reads “> What they say -> Section”." },
      { line: 4, message: "A branch reads “> What they say -> Section”." },
      { line: 5, message: "A branch reads “> What they say -> Section”." },
      { line: 6, message: "No branch leads to “B”." },
      { line: 7, message: "There are two sections “a”." },
      { line: 8, message: "No branch leads to “D”." },
    ]);
    expect(sections.map(({ branches }) => branches.length)).toEqual([0, 0, 0, 2]);
  });

  it("takes a script without branches as one that is read from top to bottom", () => {
    expect(parseScript("# A\none\n# B\ntwo").problems).toEqual([]);
  });

  it("makes nothing of an empty text, and a text of a plain one", () => {
    expect(parseScript(" \n\n")).toEqual({ sections: [], problems: [] });
    expect(parseScript("#hashtag\n#").sections).toEqual([
      { id: "1", name: "Start", text: "#hashtag\n#", branches: [] },
    ]);
  });
});
