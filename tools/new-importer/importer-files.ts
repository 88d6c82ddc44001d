import { toCamelCase } from "../write-registries.ts";

/** Gives the files of a new importer by name: a tool that writes `{ "tool": ID, "results": [...] }`, to be changed. */
export function importerFiles(id: string, name: string): ReadonlyMap<string, string> {
  return new Map([
    ["importer.ts", importerText(id, name)],
    ["schema.ts", schemaText(id, name)],
    ["samples.ts", samplesText(id, name)],
  ]);
}

function importerText(id: string, name: string): string {
  const constant = toCamelCase(id);
  const quoted = JSON.stringify(name);
  return `import { defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { ${constant}Result } from "./schema.ts";

/** Reads what ${name} says. */
export const ${constant} = defineImporter({
  id: "${id}",
  name: ${quoted},
  reads: [${JSON.stringify(`${name} JSON`)}],
  mapped: {
    en: "rule, severity, message and file.",
    ja: "rule、severity、message、file を取り込みます。",
  },
  variants: [
    {
      name: ${JSON.stringify(`${name} JSON`)},
      form: "json",
      signs: [{ at: "/tool", equals: "${id}" }, { at: "/results" }],
      header: [],
      records: [["/results/*"]],
      begin: (_, context) => ({
        target: { kind: "directory", name: context.targetName },
        convert: (record) => convert(record, context),
      }),
    },
  ],
});

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(${constant}Result, value, pointer);
  if (read === undefined) return [];
  const { rule, severity, message, file } = read;
  return [
    misconfigurationOutcome({
      rule,
      rating: severity,
      message,
      subject: file ?? "",
      evidence: file === undefined ? [] : [{ location: { path: file } }],
    }),
  ];
}
`;
}

function schemaText(id: string, name: string): string {
  return `import * as z from "zod/mini";

/** One result of ${name}. Source: where its makers describe it. */
export const ${toCamelCase(id)}Result = z.object({
  rule: z.string(),
  severity: z.optional(z.string()),
  message: z.optional(z.string()),
  file: z.optional(z.string()),
});
`;
}

function samplesText(id: string, name: string): string {
  return `import type { ImportSample } from "../sample.ts";

const source = ${JSON.stringify(`${name}: where its makers describe the format`)};

/** What ${name} writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { tool: "${id}", results: [{ rule: "R1" }] },
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: {
      tool: "${id}",
      results: [
        { rule: "R1", severity: "high", message: "Something is wrong", file: "a.yaml" },
        { rule: "R2", severity: "low", message: "Something else is wrong", file: "b.yaml" },
      ],
    },
    findings: 2,
    contains: [{ rule: { id: "${id}/R1" }, severity: "high", subject: "a.yaml" }],
  },
  { name: "empty", shows: ["empty"], source, document: { tool: "${id}", results: [] }, findings: 0 },
  {
    name: "a result without its rule beside a good one",
    source,
    document: { tool: "${id}", results: [{ severity: "high" }, { rule: "R1" }] },
    findings: 1,
    unread: 1,
  },
];
`;
}
