import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AuditRecord, firstHash, hashAuditRecord } from "../identity/audit.ts";
import { type Anchor, type StoredEntry, verifyTrail } from "./verify-trail.ts";

const tenantId = "00000000-0000-7000-8000-000000000001";

function recordOf(sequence: number, action = `act.${sequence}`): AuditRecord {
  const at = new Date(Date.UTC(2026, 0, 1, 0, 0, sequence)).toISOString();
  const who = { actorKind: "account", actorId: "a", address: "192.0.2.1" };
  return {
    format: 2,
    tenantId,
    sequence,
    at,
    ...who,
    action,
    subject: "s",
    details: {},
    before: null,
    after: { x: 1 },
  };
}

function chain(
  length: number,
  actionOf: (sequence: number) => string = (sequence) => `act.${sequence}`,
): StoredEntry[] {
  const entries: StoredEntry[] = [];
  let previousHash = firstHash;
  for (let sequence = 1; sequence <= length; sequence++) {
    const record = recordOf(sequence, actionOf(sequence));
    const hash = hashAuditRecord(record, previousHash);
    entries.push({ record, previousHash, hash });
    previousHash = hash;
  }
  return entries;
}

async function* each(entries: readonly StoredEntry[]): AsyncGenerator<StoredEntry> {
  yield* entries;
}

function at(entries: readonly StoredEntry[], sequence: number): StoredEntry {
  const found = entries[sequence - 1];
  if (found === undefined) throw new Error(`expected an entry ${sequence}`);
  return found;
}

function anchorOf({ record, hash }: StoredEntry, kind: Anchor["kind"] = "daily"): Anchor {
  return { kind, sequence: record.sequence, hash };
}

describe("a chain", () => {
  const whole = chain(9);

  test("that nobody touched holds, and tells its end", async () => {
    const end = at(whole, 9).hash.toString("hex");

    expect(await verifyTrail(each(whole), [anchorOf(at(whole, 4)), anchorOf(at(whole, 9))])).toEqual({
      entries: 9,
      first: 1,
      last: 9,
      hash: end,
      brokenAt: null,
    });
  });

  test("goes on from where its first months were forgotten", async () => {
    const rest = await verifyTrail(each(whole.slice(4)), [anchorOf(at(whole, 4), "retention")]);

    expect(rest).toMatchObject({ entries: 5, first: 5, brokenAt: null });
  });

  test("without its first entries and without an anchor is broken", async () => {
    expect(await verifyTrail(each(whole.slice(4)), [])).toMatchObject({ brokenAt: { kind: "removed", sequence: 1 } });
  });

  test("that is empty holds, unless an anchor tells of entries", async () => {
    expect((await verifyTrail(each([]), [])).brokenAt).toBeNull();
    expect((await verifyTrail(each([]), [anchorOf(at(whole, 4))])).brokenAt).toMatchObject({
      kind: "cut",
      sequence: 1,
    });
  });

  const swapped = (): StoredEntry[] => {
    const [third, sixth] = [at(whole, 3), at(whole, 6)];
    // As somebody would do it in the database: two rows exchange their numbers.
    const moved = (entry: StoredEntry, sequence: number): StoredEntry => ({
      ...entry,
      record: { ...entry.record, sequence },
    });
    return whole.map((entry) => {
      if (entry === third) return moved(sixth, 3);
      return entry === sixth ? moved(third, 6) : entry;
    });
  };
  const other = chain(9, (sequence) => (sequence === 5 ? "act.other" : `act.${sequence}`));

  // Which number shows it is counted by hand.
  test.each([
    {
      name: "changed",
      entries: whole.map((entry) =>
        entry.record.sequence === 5 ? { ...entry, record: { ...entry.record, action: "act.forged" } } : entry,
      ),
      brokenAt: { kind: "changed", sequence: 5 },
    },
    {
      name: "removed",
      entries: whole.filter(({ record }) => record.sequence !== 5),
      brokenAt: { kind: "removed", sequence: 5 },
    },
    {
      name: "inserted: a number twice",
      entries: whole.flatMap((entry) => (entry.record.sequence === 5 ? [entry, entry] : [entry])),
      brokenAt: { kind: "inserted", sequence: 5 },
    },
    {
      name: "inserted: one was written anew with its own hash, the next follows the old one",
      entries: [...whole.slice(0, 4), at(other, 5), ...whole.slice(5)],
      brokenAt: { kind: "inserted", sequence: 6 },
    },
    { name: "reordered", entries: swapped(), brokenAt: { kind: "reordered", sequence: 3 } },
    {
      name: "rewritten from the fifth to the end, as an anchor shows",
      entries: other,
      brokenAt: { kind: "rewritten", sequence: 7 },
    },
    {
      name: "cut behind the sixth, as an anchor shows",
      entries: whole.slice(0, 6),
      brokenAt: { kind: "cut", sequence: 7 },
    },
  ])("that was $name is broken there", async ({ entries, brokenAt }) => {
    expect(await verifyTrail(each(entries), [anchorOf(at(whole, 7))])).toMatchObject({ brokenAt });
  });

  test("shows every change of every field", async () => {
    const fields = [
      "tenantId",
      "at",
      "actorKind",
      "actorId",
      "address",
      "action",
      "subject",
      "details",
      "before",
      "after",
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.integer({ min: 1, max: 9 }), async (field, sequence) => {
        const entries = whole.map((entry) =>
          entry.record.sequence === sequence ? { ...entry, record: { ...entry.record, [field]: "forged" } } : entry,
        );

        expect((await verifyTrail(each(entries), [])).brokenAt).toMatchObject({ kind: "changed", sequence });
      }),
    );
  });
});

test("the hash is SHA-256 over the hash before and the values as JSON", () => {
  // Written by hand from the documentation of the format.
  const text = `[2,"${tenantId}",1,"2026-01-01T00:00:01.000Z","account","a","act.1","s",{},"192.0.2.1",null,{"x":1}]`;
  const expected = createHash("sha256").update(Buffer.alloc(32)).update(text).digest("hex");

  expect(hashAuditRecord(recordOf(1), firstHash).toString("hex")).toBe(expected);
});
