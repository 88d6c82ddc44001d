import { expect, test } from "vitest";
import type { Distribution, Inventory } from "../../model/inventory.ts";
import type { SupportCycle } from "../../model/support.ts";
import { withSupport } from "./with-support.ts";

function inventoryOf(distribution: Distribution | undefined): Inventory {
  return {
    target: { kind: "image", name: "app" },
    origin: { format: "scan" },
    ...(distribution === undefined ? {} : { distribution }),
    packages: [],
    repositories: [],
    contentSets: [],
    coverage: [],
    diagnostics: [],
  };
}

const products: Readonly<Record<string, readonly SupportCycle[]>> = {
  "alpine-linux": [{ name: "3.20", ends: "2029-01-01" }],
  "centos-stream": [{ name: "9", ends: "2028-05-31" }],
  centos: [{ name: "9", ends: "2001-01-01" }],
  arch: [{ name: "1", ends: "2001-01-01" }],
};
const calendar = { date: "2030-01-01", cyclesOf: (product: string) => products[product] ?? [] };

test.each([
  {
    name: "a patch release belongs to its line",
    distribution: { id: "alpine", idLike: [], version: "3.20.3", endOfLife: "2026-04-01" },
    expected: "2029-01-01",
  },
  {
    name: "CentOS Stream is not CentOS Linux",
    distribution: { id: "centos", idLike: [], version: "9", prettyName: "CentOS Stream 9" },
    expected: "2028-05-31",
  },
  {
    name: "what the calendar does not know stays",
    distribution: { id: "custom", idLike: [], version: "1", endOfLife: "2025-01-31" },
    expected: "2025-01-31",
  },
  {
    name: "what has no releases has no end",
    distribution: { id: "arch", idLike: [], version: "1", endOfLife: false as const },
    expected: false,
  },
  { name: "without a version", distribution: { id: "alpine", idLike: [] }, expected: undefined },
  { name: "without a distribution", distribution: undefined, expected: undefined },
])("$name", ({ distribution, expected }) => {
  expect(withSupport(inventoryOf(distribution), calendar).distribution?.endOfLife).toBe(expected);
});
