import pg from "pg";
import { type Searchable, WordIndex, type WordTable } from "../../packages/platform/src/search/word-index.ts";
import { type Database, openDatabase, withTenantClient } from "../../packages/platform/src/store/database.ts";
import { startEmbeddedServer } from "../../packages/platform/src/store/embedded/embedded-server.ts";
import { newId } from "../../packages/platform/src/store/uuid.ts";

/** How much goes where. */
interface Filling {
  readonly directory: string;
  readonly findings: number;
  readonly tenants: number;
}

const assetsOfTenant = 1000;
/** Tenants that are filled at once: one for each core of a small machine. */
const lanes = 2;
/** What is filled by millions of rows. */
const largeTables = ["findings", "asset_components", "topics", "topic_words", "component_words"];
/** As the embedded server names it. */
const databaseName = "sekisho";

/** Fills the database of a platform: the first tenant is the one that its owner signs in to. */
export async function fillTenants({ directory, findings, tenants }: Filling): Promise<void> {
  // What a loss of power would leave is filled again.
  const server = await startEmbeddedServer({ directory, isDurable: false });
  const application = openDatabase({ url: server.urlOf("application", databaseName) }, lanes);
  const worker = openDatabase({ url: server.urlOf("worker", databaseName) }, lanes);
  const admin = new pg.Client({ connectionString: server.urlOf("admin", databaseName) });
  try {
    await admin.connect();
    const { rows } = await worker.pool.query<{ tenant_id: string }>("SELECT tenant_id FROM tenants");
    const waiting = Array.from({ length: tenants }, (_, number): Tenant => {
      const known = rows[number]?.tenant_id;
      return {
        number,
        tenantId: known ?? newId(),
        isNew: known === undefined,
        findings: Math.floor(findings / tenants),
      };
    });
    await worker.pool.query(fillFlaws);
    const indexes = await beginFilling(admin);
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (let tenant = waiting.shift(); tenant !== undefined; tenant = waiting.shift()) {
          if (tenant.isNew) await makeTenant(application, tenant);
          await fillTenant(worker, tenant);
        }
      }),
    );
    await endFilling(admin, indexes);
  } finally {
    await Promise.all([application.close(), worker.close(), admin.end()]);
    await server.stop();
  }
}

interface Tenant {
  readonly number: number;
  readonly tenantId: string;
  readonly isNew: boolean;
  readonly findings: number;
}

async function makeTenant(application: Database, { tenantId, number }: Tenant): Promise<void> {
  const insert = "INSERT INTO tenants (tenant_id, name, title) VALUES ($1, $2, $2)";
  await withTenantClient(application, tenantId, (client) => client.query(insert, [tenantId, `tenant-${number}`]));
}

async function fillTenant(worker: Database, { tenantId, number, findings }: Tenant): Promise<void> {
  await withTenantClient(worker, tenantId, async (client) => {
    await client.query(fillPlaces, [tenantId, newId(), newId(), newId(), newId(), `p-${number}`]);
    await client.query(fillFindings, [number, findings - 1]);
    await index(client, { tenantId, table: "topic_words", named: fillTopics });
    await index(client, { tenantId, table: "component_words", named: nameComponents });
  });
}

/** Takes away what makes each row dear: indexes, which are made faster afterwards, and triggers. Gives the indexes. */
async function beginFilling(admin: pg.Client): Promise<readonly string[]> {
  const { rows } = await admin.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename = ANY ($1) AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
    [largeTables],
  );
  await admin.query("ALTER TABLE findings DISABLE TRIGGER USER");
  for (const { name } of rows) await admin.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

async function endFilling(admin: pg.Client, indexes: readonly string[]): Promise<void> {
  await admin.query("SET maintenance_work_mem = '1GB'");
  for (const definition of indexes) await admin.query(definition);
  await admin.query(fillChanges);
  await admin.query("ALTER TABLE findings ENABLE TRIGGER USER");
  await admin.query("VACUUM (ANALYZE)");
}

interface Indexing {
  readonly tenantId: string;
  readonly table: WordTable;
  /** A statement that gives id, texts and names. */
  readonly named: string;
}

/** Writes words as imports do. */
async function index(client: pg.PoolClient, { tenantId, table, named }: Indexing): Promise<void> {
  const words = new WordIndex(client, tenantId, table);
  const { rows } = await client.query<Searchable>(named);
  for (const row of rows) await words.add(row);
  await words.flush();
}

const fillTopics = `
INSERT INTO topics AS t (tenant_id, topic_id, kind, title, rule_id, flaw, flaw_names, package, package_name, aliases, controls)
SELECT DISTINCT ON (topic_id) tenant_id, topic_id, kind, title, rule_id, flaw, flaw_names, package, package_name, aliases, controls
FROM findings
RETURNING topic_id AS id, array_to_string(ARRAY[title, rule_id, package] || flaw_names, E'\\n') AS text,
  concat_ws(E'\\n', package_name, package) AS names`;

const nameComponents = "SELECT component_id AS id, name || E'\\n' || package_url AS text, '' AS names FROM components";

const fillFlaws = `
INSERT INTO flaws (flaw, names, epss, known_exploited_since)
SELECT 'CVE-2026-' || lpad(n::text, 5, '0'), '{}', power(random(), 4), CASE WHEN n % 200 = 0 THEN '2026-01-01'::date END
FROM generate_series(0, 19999) AS n`;

/** $1 tenant, $2 project, $3 scope, $4 witness, $5 report, $6 name. */
const fillPlaces = `
WITH project AS (
  INSERT INTO projects (tenant_id, project_id, name, title) VALUES ($1, $2, $6, $6) RETURNING project_id
), blob AS (
  INSERT INTO blobs (tenant_id, digest, size_bytes) VALUES ($1, 'sha256:' || repeat('0', 64), 1)
), report AS (
  INSERT INTO reports (tenant_id, report_id, project_id, blob_digest, labels, lane, status, uploaded_by)
  VALUES ($1, $5, $2, 'sha256:' || repeat('0', 64), '{}', 'scheduled', 'imported', 'bench')
), scope AS (
  INSERT INTO scopes (tenant_id, scope_id, project_id, kind, parts) VALUES ($1, $3, $2, 'target', '{}')
), witness AS (
  INSERT INTO witnesses (tenant_id, witness_id, scope_id, source, first_seen_at, last_seen_at, last_arrival, last_report_id,
    is_complete, coverage) VALUES ($1, $4, $3, 'bench', now(), now(), 1, $5, true, '[]')
), placed AS (
  INSERT INTO assets (tenant_id, asset_id, project_id, kind, name, facts)
  SELECT $1, gen_random_uuid(), $2, 'image', 'registry.example.com/app-' || n, '{}'
  FROM generate_series(0, ${assetsOfTenant - 1}) AS n RETURNING asset_id
), made AS (
  INSERT INTO components (tenant_id, component_id, package_url, ecosystem, name, version, licences)
  SELECT $1, gen_random_uuid(), 'pkg:deb/debian/package-' || n % 2000 || '@1.' || n, 'deb', 'package-' || n % 2000, '1.' || n, '{}'
  FROM generate_series(0, 9999) AS n RETURNING component_id
), numbered AS (SELECT component_id, row_number() OVER () AS n FROM made),
assets_numbered AS (SELECT asset_id, row_number() OVER () AS n FROM placed)
INSERT INTO asset_components (tenant_id, component_id, asset_id, witness_id, first_seen_at)
SELECT $1, c.component_id, a.asset_id, $4, now() FROM assets_numbered a
JOIN numbered c ON c.n % 50 = a.n % 50`;

/** What the trigger of findings writes down. */
const fillChanges = `
INSERT INTO finding_changes (tenant_id, project_id, change_id, day, rule, asset_kind, severity, open, accepted)
SELECT tenant_id, project_id, gen_random_uuid(), (opened_at AT TIME ZONE 'UTC')::date,
  CASE kind WHEN 'vulnerability' THEN 'vulnerability/*' ELSE rule_id END, 'image', severity,
  count(*) FILTER (WHERE status = 'open'), count(*) FILTER (WHERE status = 'accepted')
FROM findings GROUP BY tenant_id, project_id, 4, 5, severity`;

/** $1 number of the tenant, $2 last. Ids ascend, which fills their index fast. Each asset has the flaws of its packages; 2000 packages, 20,000 flaws, some rules in Japanese. */
const fillFindings = `
WITH places AS (SELECT asset_id, tenant_id, project_id, row_number() OVER (ORDER BY asset_id) - 1 AS place FROM assets),
rows AS (
  SELECT n, hashint8(n) & 2147483647 AS r, (hashint8(n * 7 + 1) & 2147483647) % 20000 AS flaw FROM generate_series(0::bigint, $2::bigint) AS n
), said AS (
  SELECT r.*, places.*, r.flaw % 2000 AS package, r.n % 20 = 0 AS is_rule, (r.flaw % 50) AS spread,
    CASE WHEN r.flaw % 50 < 2 THEN 0 WHEN r.flaw % 50 < 12 THEN 1 WHEN r.flaw % 50 < 32 THEN 2 ELSE 3 END AS severity,
    CASE WHEN r.r % 10 < 7 THEN 'open' WHEN r.r % 10 < 9 THEN 'fixed' ELSE 'accepted' END AS state
  FROM rows r JOIN places ON places.place = r.n % ${assetsOfTenant}
)
INSERT INTO findings (tenant_id, finding_id, project_id, asset_id, kind, rule_id, subject, severity, rank, status, title, flaw,
  flaw_names, package, package_name, fixed_in, aliases, controls, details, described_by, content_digest, first_seen_at,
  first_report_id, opened_at, fixed_at, due_at, changed_at)
SELECT tenant_id, lpad(to_hex($1::bigint * 100000000 + n), 32, '0')::uuid, project_id, asset_id, CASE WHEN is_rule THEN 'misconfiguration' ELSE 'vulnerability' END,
  CASE WHEN is_rule THEN 'workload/rule-' || flaw % 300 ELSE 'CVE-2026-' || lpad(flaw::text, 5, '0') END,
  'subject ' || n, severity, severity * 1000 + r % 101, state,
  CASE WHEN is_rule THEN '規則 ' || flaw % 300 || CASE WHEN flaw % 300 = 7 THEN ' は権限が強すぎる' ELSE ' に反している' END
    ELSE 'CVE-2026-' || lpad(flaw::text, 5, '0') || ' in package-' || package END,
  CASE WHEN NOT is_rule THEN 'CVE-2026-' || lpad(flaw::text, 5, '0') END,
  CASE WHEN NOT is_rule THEN ARRAY['CVE-2026-' || lpad(flaw::text, 5, '0')] END,
  CASE WHEN NOT is_rule THEN 'pkg:deb/debian/package-' || package END, CASE WHEN NOT is_rule THEN 'package-' || package END,
  CASE WHEN r % 3 > 0 THEN '2.0' END, '{}', '{}', jsonb_build_object('message', repeat('x', 300), 'remediation', repeat('y', 200)),
  'bench', '\\x00', now() - make_interval(mins => r % 500000), gen_random_uuid(), now() - make_interval(mins => r % 500000),
  CASE state WHEN 'fixed' THEN now() - make_interval(mins => r % 100000) END,
  CASE state WHEN 'open' THEN now() + make_interval(mins => r % 100000 - 20000) END, now()
FROM said`;
