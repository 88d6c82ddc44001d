import pg from "pg";
import { expect, test } from "vitest";
import { useTestStore } from "../store/fixtures/test-store.ts";
import { isWithheld } from "./withheld-columns.ts";

/** Columns whose names sound like secrets and that are none, and why. */
const harmless = new Map([
  ["audit_entries.hash", "proves the trail"],
  ["audit_entries.previous_hash", "proves the trail"],
  ["audit_anchors.hash", "proves the trail"],
  ["claimed_domains.token", "stands in the public record of the domain"],
  ["passkeys.public_key", "is public"],
  ["sign_in_failures.email_hash", "counts attempts"],
  ["used_tokens.token_hash", "of tokens that are used up"],
]);

test("every column that sounds like a secret stays out of exports, or is known to be none", async () => {
  const store = await useTestStore();
  const admin = new pg.Client({ connectionString: store.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ table: string; column: string }>(`
    SELECT c.relname AS table, a.attname AS column FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.attname ~ '(secret|password|token|hash|challenge|private|sealed)'
      AND format_type(a.atttypid, NULL) IN ('text', 'bytea', 'jsonb')`);
  await admin.end();
  const open = rows
    .filter(({ table, column }) => !isWithheld(table, column))
    .map(({ table, column }) => `${table}.${column}`);

  expect(open.filter((name) => !harmless.has(name))).toEqual([]);
  expect(rows.length).toBeGreaterThan(12);
});
