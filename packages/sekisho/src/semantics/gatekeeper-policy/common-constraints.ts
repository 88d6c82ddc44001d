import { type ConstraintMeaning, eachContainer, listParameter } from "./constraint-meaning.ts";
import { podSecurityConstraints } from "./pod-security-constraints.ts";
import { uniqueConstraints } from "./unique-constraints.ts";

/** Every container has both kinds of resources below a maximum. */
function resourcesBelow(field: "limits" | "requests"): ConstraintMeaning {
  const below = (name: string) =>
    `(!has(variables.params.${name}) || (c.?resources.?${field}.?${name}.hasValue() && isQuantity(string(c.resources.${field}.${name})) && ` +
    `quantity(string(c.resources.${field}.${name})).compareTo(quantity(string(variables.params.${name}))) <= 0))`;
  return eachContainer(`${below("cpu")} && ${below("memory")}`, `${field} are missing or too high`, ["cpu", "memory"]);
}

/** The limit of a resource is at most so many times its request; `ratio` counts where there is no ratio of its own. */
function withinRatio(resource: string, parameter: string): string {
  const amount = (field: string) => `quantity(string(c.resources.${field}.${resource})).asApproximateFloat()`;
  const isSet = (field: string) => `c.?resources.?${field}.?${resource}.hasValue()`;
  const ratio = `double(variables.params.?${parameter}.orValue(variables.params.?ratio.orValue("2")))`;
  return `(${isSet("limits")} && ${isSet("requests")} && ${amount("limits")} <= ${amount("requests")} * ${ratio})`;
}

const image = 'string(c.?image.orValue(""))';
const tag = `(${image}.contains("@") ? "" : (${image}.lastIndexOf(":") > ${image}.lastIndexOf("/") ? ${image}.substring(${image}.lastIndexOf(":") + 1) : "latest"))`;
const metadataMap = (name: string) => `object.metadata.?${name}.orValue({})`;

function requiredKeys(name: "labels" | "annotations"): ConstraintMeaning {
  const wanted = listParameter(name);
  const isMet = `wanted.key in ${metadataMap(name)} && (wanted.?allowedRegex.orValue("") == "" || string(object.metadata.${name}[wanted.key]).matches(wanted.allowedRegex))`;
  return {
    expression: `${wanted}.all(wanted, ${isMet})`,
    messageExpression: `variables.params.?message.orValue("required ${name} are missing or have other values: " + ${wanted}.filter(wanted, !(${isMet})).map(wanted, string(wanted.key)).join(", "))`,
    parameters: [name, "message"],
  };
}

/**
 * The kinds of Gatekeeper's common library that are translated, with what they mean.
 * Source: gatekeeper-library documentation, the page of each kind.
 */
export const commonConstraints: Readonly<Record<string, ConstraintMeaning>> = {
  K8sRequiredLabels: requiredKeys("labels"),
  K8sRequiredAnnotations: requiredKeys("annotations"),
  K8sAllowedRepos: eachContainer(
    `${listParameter("repos")}.exists(repo, ${image}.startsWith(repo))`,
    "image from elsewhere than the allowed repositories",
    ["repos"],
  ),
  K8sAllowedReposv2: eachContainer(
    `${listParameter("allowedImages")}.exists(one, one.endsWith("*") ? ${image}.startsWith(one.substring(0, one.size() - 1)) : ${image} == one)`,
    "image that is not allowed",
    ["allowedImages"],
  ),
  K8sDisallowedRepos: eachContainer(
    `!${listParameter("repos")}.exists(repo, ${image}.startsWith(repo))`,
    "image from a forbidden repository",
    ["repos"],
  ),
  K8sDisallowedTags: eachContainer(`!(${tag} in ${listParameter("tags")})`, "image with a forbidden tag", ["tags"]),
  K8sImageDigests: eachContainer(
    `${image}.matches("@[a-z0-9]+([+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$")`,
    "image without a digest",
  ),
  K8sContainerLimits: resourcesBelow("limits"),
  K8sContainerRequests: resourcesBelow("requests"),
  K8sRequiredResources: eachContainer(
    `${listParameter("limits")}.all(name, c.?resources.?limits[?name].hasValue()) && ${listParameter("requests")}.all(name, c.?resources.?requests[?name].hasValue())`,
    "required limits or requests are missing",
    ["limits", "requests"],
  ),
  K8sRequiredProbes: eachContainer(
    `${listParameter("probes")}.all(probe, c[?probe].hasValue() && (size(${listParameter("probeTypes")}) == 0 || ${listParameter("probeTypes")}.exists(type, type in c[probe])))`,
    "required probes are missing",
    ["probes", "probeTypes"],
  ),
  K8sBlockNodePort: {
    expression: 'object.kind != "Service" || object.spec.?type.orValue("") != "NodePort"',
    messageExpression: '"a Service of type NodePort is not allowed"',
    parameters: [],
  },
  K8sBlockLoadBalancer: {
    expression: 'object.kind != "Service" || object.spec.?type.orValue("") != "LoadBalancer"',
    messageExpression: '"a Service of type LoadBalancer is not allowed"',
    parameters: [],
  },
  K8sBlockWildcardIngress: {
    expression:
      'object.kind != "Ingress" || object.spec.?rules.orValue([]).all(rule, rule.?host.orValue("") != "" && !rule.host.contains("*"))',
    messageExpression: '"hosts of an Ingress may be neither empty nor hold a wildcard"',
    parameters: [],
  },
  K8sHttpsOnly: {
    expression:
      'object.kind != "Ingress" || (object.metadata.?annotations[?"kubernetes.io/ingress.allow-http"].orValue("") == "false" && (variables.params.?tlsOptional.orValue(false) || size(object.spec.?tls.orValue([])) > 0))',
    messageExpression:
      '"an Ingress has to be HTTPS only: tls and the annotation kubernetes.io/ingress.allow-http: \\"false\\""',
    parameters: ["tlsOptional"],
  },
  K8sExternalIPs: {
    expression: `object.kind != "Service" || object.spec.?externalIPs.orValue([]).all(ip, ip in ${listParameter("allowedIPs")})`,
    messageExpression: '"a Service has external addresses that are not allowed"',
    parameters: ["allowedIPs"],
  },
  K8sReplicaLimits: {
    expression: `${listParameter("ranges")}.exists(range, object.spec.replicas >= range.?min_replicas.orValue(0) && object.spec.replicas <= range.?max_replicas.orValue(2147483647))`,
    messageExpression: '"the number of replicas is not allowed: " + string(object.spec.replicas)',
    parameters: ["ranges"],
  },
  K8sContainerEphemeralStorageLimit: eachContainer(
    '!("ephemeral-storage" in variables.params) || (c.?resources.?limits[?"ephemeral-storage"].hasValue() && quantity(string(c.resources.limits["ephemeral-storage"])).compareTo(quantity(string(variables.params["ephemeral-storage"]))) <= 0)',
    "the limit of ephemeral storage is missing or too high",
    ["ephemeral-storage"],
  ),
  K8sContainerRatios: eachContainer(
    `${withinRatio("memory", "ratio")} && ${withinRatio("cpu", "cpuRatio")}`,
    "limits are too far above requests, or one of them is missing",
    ["ratio", "cpuRatio"],
  ),
  K8sNoEnvVarSecrets: eachContainer(
    "c.?env.orValue([]).all(one, !one.?valueFrom.?secretKeyRef.hasValue()) && c.?envFrom.orValue([]).all(one, !has(one.secretRef))",
    "Secrets stand in environment variables",
  ),
  K8sDisallowInteractiveTTY: eachContainer(
    "!c.?tty.orValue(false) && !c.?stdin.orValue(false)",
    "container with a terminal or open standard input",
  ),
  K8sBlockCreationWithDefaultServiceAccount: {
    expression: 'object.kind != "Pod" || object.spec.?serviceAccountName.orValue("default") != "default"',
    messageExpression: '"the pod runs as the default service account"',
    parameters: [],
  },
  K8sDisallowAnonymous: {
    expression:
      '!(object.kind in ["RoleBinding", "ClusterRoleBinding"]) || ' +
      `object.roleRef.name in ${listParameter("allowedRoles")} || ` +
      'object.?subjects.orValue([]).all(subject, !(subject.name in ["system:anonymous", "system:unauthenticated"]) && !(variables.params.?disallowAuthenticated.orValue(false) && subject.name == "system:authenticated"))',
    messageExpression: '"the role " + object.roleRef.name + " is bound to whoever asks"',
    parameters: ["allowedRoles", "disallowAuthenticated"],
  },
  K8sDisallowedRoleBindingSubjects: {
    expression:
      `object.?subjects.orValue([]).all(subject, !${listParameter("disallowedSubjects")}.exists(one, ` +
      '["apiGroup", "kind", "name", "namespace"].all(field, !(field in one) || subject[?field].orValue("") == one[field])))',
    messageExpression: '"a subject is bound that is not allowed"',
    parameters: ["disallowedSubjects"],
  },
  ...podSecurityConstraints,
  ...uniqueConstraints,
};

/** Variables that every meaning may read. An exempt image is written whole, or with `*` at its end. */
export const constraintVariables = [
  { name: "params", expression: "has(params.spec.parameters) ? params.spec.parameters : {}" },
  { name: "anyObject", expression: "object" },
] as const;

/** The containers of a pod, less those with exempt images. */
export const containersVariable = {
  name: "containers",
  expression:
    "(object.spec.?containers.orValue([]) + object.spec.?initContainers.orValue([]) + object.spec.?ephemeralContainers.orValue([]))" +
    `.filter(c, !${listParameter("exemptImages")}.exists(one, one.endsWith("*") ? ${image}.startsWith(one.substring(0, one.size() - 1)) : ${image} == one))`,
} as const;
