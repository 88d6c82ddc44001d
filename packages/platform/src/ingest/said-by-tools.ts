import type { ReportedFinding, ReportedWitness, ReportHead } from "./reported-finding.ts";

/** What one tool says of a finding: nothing beside the finding itself where these are its words. */
export interface ToolStatement {
  readonly source: string;
  /** In the tool's own words, one for each of its rules. */
  readonly statements: readonly ReportedWitness[];
}

/**
 * Gives who says a finding. What was made of other tools' reports is said by those tools, and by the report's producer
 * only where the words are not those of one of them.
 */
export function toolsOf({ witnesses = [], message }: ReportedFinding, producer: string): readonly ToolStatement[] {
  if (witnesses.length === 0) return [{ source: producer, statements: [] }];
  const said = new Map<string, ReportedWitness[]>();
  for (const witness of witnesses) {
    const others = said.get(witness.tool);
    if (others === undefined) said.set(witness.tool, [witness]);
    else others.push(witness);
  }
  const tools = [...said].map(([source, statements]): ToolStatement => ({ source, statements }));
  const isOurs = !said.has(producer) && witnesses.every((witness) => witness.message !== message);
  return isOurs ? [{ source: producer, statements: [] }, ...tools] : tools;
}

/** Forms of documents that list packages, and tell of flaws in them only sometimes. */
const inventoryForms = /^(?:CycloneDX|SPDX|Syft|SbomReport)/;

/**
 * Gives who looked even where it found nothing: the producer itself, unless the report was only made of other tools'
 * documents, and the tools whose documents told of nothing. Who only lists packages has not looked for flaws.
 */
export function lookingTools({ producer, coverage, origins = [] }: ReportHead): readonly string[] {
  const hasLooked = origins.length === 0 || coverage.some(({ plugin }) => !plugin.startsWith("import/"));
  const silent = origins
    .filter(
      ({ findings, packages = 0, format = "" }) => findings === 0 && !(packages > 0 && inventoryForms.test(format)),
    )
    .map(({ tool }) => tool);
  return [...new Set([...(hasLooked ? [producer.name] : []), ...silent])];
}
