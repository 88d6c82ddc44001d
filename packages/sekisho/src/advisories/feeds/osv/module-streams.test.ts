import { describe, expect, test } from "vitest";
import type { AffectedPackage } from "../../../model/advisory.ts";
import { keepLowestFixes, readModuleStreams, spreadOverStreams } from "./module-streams.ts";

/** Summaries of AlmaLinux errata. */
test.each([
  { name: "Important: nodejs:10 security update", streams: ["nodejs:10"] },
  {
    name: "Moderate: container-tools:rhel8 security, bug fix, and enhancement update",
    streams: ["container-tools:rhel8"],
  },
  { name: "Important: virt:rhel and virt-devel:rhel security update", streams: ["virt:rhel", "virt-devel:rhel"] },
  { name: "Moderate: idm:DL1 and idm:client security update", streams: ["idm:DL1", "idm:client"] },
  { name: "Moderate: postgresql:9.6 security update", streams: ["postgresql:9.6"] },
  { name: "Important: varnish security update", streams: [] },
  { name: "", streams: [] },
])("$name", ({ name, streams }) => {
  expect(readModuleStreams(name)).toEqual(streams);
});

function nodemon(fixed: string, module?: string): AffectedPackage {
  return {
    ecosystem: "almalinux:8",
    name: "nodejs-nodemon",
    names: "binary",
    status: "fixed",
    ranges: [{ fixed }],
    versions: [],
    ...(module === undefined ? {} : { module }),
  };
}

describe("packages of modules", () => {
  test("stand once in every stream that they may belong to", () => {
    const affected = nodemon("2.0.20-2.module_el8.9.0+3735+d5577ed4");

    expect(spreadOverStreams(affected, ["nodejs:18", "nodejs:20"]).map(({ module }) => module)).toEqual([
      "nodejs:18",
      "nodejs:20",
    ]);
  });

  test("that were not built in one have no stream", () => {
    expect(spreadOverStreams(nodemon("2.0.20-2.el8"), ["nodejs:18"])).toEqual([nodemon("2.0.20-2.el8")]);
  });

  test("are repaired from the lowest build of an erratum on", () => {
    const [lower, higher] = ["1.18.3-1.module_el8.3.0+2023+d2377ea3", "1.18.3-1.module_el8.3.0+2047+b07ac28e"];

    expect(keepLowestFixes([nodemon(higher, "nodejs:10"), nodemon(lower, "nodejs:10")])).toEqual([
      nodemon(lower, "nodejs:10"),
    ]);
    expect(keepLowestFixes([nodemon(higher, "nodejs:10"), nodemon(lower, "nodejs:12")])).toHaveLength(2);
  });
});
