import { describe, expect, test } from "vitest";
import { matchesClaims } from "./match-claims.ts";

const token = {
  sub: "repo:acme/shop:ref:refs/heads/main",
  repository: "acme/shop",
  ref: "refs/heads/main",
  run_attempt: 1,
};

describe("claims of a pipeline", () => {
  test.each<{ name: string; wanted: Readonly<Record<string, string>>; is: boolean }>([
    { name: "as they are", wanted: { repository: "acme/shop", ref: "refs/heads/main" }, is: true },
    { name: "with a star", wanted: { repository: "acme/shop", ref: "refs/heads/*" }, is: true },
    { name: "of another repository", wanted: { repository: "acme/bank" }, is: false },
    { name: "of a repository that begins like it", wanted: { repository: "acme/sho" }, is: false },
    { name: "in another case", wanted: { repository: "Acme/shop" }, is: false },
    { name: "with a star in the middle, which stands for itself", wanted: { repository: "a*e/shop" }, is: false },
    { name: "one right and one wrong", wanted: { repository: "acme/shop", ref: "refs/tags/*" }, is: false },
    { name: "one that is not there", wanted: { environment: "*" }, is: false },
    { name: "one that is no text", wanted: { run_attempt: "1" }, is: false },
    { name: "one that every object has", wanted: { constructor: "*" }, is: false },
    { name: "none at all", wanted: {}, is: false },
  ])("$name: $is", ({ wanted, is }) => {
    expect(matchesClaims(token, wanted)).toBe(is);
  });
});
