import type { Severity } from "../../model/severity.ts";
import type { Outcome } from "../define.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { objectSubject, type ToldContainer } from "../parts/object-subject.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { containersAt, type NamedResource } from "./resource.ts";
import type { DescribedControl, KubescapeException } from "./schema.ts";

/** A control that a resource fails. */
export interface FailedControl {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly described: DescribedControl | undefined;
  readonly resource: NamedResource;
  readonly paths: readonly string[];
  readonly messages: readonly string[];
  readonly exceptions: readonly KubescapeException[];
}

/** Gives the findings of a failed control: one, or one for each container that its paths name. */
export function* controlFindings(failed: FailedControl): Iterable<Outcome> {
  const containers = containersAt(failed.paths, failed.resource);
  for (const container of containers ?? [undefined]) yield findingOf(failed, container);
}

function findingOf(failed: FailedControl, container: ToldContainer | undefined): Outcome {
  const { id, name, described, resource, paths, messages, status } = failed;
  const { scoreFactor, severity } = described ?? {};
  const rating = severity ?? severityOfScore(scoreFactor);
  const path = resource.path ?? "";
  return misconfigurationOutcome({
    rule: id,
    rating,
    severity: severityOfWord(rating),
    title: name,
    message: [...messages, described?.description ?? name, ...paths].filter((part) => part !== "").join("\n"),
    remediation: described?.remediation,
    subject: objectSubject(resource.object, container),
    target: path === "" ? undefined : { kind: "manifest", name: path },
    evidence: path === "" ? [] : [{ location: { path } }],
    exception: exceptionOf(failed),
    status,
    references: /^C-\d{4}$/.test(id) ? [`https://hub.armosec.io/docs/${id.toLowerCase()}`] : [],
  });
}

function exceptionOf({
  exceptions,
}: FailedControl): { readonly reason: string; readonly expires?: string } | undefined {
  const [first] = exceptions;
  if (first === undefined) return undefined;
  const reason = [first.reason, first.name].find((one) => (one ?? "") !== "") ?? "Kubescape: exception";
  const day = /^\d{4}-\d{2}-\d{2}/.exec(first.expirationDate ?? "")?.[0];
  return { reason, ...(day === undefined ? {} : { expires: day }) };
}

/** Source: opa-utils, reporthandling/apis/severity.go. */
function severityOfScore(score: number | null | undefined): Severity | "unknown" {
  if (score === undefined || score === null || score < 1) return "unknown";
  if (score < 4) return "low";
  if (score < 7) return "medium";
  return score < 9 ? "high" : "critical";
}
