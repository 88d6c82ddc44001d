import type { JsonObject } from "../../formats/json/json-value.ts";
import type { Text } from "../../model/text.ts";
import type { Authority } from "../cel/authorizer.ts";
import { evaluate } from "../cel/evaluate.ts";
import type { Bindings, BoundValue } from "../cel/frame.ts";
import { fromJson, isError, type Result } from "../cel/values.ts";
import { findParameters } from "./find-parameters.ts";
import { matchesRequest } from "./match-resources.ts";
import type { AdmissionPolicy, PolicyBinding, PolicyExpression, Validation } from "./policy.ts";
import type { AdmissionRequest } from "./request.ts";
import { bindRequest } from "./request-bindings.ts";

/** What one expression may cost, what all of a policy may, and how long a message may be. Source: k8s.io/apiserver, apis/cel/config.go. */
const maxExpressionCost = 1_000_000;
const maxPolicyCost = 10_000_000;
const maxMessageBytes = 5 * 1024;

/** What a policy is judged with beside the request. */
export interface JudgementContext {
  /** Objects of the policy's kind of parameters, from all namespaces. */
  readonly parameters: readonly JsonObject[];
  /** Says who may do what; without it an expression that asks fails. */
  readonly authority?: Authority;
  /** Says that time is over. */
  readonly shouldStop?: () => boolean;
}

/** What a policy says about a request. */
export type Judgement =
  /** It is not about this request: by its constraints, its binding or its conditions, or for want of parameters. */
  | { readonly kind: "not-concerned"; readonly errors: readonly PolicyError[] }
  | {
      readonly kind: "judged";
      readonly violations: readonly PolicyViolation[];
      /** Expressions that failed where the policy says that this means nothing. */
      readonly errors: readonly PolicyError[];
      readonly auditAnnotations: readonly { readonly key: string; readonly value: string }[];
    };

/** One validation that a request does not pass. */
export interface PolicyViolation {
  /** The validation's place in the policy, or that of whatever else refuses the request. */
  readonly pointer: string;
  readonly message: Text;
  readonly reason: string;
  /** The expression has no value; the policy says that this refuses the request. */
  readonly isError: boolean;
}

/** An expression that failed. */
export interface PolicyError {
  readonly pointer: string;
  readonly message: Text;
}

/** One policy on its way over one request. */
interface Run {
  readonly policy: AdmissionPolicy;
  readonly shouldStop: () => boolean;
  remainingCost: number;
  readonly errors: PolicyError[];
  readonly violations: PolicyViolation[];
}

const notConcerned: Judgement = { kind: "not-concerned", errors: [] };

/**
 * Judges a request by a policy where a binding says that it holds; without a binding by the policy alone.
 * Source: Kubernetes documentation, "Validating Admission Policy"; k8s.io/apiserver, admission/plugin/policy/validating.
 */
export function judgeRequest(
  { policy, binding }: { readonly policy: AdmissionPolicy; readonly binding?: PolicyBinding },
  request: AdmissionRequest,
  context: JudgementContext,
): Judgement {
  if (!matchesRequest(policy.match, request)) return notConcerned;
  if (binding !== undefined && !matchesRequest(binding.match, request)) return notConcerned;
  const parameters = findParameters({ policy, binding }, request, context.parameters);
  if (parameters === "none-needed") return notConcerned;
  const known = bindRequest(request, context.authority);
  if (parameters === "missing") {
    const message = {
      en: "no params found for the policy binding that has Deny",
      ja: "ポリシーのパラメーターが見つかりません",
    };
    return refuse(policy, { pointer: "/spec/paramKind", message });
  }
  const runs = parameters.map((object) =>
    judgeWith(policy, new Map([...known, ["params", fromJson(object)]]), context),
  );
  return combine(runs);
}

/** Refuses a request or says nothing, as the policy has it for what goes wrong. */
function refuse(policy: AdmissionPolicy, error: PolicyError): Judgement {
  if (policy.failurePolicy === "Ignore")
    return { kind: "judged", violations: [], errors: [error], auditAnnotations: [] };
  const violation = { ...error, reason: "Invalid", isError: true };
  return { kind: "judged", violations: [violation], errors: [], auditAnnotations: [] };
}

/** Puts together what a policy says with each of several parameters. */
function combine(judgements: readonly Judgement[]): Judgement {
  const errors = judgements.flatMap((one) => one.errors);
  const judged = judgements.filter((one) => one.kind === "judged");
  if (judged.length === 0) return { kind: "not-concerned", errors };
  return {
    kind: "judged",
    errors,
    violations: judged.flatMap(({ violations }) => violations),
    auditAnnotations: judged.flatMap(({ auditAnnotations }) => auditAnnotations),
  };
}

function judgeWith(
  policy: AdmissionPolicy,
  known: ReadonlyMap<string, BoundValue>,
  context: JudgementContext,
): Judgement {
  const { shouldStop = neverStop } = context;
  const run: Run = { policy, shouldStop, remainingCost: maxPolicyCost, errors: [], violations: [] };
  if (!meetsConditions(run, known)) {
    return run.violations.length === 0 ? { kind: "not-concerned", errors: run.errors } : judgementOf(run, []);
  }
  const bindings = withVariables(run, known);
  for (const validation of policy.validations) validate(run, validation, bindings);
  const auditAnnotations: { readonly key: string; readonly value: string }[] = [];
  for (const annotation of policy.auditAnnotations) {
    const value = compute(run, annotation, bindings);
    if (isError(value)) fail(run, annotation.pointer, value.message);
    else if (typeof value === "string" && value.trim() !== "")
      auditAnnotations.push({ key: annotation.name, value: value.trim() });
  }
  return judgementOf(run, auditAnnotations);
}

function neverStop(): boolean {
  return false;
}

function judgementOf(
  { violations, errors }: Run,
  auditAnnotations: readonly { readonly key: string; readonly value: string }[],
): Judgement {
  return { kind: "judged", violations, errors, auditAnnotations };
}

/** One condition that is false is enough to leave a request alone, whatever became of the others. */
function meetsConditions(run: Run, bindings: Bindings): boolean {
  const results = run.policy.matchConditions.map((condition) => ({
    condition,
    result: compute(run, condition, bindings),
  }));
  if (results.some(({ result }) => result === false)) return false;
  const failed = results.find(({ result }) => result !== true);
  if (failed === undefined) return true;
  fail(run, failed.condition.pointer, isError(failed.result) ? failed.result.message : notTrueOrFalse);
  return false;
}

const notTrueOrFalse = { en: "the expression is neither true nor false", ja: "式の値が真偽値ではありません" };

/** Adds the policy's variables: each is computed when it is first read, and only once. */
function withVariables(run: Run, known: ReadonlyMap<string, BoundValue>): Bindings {
  const bindings = new Map(known);
  for (const variable of run.policy.variables) {
    let value: Result | undefined;
    bindings.set(`variables.${variable.name}`, () => {
      value ??= compute(run, variable, bindings);
      return value;
    });
  }
  return bindings;
}

function compute(run: Run, { program }: PolicyExpression, bindings: Bindings): Result {
  const maxCost = Math.max(0, Math.min(maxExpressionCost, run.remainingCost));
  const { result, cost } = evaluate(program, bindings, { maxCost, shouldStop: run.shouldStop });
  run.remainingCost -= cost;
  return result;
}

function validate(run: Run, validation: Validation, bindings: Bindings): void {
  const { condition, reason } = validation;
  const result = compute(run, condition, bindings);
  if (result === true) return;
  if (isError(result)) fail(run, condition.pointer, result.message);
  else
    run.violations.push({
      pointer: condition.pointer,
      message: messageOf(run, validation, bindings),
      reason,
      isError: false,
    });
}

/** Notes an expression that failed: a violation, unless the policy says that it means nothing. */
function fail(run: Run, pointer: string, message: Text): void {
  if (run.policy.failurePolicy === "Ignore") run.errors.push({ pointer, message });
  else run.violations.push({ pointer, message, reason: "Invalid", isError: true });
}

/** Gives what the policy says of a violation: by its expression, by its text, else by the expression that is false. */
function messageOf(run: Run, { condition, message, messageExpression }: Validation, bindings: Bindings): Text {
  const computed = messageExpression === undefined ? undefined : compute(run, messageExpression, bindings);
  const text = typeof computed === "string" ? computed.trim() : "";
  if (text !== "" && !text.includes("\n") && Buffer.byteLength(text) <= maxMessageBytes) return { en: text, ja: text };
  if (message !== "") return { en: message, ja: message };
  const source = condition.source.trim();
  return { en: `failed expression: ${source}`, ja: `式が成り立ちません: ${source}` };
}
