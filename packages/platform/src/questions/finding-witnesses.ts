import { sql } from "kysely";
import { z } from "zod";
import type { wholeFinding } from "../contract/finding.ts";
import type { findingWitness } from "../contract/finding-page.ts";
import type { TenantTransaction } from "../store/database.ts";

type Witness = z.infer<typeof findingWitness>;
type WholeFinding = z.infer<typeof wholeFinding>;

const words = z.string().nullable().default(null);

/** What a tool says in its own words, as imports keep it; a broken entry is left out. */
const statement = z.object({
  version: words,
  rule: words,
  severity: words,
  title: words,
  message: words,
  remediation: words,
  references: z.array(z.string()).default([]),
});

const described = z.looseObject({ message: words, remediation: words });

/** Gives what each tool says of a finding: the one whose words the finding speaks first, then by name. */
export async function readWitnesses(transaction: TenantTransaction, finding: WholeFinding): Promise<Witness[]> {
  const { rows } = await sql<{ source: string; statements: unknown }>`
    SELECT w.source, o.statements FROM observations o
    JOIN witnesses w ON w.tenant_id = o.tenant_id AND w.witness_id = o.witness_id
    WHERE o.finding_id = ${finding.id} AND o.gone_at IS NULL ORDER BY w.source, w.witness_id`.execute(transaction);
  const said = new Map<string, Witness>();
  if (finding.describedBy !== "") said.set(finding.describedBy, ownWords(finding));
  for (const { source, statements } of rows) {
    for (const [index, entry] of listOf(statements).entries()) {
      const read = statement.safeParse(entry);
      // A tool that speaks in several scopes, or by several rules, is heard once for each of its rules.
      if (read.success) said.set(`${source} ${read.data.rule ?? index}`, { source, ...read.data });
    }
  }
  const heard = new Set([...said.values()].map(({ source }) => source));
  const silent = [...new Set(rows.map(({ source }) => source))].filter((source) => !heard.has(source));
  return [...said.values(), ...silent.map((source) => ({ source, ...statement.parse({}) }))];
}

function ownWords({ describedBy: source, rule, severity, title, details }: WholeFinding): Witness {
  const { message, remediation } = described.parse(details);
  return { source, version: null, rule, severity, title, message, remediation, references: [] };
}

function listOf(statements: unknown): readonly unknown[] {
  return Array.isArray(statements) ? statements : [];
}
