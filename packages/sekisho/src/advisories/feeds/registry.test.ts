import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as registry from "./registry.ts";

const folder = dirname(fileURLToPath(import.meta.url));
const feeds = Object.values(registry);

test("every file that defines a feed is in the registry, and its id is its path", async () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.includes("/") && name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const modules = await Promise.all(files.map((name): Promise<unknown> => import(join(folder, name))));
  const defined = files.filter((_, index) => valuesOf(modules[index]).some((value) => isFeed(value)));

  expect(defined.map((name) => name.slice(0, -".ts".length)).sort()).toEqual(feeds.map(({ id }) => id).sort());
});

function valuesOf(module: unknown): readonly unknown[] {
  return typeof module === "object" && module !== null ? Object.values(module) : [];
}

function isFeed(value: unknown): boolean {
  return typeof value === "object" && value !== null && "open" in value && "sources" in value;
}

test("no two sources share an id, and each says under which terms it is", () => {
  const sources = feeds.flatMap((feed) => feed.sources);

  expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
  expect(sources.filter(({ license, name }) => license === "" || name === "")).toEqual([]);
});
