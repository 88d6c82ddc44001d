import { expect, test } from "vitest";
import { frameworkName } from "./framework-name.ts";

test.each([
  { name: "a title without it", title: "HIPAA Security Rule", version: "2013", expected: "HIPAA Security Rule 2013" },
  { name: "a title that ends with it", title: "PCI DSS 4.0.1", version: "4.0.1", expected: "PCI DSS 4.0.1" },
  {
    name: "a title with it in the middle",
    title: "CIS Kubernetes Benchmark 1.12.0, chapter 5: policies",
    version: "1.12.0",
    expected: "CIS Kubernetes Benchmark 1.12.0, chapter 5: policies",
  },
])("names the version once: $name", ({ title, version, expected }) => {
  expect(frameworkName(title, version)).toBe(expected);
});
