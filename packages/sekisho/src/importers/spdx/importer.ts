import * as z from "zod/mini";
import { type Conversion, defineImporter, type ImportContext, type ImportNote, type Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { optionalText } from "../parts/optional-fields.ts";
import { SecurityGraph } from "./graph.ts";

/** Reads what SPDX documents say of known flaws. */
export const spdx = defineImporter({
  id: "spdx",
  name: "SPDX",
  reads: ["SPDX 3.0 JSON-LD with the security profile", "SPDX 2.2 and 2.3, JSON and tag-value"],
  mapped: {
    en: "SPDX 3.0: one finding for each flaw and package that a statement or hasAssociatedVulnerability joins; CVSS, EPSS, VEX statements (not affected and fixed are exceptions), identifiers, references. SPDX 2 names advisories of packages and does not say whether they are affected: each is left out and told. Packages alone are no findings: `sekisho scan` matches them with advisories. Not mapped: SSVC, exploit catalogues, licences, files.",
    ja: "SPDX 3.0 では、ステートメントまたは hasAssociatedVulnerability が結び付ける脆弱性とパッケージの組ごとに検出 1 件とし、CVSS、EPSS、VEX（影響なしと修正済みは例外）、識別子、参照先を取り込みます。SPDX 2 のアドバイザリー参照は、影響の有無を示さないため、診断として報告します。パッケージだけでは検出にならないため、脆弱性との照合には `sekisho scan` を使用します。SSVC、悪用カタログ、ライセンス、ファイルは取り込みません。",
  },
  variants: [
    {
      name: "SPDX 3 JSON-LD",
      form: "json",
      signs: [
        { at: "/@context", matches: /^https?:\/\/spdx\.org\/rdf\/3\./ },
        { at: "/@graph", is: "list" },
      ],
      header: [],
      records: [["/@graph/*"]],
      begin: beginGraph,
    },
    {
      name: "SPDX 2 JSON",
      form: "json",
      signs: [{ at: "/spdxVersion", matches: /^SPDX-2\./ }],
      header: [],
      records: [["/packages/*"]],
      begin: beginPackages,
    },
    {
      name: "SPDX 2 tag-value",
      form: "lines",
      signs: [{ at: "/*", matches: /^SPDXVersion: {0,10}SPDX-2\./ }],
      header: [],
      records: [["/*"]],
      begin: beginTags,
    },
  ],
});

function beginGraph(_: unknown, context: ImportContext): Conversion {
  const graph = new SecurityGraph(context);
  const target = { kind: "sbom", name: context.targetName } as const;
  return {
    target,
    convert: ({ value, pointer }) => {
      graph.add(value, pointer);
      return [];
    },
    finish: () => {
      const outcomes = [...graph.outcomes(target)];
      if (outcomes.length === 0) context.tell(noFlaws);
      return outcomes;
    },
  };
}

const spdxPackage = z.object({
  name: optionalText,
  externalRefs: z.nullish(
    z.array(z.object({ referenceCategory: optionalText, referenceType: optionalText, referenceLocator: optionalText })),
  ),
});

function beginPackages(_: unknown, context: ImportContext): Conversion {
  return {
    target: { kind: "sbom", name: context.targetName },
    convert: ({ value, pointer }) => {
      const references = context.read(spdxPackage, value, pointer)?.externalRefs ?? [];
      return references.flatMap(({ referenceCategory, referenceType }, index) =>
        referenceCategory === "SECURITY" && (referenceType === "advisory" || referenceType === "fix")
          ? [reference(`${pointer}/externalRefs/${index}`)]
          : [],
      );
    },
    finish: () => {
      context.tell(noFlaws);
      return [];
    },
  };
}

function beginTags(_: unknown, context: ImportContext): Conversion {
  return {
    target: { kind: "sbom", name: context.targetName },
    convert: ({ value, pointer }) =>
      typeof value === "string" && /^ExternalRef: {0,10}SECURITY (?:advisory|fix) /.test(value)
        ? [reference(pointer)]
        : [],
    finish: () => {
      context.tell(noFlaws);
      return [];
    },
  };
}

function reference(pointer: string): Outcome {
  return leftOut("advisory-reference", pointer, {
    en: "The package names an advisory, and does not say whether it is affected.",
    ja: "パッケージにアドバイザリーへの参照がありますが、影響の有無は示されていません。",
  });
}

const noFlaws: ImportNote = {
  code: "no-vulnerabilities",
  level: "info",
  message: {
    en: "The document lists packages and says nothing of flaws in them. `sekisho scan` matches them with advisories.",
    ja: "この文書はパッケージの一覧であり、脆弱性の記載がありません。脆弱性との照合には `sekisho scan` を使用してください。",
  },
  pointer: "",
};
