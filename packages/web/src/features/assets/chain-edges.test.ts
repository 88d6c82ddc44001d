import { expect, test } from "vitest";
import { inOrderOfLife } from "./chain-edges.ts";

test.each([
  { name: "a Dockerfile before the image that it builds", kind: "builds", expected: ["start", "end"] },
  { name: "a base image before the image that is based on it", kind: "is-based-on", expected: ["end", "start"] },
  { name: "an image before the workload that runs it", kind: "runs", expected: ["end", "start"] },
  { name: "a workload before the cluster that holds it", kind: "holds", expected: ["end", "start"] },
] as const)("$name", ({ kind, expected }) => {
  const [edge] = inOrderOfLife([{ from: "start", kind, to: "end" }]);

  expect([edge?.from, edge?.to]).toEqual(expected);
});
