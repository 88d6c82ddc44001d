import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAuditDocument } from "../../formats/audit-log/read-audit-document.ts";
import { detectStateSchema } from "./parse-detect-state.ts";
import { createRecentRequests, type SavedRequests } from "./recent-requests.ts";

const emptyState = {
  version: 1,
  stories: [],
  positions: [],
  detectors: { windows: {}, sequences: {} },
} as const;

/** A state as it is after its way through a file. */
function reread(requests: unknown): SavedRequests {
  const written = JSON.stringify({ ...emptyState, requests });
  return detectStateSchema.parse(JSON.parse(written)).requests;
}

function events(...ids: readonly string[]) {
  const items = ids.map((auditID) => ({ kind: "Event", auditID, stage: "ResponseComplete", verb: "get" }));
  return readAuditDocument(JSON.stringify({ items }), "audit.log").events;
}

describe("requests that were there before a run ended", () => {
  test("are known after it, and no others", () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(ids, ([last = "", ...before]) => {
        const first = createRecentRequests(undefined, 100);
        for (const event of events(...before)) first.roleOf(event);
        const second = createRecentRequests(reread(first.save()), 100);

        expect(events(...before).map((event) => second.roleOf(event))).toEqual(before.map(() => "duplicate"));
        expect(events(last).map((event) => second.roleOf(event))).toEqual(["first-answer"]);
      }),
    );
  });

  test("are the last ones where there are more than are kept", () => {
    const ids = Array.from({ length: 25 }, (_, index) => `request-${index}`);
    const first = createRecentRequests(undefined, 10);
    for (const event of events(...ids)) first.roleOf(event);
    const second = createRecentRequests(reread(first.save()), 10);

    // Ten fill a half: the younger one holds the last five, the older one the ten before, of which five are kept.
    const rolesOf = (asked: readonly string[]) => events(...asked).map((event) => second.roleOf(event));
    expect(rolesOf(ids.slice(20))).toEqual(Array.from({ length: 5 }, () => "duplicate"));
    expect(rolesOf(ids.slice(0, 10))).toEqual(Array.from({ length: 10 }, () => "first-answer"));
  });

  test("are known where an earlier version wrote them as numbers", () => {
    const first = createRecentRequests();
    for (const event of events("a", "b")) first.roleOf(event);
    const { key, packed } = first.save();
    const bytes = Buffer.from(packed, "base64");
    const entries = [0, 9].map((at) => [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4), bytes.readUInt8(at + 8)]);
    const second = createRecentRequests(reread({ key, entries }));

    expect(events("b", "a").map((event) => second.roleOf(event))).toEqual(["duplicate", "duplicate"]);
  });

  test.each([
    { name: "cut off", requests: { key: [1, 2], packed: "AAAA" } },
    { name: "no base64", requests: { key: [1, 2], packed: "<script>" } },
    { name: "a number that is too large", requests: { key: [1, 2], entries: [[2 ** 32, 0, 4]] } },
    { name: "a part of a number", requests: { key: [1, 2], entries: [[0.5, 0, 4]] } },
    { name: "stages that nobody knows", requests: { key: [1, 2], entries: [[1, 2, 256]] } },
    { name: "neither form", requests: { key: [1, 2] } },
  ])("are refused when they are damaged: $name", ({ requests }) => {
    expect(() => reread(requests)).toThrow(/requests/);
  });

  test("without a stage are none", () => {
    const requests = reread({ key: [1, 2], packed: Buffer.alloc(9 * 1_000).toString("base64") });
    expect(createRecentRequests(requests, 100).save().packed).toBe("");
  });
});
