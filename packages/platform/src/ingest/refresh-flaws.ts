import { sql } from "kysely";
import { type Advisories, scoreVector } from "sekisho";
import type { Services } from "../services.ts";
import { withAdvisories } from "./match-inventory.ts";

const batchSize = 5000;

type Severities = NonNullable<ReturnType<Advisories["store"]["findFlaw"]>>["severities"];

interface KnownFlaw {
  readonly flaw: string;
  readonly names: readonly string[];
  readonly epss: number | null;
  readonly percentile: number | null;
  readonly exploited: string | null;
  readonly score: number | null;
}

/**
 * Writes what the server's own advisories know of the flaws that a tenant has: probability of exploitation, known
 * exploitation, score. Never from reports: what one tenant uploads must not change what another sees.
 */
export async function refreshFlaws(services: Services, tenantId: string): Promise<void> {
  const { worker } = services.store;
  await withAdvisories(services, async ({ store }) => {
    let after = "";
    for (;;) {
      const flaws = await worker.inTenant({ tenantId }, async (transaction) => {
        const { rows } = await sql<{ flaw: string }>`
          SELECT DISTINCT flaw FROM topics WHERE flaw > ${after} ORDER BY flaw LIMIT ${batchSize}`.execute(transaction);
        return rows.map(({ flaw }) => flaw);
      });
      if (flaws.length === 0) return;
      after = flaws.at(-1) ?? after;
      const known = flaws.flatMap((flaw): readonly KnownFlaw[] => {
        const facts = store.findFlaw(flaw);
        if (facts === undefined) return [];
        const scores = facts.severities.flatMap(scoreOf);
        return [
          {
            flaw,
            names: store.aliasesOf(flaw).filter((name) => name !== flaw),
            epss: facts.epss?.probability ?? null,
            percentile: facts.epss?.percentile ?? null,
            exploited: facts.knownExploited?.added ?? null,
            score: scores.length === 0 ? null : Math.max(...scores),
          },
        ];
      });
      if (known.length > 0) await writeFlaws(services, known);
    }
  });
}

function scoreOf(severity: Severities[number]): readonly number[] {
  if (severity.system === "score") return [severity.score];
  const score = severity.system === "rating" ? undefined : scoreVector(severity.vector);
  return score === undefined ? [] : [score];
}

async function writeFlaws({ store }: Services, flaws: readonly KnownFlaw[]): Promise<void> {
  await sql`
    INSERT INTO flaws AS f (flaw, names, epss, epss_percentile, known_exploited_since, score)
    SELECT said->>'flaw', ARRAY(SELECT jsonb_array_elements_text(said->'names')), (said->>'epss')::real,
      (said->>'percentile')::real, (said->>'exploited')::date, (said->>'score')::real
    FROM jsonb_array_elements(${JSON.stringify(flaws)}::jsonb) AS said ORDER BY 1
    ON CONFLICT (flaw) DO UPDATE SET names = excluded.names, epss = excluded.epss,
      epss_percentile = excluded.epss_percentile, known_exploited_since = excluded.known_exploited_since,
      score = excluded.score, changed_at = now()
    WHERE (f.names, f.epss, f.epss_percentile, f.known_exploited_since, f.score) IS DISTINCT FROM
      (excluded.names, excluded.epss, excluded.epss_percentile, excluded.known_exploited_since, excluded.score)`.execute(
    store.worker.queries,
  );
}
