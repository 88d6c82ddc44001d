import { execFile } from "node:child_process";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { commandLine, environmentOf } from "../fixtures/platform-process.ts";
import { recordAudit } from "../identity/audit.ts";
import { addTenant, type TestStore, useTestStore } from "../store/fixtures/test-store.ts";

const timeoutMs = 300_000;

interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs the command as people do. */
async function verify(store: TestStore, ...more: readonly string[]): Promise<Ended> {
  const env = { ...process.env, ...environmentOf(store) };
  const words = ["--conditions=sekisho-source", commandLine, "serve", "audit", "verify", "--lang", "en", ...more];
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, words, { env }, (_error, output) => {
      resolve({ exitCode: child.exitCode ?? -1, output });
    });
  });
}

/** Two tenants with five entries each; gives what somebody with all rights of the database does to the first. */
async function useTrails(): Promise<{
  readonly store: TestStore;
  readonly forge: (statements: string) => Promise<void>;
}> {
  const store = await useTestStore();
  for (const name of ["first", "second"]) {
    const tenantId = await addTenant(store, name);
    for (let number = 1; number <= 5; number++) {
      const event = { action: `act.${number}`, subject: name, details: { number } };
      await store.application.inTenant({ tenantId }, (transaction) =>
        recordAudit(transaction, tenantId, { kind: "platform" }, event),
      );
    }
  }
  const forge = async (statements: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: store.adminUrl });
    await admin.connect();
    await admin.query(statements);
    await admin.end();
  };
  return { store, forge };
}

const ofFirst = "tenant_id = (SELECT tenant_id FROM tenants WHERE name = 'first')";

describe("sekisho serve audit verify", () => {
  test(
    "proves trails that nobody touched, all of them or one",
    async () => {
      const { store } = await useTrails();
      const all = await verify(store);
      const one = await verify(store, "--tenant", "second");
      const none = await verify(store, "--tenant", "third");

      expect(all.exitCode).toBe(0);
      expect(all.output).toMatch(/^first: 5 entries hold, 1 to 5; the end is [0-9a-f]{64}\nsecond: 5 entries hold/);
      expect(one).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^second: 5 entries hold.*\n$/) });
      expect(none.exitCode).toBe(2);
    },
    timeoutMs,
  );

  // By hand: the third of five entries.
  test.each([
    {
      name: "changed",
      forgery: `UPDATE audit_entries SET details = '{"number":30}' WHERE ${ofFirst} AND sequence = 3`,
      says: /^first: BROKEN at entry 3 .*the entry was changed; 2 entries before it hold$/m,
    },
    {
      name: "removed",
      forgery: `DELETE FROM audit_entries WHERE ${ofFirst} AND sequence = 3`,
      says: /^first: BROKEN at entry 3 .*entries are missing from here on; 2 entries before it hold$/m,
    },
    {
      name: "inserted",
      forgery: `INSERT INTO audit_entries SELECT tenant_id, sequence, at + interval '1 microsecond', format, actor_kind, actor_id,
          address, 'act.planted', subject, details, value_before, value_after, previous_hash, hash
        FROM audit_entries WHERE ${ofFirst} AND sequence = 3`,
      says: /^first: BROKEN at entry 3 .*the entry was put in.*; 3 entries before it hold$/m,
    },
    {
      name: "reordered",
      forgery: [
        [3, -1],
        [4, 3],
        [-1, 4],
      ]
        .map(([from, to]) => `UPDATE audit_entries SET sequence = ${to} WHERE ${ofFirst} AND sequence = ${from}`)
        .join(";"),
      says: /^first: BROKEN at entry 3 .*another entry stands here; 2 entries before it hold$/m,
    },
  ])(
    "finds an entry that was $name, and says that others hold",
    async ({ forgery, says }) => {
      const { store, forge } = await useTrails();
      await forge(forgery);
      const { exitCode, output } = await verify(store);

      expect(exitCode).toBe(1);
      expect(output).toMatch(says);
      expect(output).toMatch(/^second: 5 entries hold/m);
    },
    timeoutMs,
  );
});
