import type { Conversion, ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { imageTarget } from "../parts/image-target.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { findContainerIn, objectSubject } from "../parts/object-subject.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { ruleAliases, ruleName } from "./rule-name.ts";
import { type ObjectReference, type PolicyResult, policyReportHeader, policyResult } from "./schema.ts";

interface Surroundings {
  readonly scope: ObjectReference | undefined;
  readonly source: string;
  readonly namespace: string;
}

/** Starts to convert one report. */
export function beginPolicyReport(header: unknown, context: ImportContext): Conversion {
  const { scope, source, metadata } = context.read(policyReportHeader, header, "") ?? {};
  const around = { scope: scope ?? undefined, source: source ?? "", namespace: metadata?.namespace ?? "" };
  return {
    target: { kind: "cluster", name: context.targetName },
    convert: (record) => convert(record, around, context),
  };
}

function* convert({ value, pointer }: ImportedRecord, around: Surroundings, context: ImportContext): Iterable<Outcome> {
  const read = context.read(policyResult, value, pointer);
  if (read === undefined) return;
  const word = (read.result ?? read.status ?? "").toLowerCase();
  const rule = ruleName(read);
  if (word === "pass") {
    yield { kind: "passed", rule };
    return;
  }
  if (word === "skip") {
    yield leftOut("skipped", pointer, {
      en: `${rule.slice(0, 200)} was skipped.`,
      ja: `${rule.slice(0, 200)} は省略されました。`,
    });
    return;
  }
  const named = [...(read.resources ?? []), ...(read.subjects ?? [])];
  const objects = named.length > 0 ? named : [around.scope];
  const flaw = flawOf(read);
  if (flaw !== undefined) yield flaw;
  else for (const object of objects) yield breachOf(read, object, around);
}

function breachOf(read: PolicyResult, object: ObjectReference | undefined, around: Surroundings): Outcome {
  const { severity, category, message, description, result, status, timestamp } = read;
  const text = message ?? description ?? "";
  const source = read.source ?? around.source;
  const namespace = object?.namespace ?? around.namespace;
  const seconds = typeof timestamp === "string" ? timestamp : timestamp?.seconds;
  return misconfigurationOutcome({
    rule: ruleName(read),
    aliases: ruleAliases(read, source),
    rating: severity,
    title: [read.policy ?? "", read.rule ?? ""].filter((part) => part !== "").join(": "),
    message: [text, category ?? "", source].filter((part) => part !== "").join("\n"),
    subject: object === undefined ? "" : objectSubject({ ...object, namespace }, findContainerIn(text)),
    status: result ?? status,
    lastSeen: toTime(seconds),
  });
}

/** The adapter for Trivy writes a flaw as a policy, and the rest of it as properties. */
function flawOf({ policy, rule, severity, message, properties }: PolicyResult): Outcome | undefined {
  const id = policy ?? "";
  const installed = properties?.["installedVersion"];
  if (!/^(?:CVE-\d{4}-\d{4,19}|GHSA-[\w-]{14})$/.test(id) || installed === undefined || installed === null) {
    return undefined;
  }
  const name = properties?.["resource"] ?? rule ?? "";
  const repository = properties?.["artifact.repository"] ?? "";
  const registry = properties?.["registry.server"] ?? "";
  const tag = properties?.["artifact.tag"] ?? "";
  const host = registry === "" || registry === "index.docker.io" ? "" : `${registry}/`;
  const image = `${host}${repository}${tag === "" ? "" : `:${tag}`}`;
  return flawOutcome({
    id,
    package: toolPackageUrl({ kinds: [], name, version: installed }),
    name,
    installed,
    fixedIn: properties?.["fixedVersion"],
    rating: severity,
    title: message,
    score: toNumber(properties?.["score"]),
    references: [properties?.["primaryLink"]],
    target: repository === "" ? undefined : imageTarget({ name: image }),
  });
}
