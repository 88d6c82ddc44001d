import * as z from "zod/mini";
import {
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { imageTarget } from "../parts/image-target.ts";
import { optionalNumber, optionalText, optionalTruth } from "../parts/optional-fields.ts";
import { secretOutcome } from "../parts/secret-outcome.ts";
import { toTime } from "../parts/to-time.ts";

/** Reads secrets that TruffleHog has found. */
export const trufflehog = defineImporter({
  id: "trufflehog",
  name: "TruffleHog",
  reads: ["TruffleHog JSON Lines, 3 and later", "TruffleHog JSON Lines, 2"],
  mapped: {
    en: "Detector, whether the secret still works, source with file, line, commit, image, layer, link and time. Raw and redacted secrets, authors and extra data are not taken over.",
    ja: "検出器、シークレットが有効かどうか、発見元（ファイル、行、コミット、イメージ、レイヤー、リンク、日時）を取り込みます。シークレットの値（伏せ字を含む）、作成者、追加データは取り込みません。",
  },
  variants: [
    variant("TruffleHog 3", [
      { at: "/*/SourceMetadata", is: "object" },
      { at: "/*/DetectorName", is: "text" },
    ]),
    variant("TruffleHog 2", [
      { at: "/*/reason", is: "text" },
      { at: "/*/stringsFound", is: "list" },
      { at: "/*/path", is: "text" },
    ]),
  ],
});

function variant(name: string, signs: DocumentVariant["signs"]): DocumentVariant {
  return {
    name,
    form: "json",
    signs,
    header: [],
    records: [["/*"]],
    begin: (_, context) => ({
      target: { kind: "directory", name: context.targetName },
      convert: (record) => (name.endsWith("2") ? convertOld(record, context) : convert(record, context)),
    }),
  };
}

/** Source: TruffleHog 3, `source_metadata.proto`: one member for the kind of source. */
const place = z.object({
  file: optionalText,
  link: optionalText,
  line: optionalNumber,
  timestamp: optionalText,
  image: optionalText,
  tag: optionalText,
  layer: optionalText,
});

const result = z.object({
  SourceMetadata: z.nullish(z.object({ Data: z.nullish(z.record(z.string(), place)) })),
  DetectorName: z.string(),
  DetectorDescription: optionalText,
  Verified: optionalTruth,
});

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(result, value, pointer);
  if (read === undefined) return [];
  const [found = {}] = Object.values(read.SourceMetadata?.Data ?? {});
  const isVerified = read.Verified === true;
  return [
    secretOutcome({
      rule: read.DetectorName,
      // What still works opens a door today.
      severity: isVerified ? "critical" : "medium",
      title: `${read.DetectorName} secret`,
      message: read.DetectorDescription,
      path: found.file ?? "",
      startLine: found.line,
      layer: found.layer,
      target: targetOf(found),
      status: isVerified ? "verified" : "unverified",
      references: [found.link ?? ""],
      firstSeen: toTime(found.timestamp),
    }),
  ];
}

function targetOf({ image, tag }: z.infer<typeof place>): ImportedTarget | undefined {
  if (typeof image !== "string" || image === "") return undefined;
  return imageTarget({ name: typeof tag === "string" && tag !== "" ? `${image}:${tag}` : image });
}

/** Source: truffleHog 2.2, `--json`. */
const oldResult = z.object({
  reason: z.string(),
  path: optionalText,
  date: optionalText,
});

function convertOld({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(oldResult, value, pointer);
  if (read === undefined) return [];
  return [
    secretOutcome({
      rule: read.reason,
      severity: "medium",
      path: read.path ?? "",
      firstSeen: toTime(read.date),
    }),
  ];
}
