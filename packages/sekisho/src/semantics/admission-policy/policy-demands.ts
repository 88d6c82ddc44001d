import { parseExpression } from "../cel/parser.ts";
import { callsFunction } from "./expression-parts.ts";
import { objectLookupName } from "./object-lookup.ts";
import type { AdmissionPolicy, PolicyExpression } from "./policy.ts";

/** A policy without the expressions that ask who may do what, and those expressions. */
export interface WithoutAuthorizer {
  readonly policy: AdmissionPolicy;
  readonly leftOut: readonly PolicyExpression[];
}

/**
 * Leaves out what only a cluster can answer: expressions that ask the authorizer, themselves or by a variable. A condition
 * that is left out counts as met: who is exempt is not known.
 */
export function withoutAuthorizer(policy: AdmissionPolicy): WithoutAuthorizer {
  const leftOut: PolicyExpression[] = [];
  const unknown = new Set<string>();
  const isKnown = (expression: PolicyExpression) => {
    const { names } = expression.program;
    if (!names.some((name) => isOfAuthorizer(name) || unknown.has(name))) return true;
    leftOut.push(expression);
    return false;
  };
  const variables = policy.variables.filter((variable) => {
    const known = isKnown(variable);
    if (!known) unknown.add(`variables.${variable.name}`);
    return known;
  });
  const reduced: AdmissionPolicy = {
    ...policy,
    variables,
    matchConditions: policy.matchConditions.filter(isKnown),
    validations: policy.validations.filter(({ condition }) => isKnown(condition)),
    auditAnnotations: [],
  };
  return { policy: reduced, leftOut };
}

function isOfAuthorizer(name: string): boolean {
  return name === "authorizer" || name.startsWith("authorizer.");
}

/** Says whether a policy asks for other objects by `objects(kind)`, which no API server answers. */
export function looksUpObjects(policy: AdmissionPolicy): boolean {
  const { matchConditions, variables, validations, auditAnnotations } = policy;
  const expressions = [
    ...matchConditions,
    ...variables,
    ...validations.map(({ condition }) => condition),
    ...auditAnnotations,
  ];
  return expressions.some(({ source }) => {
    const parsed = parseExpression(source);
    return parsed.kind !== "problem" && callsFunction(parsed.expression, objectLookupName);
  });
}
