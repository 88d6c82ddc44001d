import { expect, test } from "vitest";
import { withLaterNames } from "./technique-names.ts";

// MITRE ATT&CK, Enterprise 19.0: revoked by T1685, T1685.002 and T1686.001.
test("techniques carry the names of both matrices where those differ", () => {
  expect(withLaterNames(["attack@18#T1609", "attack@18#T1562.008", "attack@18#T1562.007"])).toEqual([
    "attack@18#T1609",
    "attack@18#T1562.008",
    "attack@19#T1685.002",
    "attack@18#T1562.007",
    "attack@19#T1686.001",
  ]);
});
