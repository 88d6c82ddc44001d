import { describe, expect, test } from "vitest";
import { wantsColour } from "./terminal.ts";

describe("wantsColour", () => {
  // Sources: no-color.org, force-color.org.
  test.each([
    { name: "a terminal", environment: {}, isTerminal: true, wanted: true },
    { name: "no terminal", environment: {}, isTerminal: false, wanted: false },
    { name: "a dumb terminal", environment: { TERM: "dumb" }, isTerminal: true, wanted: false },
    { name: "NO_COLOR", environment: { NO_COLOR: "1" }, isTerminal: true, wanted: false },
    { name: "an empty NO_COLOR", environment: { NO_COLOR: "" }, isTerminal: true, wanted: true },
    { name: "FORCE_COLOR", environment: { FORCE_COLOR: "1" }, isTerminal: false, wanted: true },
    { name: "FORCE_COLOR=0", environment: { FORCE_COLOR: "0" }, isTerminal: true, wanted: false },
    {
      name: "NO_COLOR over FORCE_COLOR",
      environment: { NO_COLOR: "1", FORCE_COLOR: "1" },
      isTerminal: true,
      wanted: false,
    },
  ])("$name", ({ environment, isTerminal, wanted }) => {
    expect(wantsColour(environment, isTerminal)).toBe(wanted);
  });
});
