import { describe, expect, test } from "vitest";
import { collectItems } from "../fixtures/collect-items.ts";
import { readFeed } from "../fixtures/read-feed.ts";
import { tracker } from "./tracker.ts";

function readText(text: string) {
  return collectItems(readFeed(tracker, [Buffer.from(text)], { path: "json" }));
}

function readState(codename: string, state: unknown) {
  return readText(JSON.stringify({ openssl: { "CVE-2024-0727": { releases: { [codename]: state } } } }));
}

/** States and urgencies as the tracker's documentation names them. */
describe("states", () => {
  test.each([
    {
      name: "repaired",
      state: { status: "resolved", fixed_version: "3.0.13-1~deb12u1", urgency: "not yet assigned" },
      status: "fixed",
      ranges: [{ fixed: "3.0.13-1~deb12u1" }],
    },
    {
      name: "never affected",
      state: { status: "resolved", fixed_version: "0", urgency: "unimportant" },
      status: "not-affected",
      ranges: [],
    },
    { name: "open", state: { status: "open", urgency: "low" }, status: "affected", ranges: [{}] },
    {
      name: "open without an advisory planned",
      state: { status: "open", nodsa: "Minor issue", nodsa_reason: "" },
      status: "affected",
      ranges: [{}],
    },
    {
      name: "postponed",
      state: { status: "open", nodsa: "Minor issue", nodsa_reason: "postponed" },
      status: "affected",
      ranges: [{}],
    },
    {
      name: "ignored",
      state: { status: "open", nodsa: "Too intrusive", nodsa_reason: "ignored" },
      status: "will-not-fix",
      ranges: [{}],
    },
    { name: "out of support", state: { status: "open", urgency: "end-of-life" }, status: "end-of-life", ranges: [{}] },
    { name: "not looked at", state: { status: "undetermined" }, status: "under-investigation", ranges: [{}] },
  ])("$name", ({ state, status, ranges }) => {
    const { advisories, warnings, errors } = readState("bookworm", state);

    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] });
    expect(advisories[0]?.affected).toMatchObject([
      { ecosystem: "debian:12", name: "openssl", names: "source", status, ranges },
    ]);
  });

  test.each([
    { name: "an unknown word", state: { status: "perhaps" } },
    { name: "resolved without a version", state: { status: "resolved" } },
    { name: "a version that is a number", state: { status: "resolved", fixed_version: 0 } },
    { name: "no object", state: "open" },
  ])("$name is left out with a warning", ({ state }) => {
    const { advisories, warnings } = readState("bookworm", state);

    expect(advisories[0]?.affected).toEqual([]);
    expect(warnings.map(({ location }) => location?.pointer)).toEqual(["/openssl/CVE-2024-0727/releases/bookworm"]);
  });
});

test.each([
  { codename: "bullseye", ecosystem: "debian:11" },
  { codename: "sid", ecosystem: "debian:sid" },
  { codename: "forky", ecosystem: "debian:forky" },
])("$codename is $ecosystem", ({ codename, ecosystem }) => {
  expect(readState(codename, { status: "open" }).advisories[0]?.affected[0]?.ecosystem).toBe(ecosystem);
});

test("carries the urgency as a rating", () => {
  expect(readState("bookworm", { status: "open", urgency: "unimportant" }).advisories[0]?.affected[0]?.rating).toEqual({
    rating: "info",
    words: "unimportant",
  });
  expect(readState("bookworm", { status: "open", urgency: "low**" }).advisories[0]?.affected[0]?.rating).toEqual({
    rating: "low",
    words: "low**",
  });
});

test("gathers the packages of one flaw", () => {
  const flaw = { description: "A flaw.", releases: { bookworm: { status: "open" } } };
  const { advisories } = readText(
    JSON.stringify({ glibc: { "CVE-2024-2": flaw }, openssl: { "CVE-2024-1": flaw, "CVE-2024-2": flaw } }),
  );

  expect(advisories.map(({ id, affected }) => [id, affected.map(({ name }) => name)])).toEqual([
    ["CVE-2024-2", ["glibc", "openssl"]],
    ["CVE-2024-1", ["openssl"]],
  ]);
  expect(advisories[0]).toMatchObject({ details: "A flaw.", source: "debian-tracker" });
});

test("keeps what stands before the place where a document breaks off", () => {
  const whole = JSON.stringify({ a: { "CVE-2024-1": { releases: {} } }, b: { "CVE-2024-2": { releases: {} } } });

  const { advisories, errors } = readText(whole.slice(0, -10));

  expect(advisories.map(({ id }) => id)).toEqual(["CVE-2024-1"]);
  expect(errors.map(({ code }) => code)).toEqual(["feed/broken-document"]);
});

test.each([
  { name: "a flaw without releases", value: { openssl: { "CVE-2024-1": {} } } },
  { name: "a flaw that is a list", value: { openssl: { "CVE-2024-1": [] } } },
  { name: "no package at all", value: {} },
])("refuses $name", ({ value }) => {
  expect(readText(JSON.stringify(value)).errors.map(({ code }) => code)).toEqual(["feed/wrong-record"]);
});
