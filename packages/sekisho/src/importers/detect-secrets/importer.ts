import * as z from "zod/mini";
import { defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { optionalNumber, optionalText, optionalTruth } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { secretOutcome } from "../parts/secret-outcome.ts";
import { toTime } from "../parts/to-time.ts";

/** Reads baselines of detect-secrets. */
export const detectSecrets = defineImporter({
  id: "detect-secrets",
  name: "detect-secrets",
  reads: ["detect-secrets baseline, 0.12 and later"],
  mapped: {
    en: "Type, file, line, whether it was verified; what an audit called no secret is an exception. Hashes, plug-ins and filters are not taken over.",
    ja: "種類、ファイル、行、検証の有無を取り込みます。監査でシークレットではないと判断されたものは例外とします。ハッシュ、プラグイン、フィルターは取り込みません。",
  },
  variants: [
    {
      name: "detect-secrets baseline",
      form: "json",
      signs: [
        { at: "/plugins_used", is: "list" },
        { at: "/results", is: "object" },
        { at: "/generated_at", is: "text" },
      ],
      header: ["/version", "/generated_at"],
      records: [["/results"]],
      begin: (header, context) => {
        const read = context.read(baselineHeader, header ?? {}, "") ?? {};
        return {
          target: { kind: "directory", name: context.targetName },
          ...present({ toolVersion: read.version, scannedAt: toTime(read.generated_at) }),
          convert: (record) => convert(record, context),
        };
      },
    },
  ],
});

const baselineHeader = z.object({ version: optionalText, generated_at: optionalText });

const secret = z.object({
  type: z.string(),
  line_number: optionalNumber,
  is_secret: optionalTruth,
  is_verified: optionalTruth,
});

const files = z.record(z.string(), z.array(z.unknown()));

function* convert({ value, pointer }: ImportedRecord, context: ImportContext): Generator<Outcome> {
  const read = context.read(files, value, pointer);
  for (const [path, found] of Object.entries(read ?? {})) {
    const key = path.replaceAll("~", "~0").replaceAll("/", "~1");
    for (const [index, one] of found.entries()) {
      const told = context.read(secret, one, `${pointer}/${key}/${index}`);
      if (told === undefined) continue;
      const isVerified = told.is_verified === true;
      yield secretOutcome({
        rule: told.type,
        severity: isVerified ? "critical" : "high",
        path,
        startLine: told.line_number,
        status: isVerified ? "verified" : "unverified",
        ...(told.is_secret === false ? { exception: { reason: "audited: no secret" } } : {}),
      });
    }
  }
}
