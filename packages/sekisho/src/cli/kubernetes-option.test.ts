import { describe, expect, test } from "vitest";
import { findFramework } from "../compliance/controls-of.ts";
import { defaultConfiguration } from "../scan/configuration/configuration.ts";
import { parseArguments } from "./arguments.ts";
import { getKubernetesMinor, withVersionOf } from "./kubernetes-option.ts";

test.each([
  { name: "not given", written: undefined, expected: undefined },
  { name: "a minor version", written: "1.36", expected: 36 },
  { name: "as kubectl prints it", written: "v1.31.4", expected: 31 },
])("--kubernetes-version $name", ({ written, expected }) => {
  expect(getKubernetesMinor(written)).toBe(expected);
});

test.each(["", "latest", "36", "1.36 ", "2.0"])("--kubernetes-version refuses “%s”", (written) => {
  expect(() => getKubernetesMinor(written)).toThrow("--kubernetes-version: expected a version such as 1.36");
});

describe("the version of a framework", () => {
  test.each([
    { name: "decides", framework: "pss-baseline@1.30", options: [], expected: 30 },
    {
      name: "may be said again",
      framework: "pss-baseline@1.30",
      options: ["--kubernetes-version=v1.30.2"],
      expected: 30,
    },
    { name: "is not there: the configuration stays", framework: "cis-docker@1.6.0", options: [], expected: 33 },
  ])("$name", ({ framework, options, expected }) => {
    const call = parseArguments(["scan", ...options, "."]);
    const configured = { ...defaultConfiguration, kubernetesMinor: 33 };

    expect(withVersionOf(findFramework(framework), configured, call).kubernetesMinor).toBe(expected);
  });

  test("contradicts another one", () => {
    const call = parseArguments(["scan", "--kubernetes-version", "1.31", "."]);

    expect(() => withVersionOf(findFramework("pss-baseline@1.30"), defaultConfiguration, call)).toThrow(
      "--framework pss-baseline@1.30 is for Kubernetes 1.30, --kubernetes-version is 1.31",
    );
  });

  test.each([
    { name: "a name alone is the newest", minor: undefined, expected: "pss-restricted@1.37" },
    { name: "a name alone is of the version that manifests are for", minor: 28, expected: "pss-restricted@1.28" },
    { name: "newer than all is judged as the newest", minor: 99, expected: "pss-restricted@1.37" },
  ])("$name", ({ minor, expected }) => {
    expect(findFramework("pss-restricted", minor)?.id).toBe(expected);
  });
});
