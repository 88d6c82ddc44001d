/** What a kind of constraint demands, in CEL: `variables.params` are the constraint's parameters. */
export interface ConstraintMeaning {
  /** What is true of an object that the constraint allows. */
  readonly expression: string;
  /** Gives the message, as a text. */
  readonly messageExpression: string;
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  /** Parameters that the meaning knows; with any other the constraint is not translated. */
  readonly parameters: readonly string[];
}

/** Expressions over the containers of a pod that no parameter exempts, as `c`. */
function eachContainer(
  condition: string,
  message: string,
  parameters: readonly string[] = [],
  variables: readonly { readonly name: string; readonly expression: string }[] = [],
): ConstraintMeaning {
  return {
    variables: [
      ...variables,
      {
        name: "refused",
        expression: `variables.containers.filter(c, !(${condition})).map(c, string(c.?name.orValue("")))`,
      },
    ],
    expression: "variables.containers.all(c, " + condition + ")",
    messageExpression: `"${message}: " + variables.refused.join(", ")`,
    parameters: ["exemptImages", ...parameters],
  };
}

function listParameter(name: string): string {
  return `variables.params.?${name}.orValue([])`;
}

/** Every container has both kinds of resources below a maximum. */
function resourcesBelow(field: "limits" | "requests"): ConstraintMeaning {
  const below = (name: string) =>
    `(!has(variables.params.${name}) || (c.?resources.?${field}.?${name}.hasValue() && isQuantity(string(c.resources.${field}.${name})) && ` +
    `quantity(string(c.resources.${field}.${name})).compareTo(quantity(string(variables.params.${name}))) <= 0))`;
  return eachContainer(`${below("cpu")} && ${below("memory")}`, `${field} are missing or too high`, ["cpu", "memory"]);
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
  K8sPSPAutomountServiceAccountTokenPod: {
    expression: "!object.spec.?automountServiceAccountToken.orValue(true)",
    messageExpression: '"the token of the service account is mounted"',
    parameters: [],
  },
  K8sPSPPrivilegedContainer: eachContainer("!c.?securityContext.?privileged.orValue(false)", "privileged container"),
  K8sPSPAllowPrivilegeEscalationContainer: eachContainer(
    "!c.?securityContext.?allowPrivilegeEscalation.orValue(true)",
    "container that may gain privileges",
  ),
  K8sPSPReadOnlyRootFilesystem: eachContainer(
    "c.?securityContext.?readOnlyRootFilesystem.orValue(false)",
    "container with a writable root file system",
  ),
  K8sPSPHostNamespace: {
    expression: "!object.spec.?hostPID.orValue(false) && !object.spec.?hostIPC.orValue(false)",
    messageExpression: '"the pod shares process identifiers or IPC with its node"',
    parameters: [],
  },
  K8sPSPHostNetworkingPorts: eachContainer(
    "(variables.params.?hostNetwork.orValue(false) || !object.spec.?hostNetwork.orValue(false)) && c.?ports.orValue([]).all(port, !has(port.hostPort) || (port.hostPort >= variables.params.?min.orValue(0) && port.hostPort <= variables.params.?max.orValue(0)))",
    "network or ports of the node",
    ["hostNetwork", "min", "max"],
  ),
  K8sPSPCapabilities: eachContainer(
    `(("*" in ${listParameter("allowedCapabilities")}) || c.?securityContext.?capabilities.?add.orValue([]).all(one, one in ${listParameter("allowedCapabilities")})) && ` +
      `(("ALL" in c.?securityContext.?capabilities.?drop.orValue([])) || ${listParameter("requiredDropCapabilities")}.all(one, one in c.?securityContext.?capabilities.?drop.orValue([])))`,
    "capabilities are added that are not allowed, or kept that have to be dropped",
    ["allowedCapabilities", "requiredDropCapabilities"],
  ),
  K8sPSPVolumeTypes: {
    expression: `("*" in ${listParameter("volumes")}) || object.spec.?volumes.orValue([]).all(volume, volume.all(field, field == "name" || field in ${listParameter("volumes")}))`,
    messageExpression: '"a volume has a type that is not allowed"',
    parameters: ["volumes"],
  },
  K8sPSPHostFilesystem: {
    expression:
      `object.spec.?volumes.orValue([]).filter(volume, has(volume.hostPath)).all(volume, ${listParameter("allowedHostPaths")}.exists(allowed, ` +
      `(volume.hostPath.path == allowed.pathPrefix || volume.hostPath.path.startsWith(allowed.pathPrefix.endsWith("/") ? allowed.pathPrefix : allowed.pathPrefix + "/")) && ` +
      `(!allowed.?readOnly.orValue(false) || variables.containers.all(c, c.?volumeMounts.orValue([]).all(mount, mount.name != volume.name || mount.?readOnly.orValue(false))))))`,
    messageExpression: '"a path of the node is mounted that is not allowed"',
    parameters: ["allowedHostPaths", "exemptImages"],
  },
  K8sPSPProcMount: eachContainer(
    'variables.params.?procMount.orValue("Default").lowerAscii() == "unmasked" || c.?securityContext.?procMount.orValue("Default").lowerAscii() == "default"',
    "unmasked /proc",
    ["procMount"],
  ),
  K8sPSPForbiddenSysctls: {
    expression: `object.spec.?securityContext.?sysctls.orValue([]).all(one, !${listParameter("forbiddenSysctls")}.exists(name, name == "*" || name == one.name || (name.endsWith("*") && one.name.startsWith(name.substring(0, name.size() - 1)))) && (!has(variables.params.allowedSysctls) || variables.params.allowedSysctls.exists(name, name == "*" || name == one.name || (name.endsWith("*") && one.name.startsWith(name.substring(0, name.size() - 1))))))`,
    messageExpression: '"a sysctl is set that is not allowed"',
    parameters: ["forbiddenSysctls", "allowedSysctls"],
  },
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
