import type { ConstraintMeaning } from "./constraint-meaning.ts";

const namespaceOf = (object: string) => `${object}.metadata.?namespace.orValue("default")`;
const isAnother = `(other.metadata.name != object.metadata.name || ${namespaceOf("other")} != ${namespaceOf("object")})`;

/**
 * What the kinds of Gatekeeper's library mean that look at other objects: those of the same scan.
 * Source: gatekeeper-library documentation, the page of each kind.
 */
export const uniqueConstraints: Readonly<Record<string, ConstraintMeaning>> = {
  K8sUniqueIngressHost: {
    expression:
      `object.kind != "Ingress" || !objects("Ingress").exists(other, ${isAnother} && other.?spec.?rules.orValue([]).exists(theirs, ` +
      'theirs.?host.orValue("") != "" && object.?spec.?rules.orValue([]).exists(rule, rule.?host.orValue("") == theirs.host)))',
    messageExpression: '"another Ingress has the same host"',
    parameters: [],
  },
  K8sUniqueServiceSelector: {
    expression:
      'object.kind != "Service" || size(object.spec.?selector.orValue({})) == 0 || ' +
      `!objects("Service").exists(other, ${isAnother} && ${namespaceOf("other")} == ${namespaceOf("object")} && other.?spec.?selector.orValue({}) == object.spec.selector)`,
    messageExpression: '"another Service of the namespace has the same selector"',
    parameters: [],
  },
};
