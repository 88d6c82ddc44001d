import type { Severity } from "../../model/severity.ts";
import { familiarName, parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { imageTarget } from "../parts/image-target.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { dockleDetail, dockleHeader } from "./schema.ts";

/** dockle's levels that are findings. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["FATAL", "high"],
  ["WARN", "medium"],
  ["INFO", "low"],
  ["IGNORE", "low"],
]);

/** Reads what dockle says of images. */
export const dockle = defineImporter({
  id: "dockle",
  name: "dockle",
  reads: ["dockle JSON, 0.1 and later"],
  mapped: {
    en: "image, and of each detail code, title, level and alerts, which are its evidence. IGNORE is an accepted finding. SKIP, and PASS with a reason, are no findings; the number of passed checks is taken from the summary. SARIF of dockle is read as SARIF.",
    ja: "image と、各項目の code、title、level、alerts を取り込みます。alerts は証拠になります。IGNORE は受容済みの検出事項になります。SKIP は取り込まず、診断に示します。合格数は summary から取得します。dockle の SARIF は SARIF として読み取ります。",
  },
  variants: [
    {
      name: "dockle JSON",
      form: "json",
      signs: [
        { at: "", is: "object" },
        { at: "/summary/fatal", is: "number" },
        { at: "/summary/skip", is: "number" },
        { at: "/summary/pass", is: "number" },
        { at: "/details" },
      ],
      header: ["/image", "/summary"],
      records: [["/details/*"]],
      begin,
    },
  ],
});

/** A summary that counts more is not believed. */
const maxPassed = 10_000;

function begin(header: unknown, context: ImportContext): Conversion {
  const { image, summary } = context.read(dockleHeader, header, "") ?? {};
  const target = imageTarget({ name: familiar(image ?? context.targetName), digests: [image] });
  const passed = Math.min(Math.max(0, summary?.pass ?? 0), maxPassed);
  return {
    target,
    convert: (record) => convert(record, target.name, context),
    finish: () => Array.from({ length: passed }, () => ({ kind: "passed" as const })),
  };
}

/** Gives an image the name that people write, as our scans do. */
function familiar(name: string): string {
  const reference = parseImageReference(name);
  if (reference === undefined) return name;
  return familiarName(reference.tag === undefined ? reference : { ...reference, digest: undefined });
}

function convert({ value, pointer }: ImportedRecord, path: string, context: ImportContext): readonly Outcome[] {
  const read = context.read(dockleDetail, value, pointer);
  if (read === undefined) return [];
  const { code, title, level, alerts } = read;
  const word = level.toUpperCase();
  // The summary counts what passed.
  if (word === "PASS") return [];
  if (word === "SKIP") {
    return [
      leftOut("skipped", pointer, {
        en: `${code.slice(0, 40)} was skipped. ${(alerts?.[0] ?? "").slice(0, 200)}`,
        ja: `${code.slice(0, 40)} は省略されました。${(alerts?.[0] ?? "").slice(0, 200)}`,
      }),
    ];
  }
  return [
    misconfigurationOutcome({
      rule: code,
      rating: level,
      severity: severities.get(word) ?? "unknown",
      title,
      message: (alerts ?? []).join("\n"),
      subject: "",
      evidence: (alerts ?? []).slice(0, maxEvidence).map((message) => ({ location: { path }, message })),
      exception: word === "IGNORE" ? { reason: "dockle: ignored" } : undefined,
    }),
  ];
}

const maxEvidence = 100;
