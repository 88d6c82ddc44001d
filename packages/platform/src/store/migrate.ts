import type pg from "pg";
import { SekishoError } from "sekisho";
import type { Migration } from "./migrations/migration.ts";
import { prepareRoles } from "./prepare-roles.ts";

/** What a run of the steps did. */
export interface MigrationOutcome {
  /** Numbers of the steps that ran now. */
  readonly applied: readonly number[];
}

/** "sekisho" in ASCII, cut to 31 bits: the lock that one server holds while it changes the schema. */
const migrationLock = 1_936_026_473;

/**
 * Makes the serving roles that are missing and brings the schema forward, one transaction a step.
 *
 * Two servers that start at once do it one after the other, and the second finds nothing left to do. There is no way
 * back: a step that fails leaves the schema as the step before it made it.
 *
 * @param client A connection of the schema's owner.
 * @throws {SekishoError} `store-newer` when the database knows steps that this version does not.
 */
export async function migrate(client: pg.Client, migrations: readonly Migration[]): Promise<MigrationOutcome> {
  await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
  try {
    await prepareRoles(client);
    await client.query(
      "CREATE TABLE IF NOT EXISTS schema_migrations (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
    );
    const { rows } = await client.query<{ number: number }>("SELECT number FROM schema_migrations");
    const known = new Set(rows.map(({ number }) => number));
    refuseNewer(known, migrations);
    const applied: number[] = [];
    for (const migration of migrations) {
      if (known.has(migration.number)) continue;
      await apply(client, migration);
      applied.push(migration.number);
    }
    return { applied };
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [migrationLock]);
  }
}

function refuseNewer(known: ReadonlySet<number>, migrations: readonly Migration[]): void {
  const newest = Math.max(0, ...migrations.map(({ number }) => number));
  const beyond = [...known].filter((number) => number > newest);
  if (beyond.length === 0) return;
  throw new SekishoError(
    "store-newer",
    {
      en: `the database is at schema ${Math.max(...beyond)}, this version knows schemas up to ${newest}`,
      ja: `データベースのスキーマは ${Math.max(...beyond)} ですが、このバージョンが対応するのは ${newest} までです。`,
    },
    { hint: { en: "start the newer version", ja: "新しいバージョンで起動してください。" } },
  );
}

async function apply(client: pg.Client, { number, name, sql }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query("INSERT INTO schema_migrations (number, name) VALUES ($1, $2)", [number, name]);
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new SekishoError(
      "store-unusable",
      {
        en: `step ${number} (${name}) of the schema failed, and was undone: ${said}`,
        ja: `スキーマの手順 ${number}（${name}）に失敗し、元に戻しました: ${said}`,
      },
      { cause },
    );
  }
}
