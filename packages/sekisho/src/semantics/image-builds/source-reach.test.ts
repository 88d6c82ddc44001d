import { describe, expect, test } from "vitest";
import type { ImageNames, ImageReach, ImageReachIndex } from "../reachability/image-reach.ts";
import type { BuiltImage, ImageRename } from "./built-image.ts";
import { createSourceReach } from "./source-reach.ts";

/** Knows images by name; those without a tag by their bare name. */
function indexOf(uses: Readonly<Record<string, ImageReach>>): ImageReachIndex {
  return {
    add: () => undefined,
    isEmpty: () => false,
    useOf: ({ names, isAnyTag }: ImageNames) => {
      const found = Object.entries(uses).find(([image]) =>
        names.includes(isAnyTag === true ? (image.split(":")[0] ?? "") : image),
      );
      return found && { reach: found[1], message: { en: `as ${found[0]}`, ja: "" } };
    },
  };
}

const built = (image: string, folder: string, isAnyTag = false): BuiltImage => ({
  image,
  folder,
  isAnyTag,
  saidBy: "f",
});

describe("createSourceReach", () => {
  const running = indexOf({ "web:1": "outside", "api:2": "cluster", "job:3": "cluster", "r/worker:v2": "nowhere" });
  const renames: readonly ImageRename[] = [
    { from: "worker", to: "r/worker", changesTag: true },
    { from: "site", to: "web", changesTag: false },
  ];

  // Decided by hand.
  test.each([
    {
      name: "a file in the folder",
      builds: [built("web:1", "web")],
      path: "web/a/package-lock.json",
      expected: "outside",
    },
    {
      name: "a file beside it",
      builds: [built("web:1", "web")],
      path: "website/package-lock.json",
      expected: undefined,
    },
    { name: "a file of the root", builds: [built("web:1", "")], path: "go.mod", expected: "outside" },
    {
      name: "the deepest folder",
      builds: [built("web:1", ""), built("api:2", "api")],
      path: "api/go.mod",
      expected: "cluster",
    },
    {
      name: "the deepest folder, whose image nobody runs",
      builds: [built("web:1", ""), built("other:1", "api")],
      path: "api/go.mod",
      expected: undefined,
    },
    { name: "another tag", builds: [built("web:2", "web")], path: "web/go.mod", expected: undefined },
    { name: "any tag", builds: [built("web", "web", true)], path: "web/go.mod", expected: "outside" },
    { name: "any tag under a new name", builds: [built("worker", "w", true)], path: "w/go.mod", expected: "nowhere" },
    {
      name: "one tag that another one replaces",
      builds: [built("worker:v2", "w")],
      path: "w/go.mod",
      expected: undefined,
    },
    { name: "one tag under a new name", builds: [built("site:1", "s")], path: "s/go.mod", expected: "outside" },
    {
      name: "two images that are run alike",
      builds: [built("api:2", "a"), built("job:3", "a")],
      path: "a/go.mod",
      expected: "cluster",
    },
    {
      name: "two images that are run otherwise",
      builds: [built("api:2", "a"), built("web:1", "a")],
      path: "a/go.mod",
      expected: undefined,
    },
    {
      name: "two images of which one is run",
      builds: [built("api:2", "a"), built("x:1", "a")],
      path: "a/go.mod",
      expected: undefined,
    },
  ])("$name", ({ builds, path, expected }) => {
    expect(createSourceReach({ builds, renames }, running).useOf(path)?.use.reach).toBe(expected);
  });
});
