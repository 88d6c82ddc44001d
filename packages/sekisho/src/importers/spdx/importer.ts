import * as z from "zod/mini";
import { isJsonObject } from "../../formats/json/json-value.ts";
import { TagReader } from "../../formats/spdx-tag-value/tag-reader.ts";
import { quote } from "../../model/quote.ts";
import { type Conversion, defineImporter, type ImportContext, type ImportNote, type Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { optionalText } from "../parts/optional-fields.ts";
import { PackageListing } from "../sbom/package-listing.ts";
import { readExtracted, readSpdxPackage } from "../sbom/spdx-2.ts";
import { Spdx3Graph } from "../sbom/spdx-3.ts";
import { TagCollector } from "../sbom/spdx-tag-value.ts";
import { SecurityGraph } from "./graph.ts";

/** Reads what SPDX documents say of known flaws. */
export const spdx = defineImporter({
  id: "spdx",
  name: "SPDX",
  reads: ["SPDX 3.0 JSON-LD with the security profile", "SPDX 2.2 and 2.3, JSON and tag-value"],
  mapped: {
    en: "SPDX 3.0: one finding for each flaw and package that a statement or hasAssociatedVulnerability joins; CVSS, EPSS, VEX statements (not affected and fixed are exceptions), identifiers, references. SPDX 2 names advisories of packages and does not say whether they are affected: each is left out and told. Packages with their licences are packages of the report, which `sekisho scan` matches with advisories; what is no package is told. Not mapped: SSVC, exploit catalogues, files.",
    ja: "SPDX 3.0 では、ステートメントまたは hasAssociatedVulnerability が結び付ける脆弱性とパッケージの組ごとに検出 1 件とし、CVSS、EPSS、VEX（影響なしと修正済みは例外）、識別子、参照先を取り込みます。SPDX 2 のアドバイザリー参照は、影響の有無を示さないため、診断として報告します。パッケージはライセンスとともにレポートのパッケージとし（脆弱性との照合は `sekisho scan`）、パッケージでないものは診断として報告します。SSVC、悪用カタログ、ファイルは取り込みません。",
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
      records: [["/hasExtractedLicensingInfos/*"], ["/packages/*"]],
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
  const listing = new PackageListing(context);
  const packages = new Spdx3Graph(listing);
  const target = { kind: "sbom", name: context.targetName } as const;
  return {
    target,
    convert: ({ value, pointer }) => {
      graph.add(value, pointer);
      packages.add({ pointer }, value);
      return [];
    },
    finish: () => {
      const outcomes = [...graph.outcomes(target)];
      if (outcomes.length === 0) context.tell(noFlaws);
      packages.end();
      return [...listing.take(), ...outcomes];
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
  const listing = new PackageListing(context);
  return {
    target: { kind: "sbom", name: context.targetName },
    convert: ({ value, pattern, pointer }) => {
      if (pattern === "/hasExtractedLicensingInfos/*") {
        if (isJsonObject(value)) readExtracted(value, listing);
        return [];
      }
      const read = context.read(spdxPackage, value, pointer);
      if (read === undefined) return [];
      if (isJsonObject(value)) readSpdxPackage(value, { pointer }, listing);
      const advisories = (read.externalRefs ?? []).flatMap(({ referenceCategory, referenceType }, index) =>
        referenceCategory === "SECURITY" && (referenceType === "advisory" || referenceType === "fix")
          ? [reference(`${pointer}/externalRefs/${index}`)]
          : [],
      );
      return [...listing.take(), ...advisories];
    },
    finish: () => {
      context.tell(noFlaws);
      return [];
    },
  };
}

function beginTags(_: unknown, context: ImportContext): Conversion {
  const listing = new PackageListing(context);
  const tags = new TagCollector(listing);
  let pointer = "";
  const reader = new TagReader({
    onTag: (line) => tags.add(line),
    onProblem: ({ got, isEnd }) => context.tell({ ...noTag(got, isEnd), code: "unreadable", level: "error", pointer }),
    maxValueUnits: maxTagUnits,
  });
  return {
    target: { kind: "sbom", name: context.targetName },
    convert: (record) => {
      pointer = record.pointer;
      const line = typeof record.value === "string" ? record.value : "";
      reader.write(`${line}\n`);
      const isAdvisory = /^ExternalRef: {0,10}SECURITY (?:advisory|fix) /.test(line);
      return isAdvisory ? [...listing.take(), reference(pointer)] : listing.take();
    },
    finish: () => {
      reader.end();
      tags.end();
      context.tell(noFlaws);
      return listing.take();
    },
  };
}

const maxTagUnits = 1_048_576;

function noTag(got: string, isEnd: boolean): Pick<ImportNote, "message"> {
  return {
    message: isEnd
      ? { en: `The text of "${quote(got)}" has no end.`, ja: `「${quote(got)}」のテキストに終わりがありません。` }
      : { en: `Expected a tag, got "${quote(got)}".`, ja: `タグを想定しましたが、「${quote(got)}」でした。` },
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
