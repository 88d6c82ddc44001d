import { z } from "zod";
import type { wholeFinding } from "../contract/finding.ts";
import type { findingWitness } from "../contract/finding-page.ts";

type Witness = z.infer<typeof findingWitness>;
type WholeFinding = z.infer<typeof wholeFinding>;

/** What reports carry of other tools that saw the same; a broken entry is left out. */
const reportedWitness = z.object({
  tool: z.string(),
  version: z.string().nullable().default(null),
  rule: z.string().nullable().default(null),
  severity: z.string().nullable().default(null),
  title: z.string().nullable().default(null),
  message: z.string().nullable().default(null),
  remediation: z.string().nullable().default(null),
  references: z.array(z.string()).default([]),
});

const described = z.looseObject({
  message: z.string().optional(),
  remediation: z.string().optional(),
  witnesses: z.array(z.unknown()).optional(),
});

/** Gives what each tool says of a finding, whose words the finding speaks first. */
export function witnessesOf(finding: WholeFinding): Witness[] {
  const { message, remediation, witnesses = [] } = described.parse(finding.details);
  const own: Witness = {
    ...silent(finding.describedBy),
    rule: finding.rule,
    severity: finding.severity,
    title: finding.title,
    message: message ?? null,
    remediation: remediation ?? null,
  };
  const said = witnesses.flatMap((witness): Witness[] => {
    const read = reportedWitness.safeParse(witness);
    if (!read.success) return [];
    const { tool: source, ...words } = read.data;
    return [{ source, ...words }];
  });
  const known = new Set([own.source, ...said.map(({ source }) => source)]);
  const others = [...new Set(finding.observations.filter(({ goneAt }) => goneAt === null).map(({ source }) => source))];
  return [
    ...(finding.describedBy === "" ? [] : [own]),
    ...said.toSorted((left, right) => (left.source < right.source ? -1 : 1)),
    ...others.filter((source) => !known.has(source)).map(silent),
  ];
}

/** A tool of which is known that it sees the finding, and no more. */
function silent(source: string): Witness {
  return {
    source,
    version: null,
    rule: null,
    severity: null,
    title: null,
    message: null,
    remediation: null,
    references: [],
  };
}
