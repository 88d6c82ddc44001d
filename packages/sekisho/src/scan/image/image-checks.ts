import type { ImageCheck, ImageEvidence, ImageViolation } from "../../checks/image/define.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Coverage } from "../../model/report.ts";
import type { ImageContent } from "../../semantics/image/image-content.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { parametersOf } from "../plan.ts";
import type { ContentViolation, PlacedEvidence } from "./content-findings.ts";

/** What of a configuration counts for the checks of images. */
export type JudgementConfiguration = Pick<Configuration, "disable" | "enable" | "labels" | "parameters" | "severity">;

/** What the checks of images had to say. */
export interface ImageJudgement {
  readonly violations: readonly ContentViolation[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks every check about an image. A check that fails is reported; the others are asked all the same. */
export function judgeImage(
  image: ImageContent,
  checks: readonly ImageCheck[],
  configuration: JudgementConfiguration,
): ImageJudgement {
  const violations: ContentViolation[] = [];
  const coverage: Coverage[] = [];
  const diagnostics: Diagnostic[] = [];
  const hiding = image.inventory.diagnostics.find(({ level }) => level === "error");
  for (const check of checks) {
    const skipped = skipReason(check, configuration);
    if (skipped !== undefined) {
      coverage.push({ plugin: check.id, ended: "skipped", reason: skipped });
      continue;
    }
    try {
      const found = check.evaluate(image, parametersOf(check, configuration));
      violations.push(...found.map((violation) => place(violation, check, { image, configuration })));
      coverage.push(
        hiding === undefined
          ? { plugin: check.id, ended: "done" }
          : { plugin: check.id, ended: "partial", reason: hiding.code },
      );
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      coverage.push({ plugin: check.id, ended: "failed", reason: failure });
      diagnostics.push(checkFailed(check.id, image.inventory.target.name, failure));
    }
  }
  return { violations, coverage, diagnostics };
}

function skipReason({ id, isOptional }: ImageCheck, { disable, enable }: JudgementConfiguration): string | undefined {
  if (disable.includes(id)) return "disabled";
  return isOptional === true && !enable.includes(id) ? "optional" : undefined;
}

function place(
  violation: ImageViolation,
  check: ImageCheck,
  { image, configuration }: { readonly image: ImageContent; readonly configuration: JudgementConfiguration },
): ContentViolation {
  const [first, ...others] = violation.evidence;
  return {
    rule: check,
    severity: configuration.severity[check.id] ?? violation.severity ?? check.severity,
    subject: violation.subject,
    message: violation.message,
    evidence: [toPlace(first, image), ...others.map((evidence) => toPlace(evidence, image))],
  };
}

/** What is no file stands under the image's own name. */
function toPlace(evidence: ImageEvidence, { inventory }: ImageContent): PlacedEvidence {
  const layer = evidence.layer === undefined ? undefined : inventory.image?.layers[evidence.layer]?.diffId;
  return {
    location: {
      path: evidence.path ?? inventory.target.name,
      ...(evidence.line === undefined ? {} : { startLine: evidence.line }),
      ...(evidence.pointer === undefined ? {} : { pointer: evidence.pointer }),
      ...(layer === undefined ? {} : { layer }),
    },
    ...(evidence.excerpt === undefined ? {} : { excerpt: evidence.excerpt }),
    ...(evidence.message === undefined ? {} : { message: evidence.message }),
  };
}

function checkFailed(id: string, name: string, failure: string): Diagnostic {
  return {
    code: "check/failed",
    level: "error",
    message: {
      en: `The check ${id} ended with an error and says nothing about this image: ${failure}. The other checks were asked.`,
      ja: `チェック項目 ${id} がエラーで終了したため、このイメージについては未検査です（${failure}）。ほかのチェック項目は検査しました。`,
    },
    location: { path: name },
  };
}
