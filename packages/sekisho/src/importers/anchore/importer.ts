import type { output } from "zod/mini";
import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget, type ToldImage } from "../parts/image-target.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { answerOutcome } from "./answer-outcome.ts";
import { convertEvaluations } from "./engine-evaluations.ts";
import { beginExport } from "./enterprise-export.ts";
import { anchoreAnswer, anchoreEvaluated, anchoreEvaluations, anchoreFlaw, anchoreHead } from "./schema.ts";

/** Reads what Anchore Engine and Anchore Enterprise say of images. */
export const anchore = defineImporter({
  id: "anchore",
  name: "Anchore",
  reads: [
    "Anchore Engine: anchore-cli --json image vuln",
    "Anchore Engine: anchore-cli --json evaluate check --detail",
    "Anchore Enterprise: anchorectl image vulnerabilities -o json",
    "Anchore Enterprise: anchorectl image check --detail -o json (list of evaluations; one image with its evaluations)",
    "Anchore Enterprise: export of an image's vulnerabilities (securityEvaluation)",
  ],
  mapped: {
    en: "Vulnerabilities with severity, CVSS of the NVD and of vendors, fixed version, path, feed; answers of policies (stop, warn, go), of which those on an allowlist are accepted. Of policies the rule is the gate with its trigger.",
    ja: "脆弱性を、重大度、NVD とベンダーの CVSS、修正バージョン、パス、フィードとともに取り込みます。ポリシーの判定 (stop、warn、go) も取り込み、許可リストにあるものは承認済みとします。ポリシーの判定では、ゲートとトリガーをルールとします。",
  },
  variants: [
    {
      name: "Anchore Engine JSON",
      form: "json",
      signs: [{ at: "/imageDigest", is: "text" }, { at: "/vulnerabilities" }, { at: "/vulnerability_type" }],
      header: ["/imageDigest", "/imageTag", "/imageReference"],
      records: [["/vulnerabilities/*"]],
      begin: beginFlaws,
    },
    {
      name: "anchorectl JSON",
      form: "json",
      signs: [{ at: "/vulnerabilities/*/vuln" }, { at: "/vulnerabilities/*/packageName" }],
      header: ["/imageDigest", "/image_digest", "/imageTag", "/imageReference"],
      records: [["/vulnerabilities/*"]],
      begin: beginFlaws,
    },
    {
      name: "Anchore Enterprise export",
      form: "json",
      signs: [{ at: "/securityEvaluation", is: "list" }, { at: "/metadata/imageDigest" }],
      header: ["/metadata"],
      records: [["/securityEvaluation/*"]],
      begin: beginExport,
    },
    {
      name: "anchorectl policy evaluation, one image",
      form: "json",
      signs: [{ at: "/evaluatedTag" }, { at: "/policyId" }, { at: "/evaluations", is: "list" }],
      header: ["/evaluatedTag", "/imageDigest"],
      records: [["/evaluations/*/details/*"]],
      begin: beginEvaluations,
    },
    {
      name: "anchorectl policy evaluation",
      form: "json",
      signs: [{ at: "/*/detail/*/gate" }, { at: "/*/detail/*/policyId" }],
      header: ["/*/digest", "/*/imageDigest", "/*/tag", "/*/evaluationTag"],
      records: [["/*/detail/*"]],
      begin: beginAnswers,
    },
    {
      name: "Anchore Engine policy evaluation",
      form: "json",
      signs: [
        { at: "", is: "list" },
        { at: "/*", below: /^\/sha256:[0-9a-f]{64}\/[^/]{1,400}\/\*\/(?:detail|last_evaluation|status)$/ },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: imageTarget({ name: context.targetName }),
        convert: (record) => convertEvaluations(record, context),
      }),
    },
  ],
});

function beginFlaws(header: unknown, context: ImportContext): Conversion {
  const head = context.read(anchoreHead, header ?? {}, "");
  const target = imageTarget({
    name: head?.imageTag || head?.imageReference || context.targetName,
    digests: [head?.imageDigest, head?.image_digest],
  });
  return {
    target,
    convert: ({ value, pointer }) => {
      const flaw = context.read(anchoreFlaw, value, pointer);
      return flaw === undefined ? [] : [toFlaw(flaw, target.name)];
    },
  };
}

type Flaw = output<typeof anchoreFlaw>;

function toFlaw(flaw: Flaw, image: string): Outcome {
  const whole = flaw.package ?? "";
  const version = flaw.package_version ?? flaw.packageVersion;
  const name = flaw.package_name || flaw.packageName || nameIn(whole, version);
  const fix = flaw.fix === "None" ? undefined : flaw.fix;
  const willNotFix = flaw.will_not_fix === true || flaw.willNotFix === true;
  const path = flaw.package_path ?? flaw.packagePath;
  const group = flaw.feed_group ?? flaw.feedGroup;
  const isOfPath = path !== undefined && path !== null && path !== "" && path !== "None" && path !== "pkgdb";
  return flawOutcome({
    id: flaw.vuln,
    aliases: typeof flaw.cves === "string" ? flaw.cves.split(/[,\s]+/) : flaw.cves,
    package: toolPackageUrl({
      kinds: [flaw.package_type ?? flaw.packageType, group],
      name,
      version,
      distribution: group?.includes(":language:") ? undefined : group?.replace(/:.*$/, ""),
    }),
    name,
    installed: version,
    fixedIn: fix,
    state: willNotFix ? "will_not_fix" : undefined,
    rating: flaw.severity,
    description: flaw.description,
    evidence: [evidenceAt(isOfPath ? path : image)],
    severities: severitiesOf(flaw),
    references: [flaw.url],
    firstSeen: flaw.detected_at ?? flaw.detectedAt,
  });
}

/** `openssl-1.1.1`: the version is known. */
function nameIn(whole: string, version: string | null | undefined): string {
  const end = version ? `-${version}` : "";
  return end !== "" && whole.endsWith(end) ? whole.slice(0, -end.length) : whole;
}

function severitiesOf({ nvd_data, nvdData, vendor_data, vendorData }: Flaw) {
  const lists = [
    { from: "nvd", list: nvd_data ?? nvdData ?? [] },
    { from: "vendor", list: vendor_data ?? vendorData ?? [] },
  ];
  return lists.flatMap(({ from, list }) =>
    list.flatMap(({ cvss_v2, cvss_v3, cvssV2, cvssV3 }) =>
      givenSeverities(
        [cvss_v3 ?? cvssV3, cvss_v2 ?? cvssV2].map((one) => {
          const score = one?.base_score ?? one?.baseScore;
          // -1 stands for a score that was not given.
          return { from, vector: one?.vector_string, score: score === -1 ? undefined : score };
        }),
      ),
    ),
  );
}

function beginAnswers(header: unknown, context: ImportContext): Conversion {
  const images = context.read(anchoreEvaluations, header ?? [], "") ?? [];
  const imageOf = (at: number, tag?: string | null): ToldImage => {
    const image = images[at];
    const name = tag || image?.tag || image?.evaluationTag || context.targetName;
    return { name, digests: [image?.digest, image?.imageDigest] };
  };
  return { target: imageTarget(imageOf(0)), convert: (record) => convertAnswer(record, imageOf, context) };
}

function beginEvaluations(header: unknown, context: ImportContext): Conversion {
  const head = context.read(anchoreEvaluated, header ?? {}, "");
  const imageOf = (_: number, tag?: string | null): ToldImage => ({
    name: tag || head?.evaluatedTag || context.targetName,
    digests: [head?.imageDigest],
  });
  return { target: imageTarget(imageOf(0)), convert: (record) => convertAnswer(record, imageOf, context) };
}

function convertAnswer(
  { value, pointer, indices }: ImportedRecord,
  imageOf: (at: number, tag?: string | null) => ToldImage,
  context: ImportContext,
): readonly Outcome[] {
  const answer = context.read(anchoreAnswer, value, pointer);
  return answer === undefined ? [] : [answerOutcome(answer, imageOf(indices[0] ?? 0, answer.tag))];
}
