import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { permissionGraphOf } from "./create-permission-graph.ts";
import { type EscalationPath, escalationMapOf } from "./escalation-paths.ts";
import { parsePrincipal } from "./principal.ts";

const rbac = "rbac.authorization.k8s.io";
const rbacV1 = `apiVersion: ${rbac}/v1`;

interface Written {
  readonly name: string;
  /** `GROUP RESOURCES VERBS [NAMES]`; `core` for the core group. */
  readonly rules: readonly string[];
  /** Where the role is bound; everywhere when left out. */
  readonly namespace?: string;
  /** More documents. */
  readonly others?: string;
  readonly kubernetesMinor?: number;
  /** Techniques of the shortest way that begins with the first one; empty when there is none. */
  readonly expected: readonly string[];
}

function pathsOf({ rules, namespace, others, kubernetesMinor }: Omit<Written, "name" | "expected">) {
  const written = rules.map((rule) => {
    const [group = "", resources = "", verbs = "", names] = rule.split(" ");
    const limit = names === undefined ? "" : `, resourceNames: ["${names}"]`;
    return `  - { apiGroups: ["${group === "core" ? "" : group}"], resources: [${resources}], verbs: [${verbs}]${limit} }`;
  });
  const binding =
    namespace === undefined
      ? `kind: ClusterRoleBinding\nmetadata: { name: mine }`
      : `kind: RoleBinding\nmetadata: { name: mine, namespace: ${namespace} }`;
  const text = `${rbacV1}
kind: ClusterRole
metadata: { name: mine }
rules:
${written.join("\n")}
---
${rbacV1}
${binding}
roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: mine }
subjects: [{ kind: ServiceAccount, namespace: shop, name: web }]
${others === undefined ? "" : `---\n${others}`}`;
  const { objects } = readObjects(parseYamlSource(text), { path: "a.yaml" });
  const facts = kubernetesMinor === undefined ? {} : { kubernetesMinor };
  const principal = parsePrincipal("ServiceAccount:shop/web");
  if (principal === undefined) throw new Error("no principal");
  return escalationMapOf(permissionGraphOf(createManifestSet(objects, facts))).pathsFrom(principal);
}

function techniquesOf(path: EscalationPath | undefined): readonly string[] {
  return path?.map(({ technique }) => technique) ?? [];
}

/** A service account with everything, in the namespace that the subject has something in. */
const powerful = `${rbacV1}
kind: ClusterRoleBinding
metadata: { name: powerful }
roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, namespace: shop, name: boss }]
`;

const pod = (kind: string, name: string) => `---
apiVersion: ${kind === "Pod" ? "v1" : "apps/v1"}
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec: ${kind === "Pod" ? "{ serviceAccountName: boss, containers: [] }" : "{ template: { spec: { serviceAccountName: boss, containers: [] } } }"}
`;

const token = `---
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata: { name: boss-token, namespace: shop, annotations: { kubernetes.io/service-account.name: boss } }
`;

const guarded = `---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted } }
`;

describe("ways to a cluster administrator", () => {
  // Each is a risk of the Kubernetes documentation, "Role Based Access Control Good Practices", or a protection of
  // "Using RBAC Authorization", "User impersonation" and "Certificate Signing Requests".
  test.each<Written>([
    { name: "nothing", rules: ["core pods get"], expected: [] },
    { name: "administrator already", rules: ['* "*" "*"'], expected: ["administer"] },
    { name: "everything in a namespace only", rules: ['* "*" "*"'], namespace: "shop", expected: [] },
    { name: "impersonates any group", rules: ["core groups,users impersonate"], expected: ["impersonate-group"] },
    { name: "a group without a user cannot be named", rules: ["core groups impersonate"], expected: [] },
    {
      name: "impersonates a harmless group",
      rules: ["core users impersonate x", "core groups impersonate dev"],
      expected: [],
    },
    {
      name: "impersonates a group of administrators",
      rules: ["core users impersonate x", "core groups impersonate dev"],
      others: powerful.replace("kind: ServiceAccount, namespace: shop, name: boss", "kind: Group, name: dev"),
      expected: ["impersonate-group", "administer"],
    },
    {
      name: "impersonates the masters by name",
      rules: ["core users,groups impersonate system:masters"],
      expected: ["impersonate-group"],
    },
    {
      name: "impersonates the service account of a namespace",
      rules: ["core serviceaccounts impersonate"],
      namespace: "shop",
      others: powerful,
      expected: ["impersonate-account", "administer"],
    },
    {
      name: "impersonates another one",
      rules: ["core serviceaccounts impersonate other"],
      namespace: "shop",
      others: powerful,
      expected: [],
    },
    {
      name: "binds itself",
      rules: [`${rbac} clusterroles bind`, `${rbac} clusterrolebindings create`],
      expected: ["bind-cluster-admin"],
    },
    { name: "may bind, but not write bindings", rules: [`${rbac} clusterroles bind`], expected: [] },
    {
      name: "may write bindings, of own permissions only",
      rules: [`${rbac} clusterrolebindings create`],
      expected: [],
    },
    {
      name: "may bind a harmless role",
      rules: [`${rbac} clusterroles bind view`, `${rbac} clusterrolebindings create`],
      expected: [],
    },
    {
      name: "may bind the worst role",
      rules: [`${rbac} clusterroles bind cluster-admin`, `${rbac} clusterrolebindings create`],
      expected: ["bind-cluster-admin"],
    },
    {
      name: "binds itself in a namespace",
      rules: [`${rbac} clusterroles bind admin`, `${rbac} rolebindings create`],
      namespace: "shop",
      others: powerful,
      expected: ["bind-in-namespace", "administer"],
    },
    { name: "raises its own role", rules: [`${rbac} clusterroles escalate,update`], expected: ["escalate-own-role"] },
    { name: "may escalate, but not change roles", rules: [`${rbac} clusterroles escalate`], expected: [] },
    { name: "may change roles, but not escalate", rules: [`${rbac} clusterroles update,create`], expected: [] },
    {
      name: "creates pods beside a powerful service account",
      rules: ["core pods create"],
      namespace: "shop",
      others: powerful + guarded,
      expected: ["create-workload", "administer"],
    },
    { name: "creates pods beside nobody", rules: ["core pods create"], namespace: "shop", expected: [] },
    {
      name: "creates pods everywhere, in kube-system too",
      rules: ["batch jobs create"],
      expected: ["create-workload", "escalate-own-role"],
    },
    {
      name: "creates privileged pods, and finds a token of another namespace on the node",
      rules: ["apps deployments create"],
      namespace: "test",
      others: powerful + pod("Deployment", "boss"),
      expected: ["privileged-pod", "administer"],
    },
    {
      name: "Pod Security refuses privileged pods",
      rules: ["apps deployments create"],
      namespace: "shop",
      others:
        powerful.replace("namespace: shop", "namespace: other") +
        guarded +
        pod("Deployment", "boss").replaceAll("shop", "other"),
      expected: [],
    },
    {
      name: "a volume of the node's files passes Pod Security",
      rules: ["core persistentvolumes,pods create"],
      others: powerful + guarded + pod("Deployment", "boss"),
      expected: ["create-workload", "administer"],
    },
    {
      name: "changes a workload",
      rules: ["apps statefulsets patch db"],
      namespace: "shop",
      others: powerful + guarded,
      expected: ["change-workload", "administer"],
    },
    {
      name: "runs commands in a pod",
      rules: ["core pods/exec create"],
      namespace: "shop",
      others: powerful + pod("Deployment", "boss"),
      expected: ["exec", "administer"],
    },
    {
      name: "no pod runs as the powerful one",
      rules: ["core pods/exec create"],
      namespace: "shop",
      others: powerful,
      expected: [],
    },
    {
      name: "no token is mounted",
      rules: ["core pods/exec create"],
      namespace: "shop",
      others: powerful + pod("Pod", "boss").replace("containers", "automountServiceAccountToken: false, containers"),
      expected: [],
    },
    {
      name: "runs commands in one pod",
      rules: ["core pods/exec create boss"],
      namespace: "shop",
      others: powerful + pod("Pod", "boss"),
      expected: ["exec", "administer"],
    },
    {
      name: "runs commands in the first pod of a stateful set",
      rules: ["core pods/exec create db-0"],
      namespace: "shop",
      others: powerful + pod("StatefulSet", "db"),
      expected: ["exec", "administer"],
    },
    {
      name: "runs commands in another pod",
      rules: ["core pods/exec create web"],
      namespace: "shop",
      others: powerful + pod("Pod", "boss"),
      expected: [],
    },
    {
      name: "get was enough to run commands before 1.35",
      rules: ["core pods/exec get"],
      others: powerful + pod("Pod", "boss"),
      kubernetesMinor: 34,
      expected: ["exec", "administer"],
    },
    {
      name: "get is not enough from 1.35 on",
      rules: ["core pods/exec get"],
      others: powerful + pod("Pod", "boss"),
      kubernetesMinor: 35,
      expected: [],
    },
    {
      name: "adds a container to a pod",
      rules: ["core pods/ephemeralcontainers patch"],
      namespace: "shop",
      others: powerful + pod("Pod", "boss"),
      expected: ["debug-container", "administer"],
    },
    {
      name: "reads a token",
      rules: ["core secrets list"],
      namespace: "shop",
      others: powerful + token,
      expected: ["read-token-secret", "administer"],
    },
    {
      name: "reads another Secret",
      rules: ["core secrets get other"],
      namespace: "shop",
      others: powerful + token,
      expected: [],
    },
    {
      name: "there is no token to read",
      rules: ["core secrets get"],
      namespace: "shop",
      others: powerful,
      expected: [],
    },
    {
      name: "lets a token be written",
      rules: ["core secrets create,get"],
      namespace: "shop",
      others: powerful,
      expected: ["create-token-secret", "administer"],
    },
    {
      name: "creates a token",
      rules: ["core serviceaccounts/token create boss"],
      namespace: "shop",
      others: powerful,
      expected: ["create-token", "administer"],
    },
    {
      name: "reaches the kubelet",
      rules: ["core nodes/proxy get"],
      others: powerful + pod("Pod", "boss"),
      expected: ["reach-kubelet", "administer"],
    },
    {
      name: "issues a certificate",
      rules: [
        "certificates.k8s.io certificatesigningrequests create",
        "certificates.k8s.io certificatesigningrequests/approval update",
        "certificates.k8s.io signers approve kubernetes.io/kube-apiserver-client",
      ],
      others: powerful.replace("kind: ServiceAccount, namespace: shop, name: boss", "kind: User, name: boss"),
      expected: ["issue-certificate", "administer"],
    },
    {
      name: "may approve for another signer",
      rules: [
        "certificates.k8s.io certificatesigningrequests create",
        "certificates.k8s.io certificatesigningrequests/approval update",
        "certificates.k8s.io signers approve example.com/serving",
      ],
      expected: [],
    },
    {
      name: "changes new pods by a webhook",
      rules: ["admissionregistration.k8s.io mutatingwebhookconfigurations patch"],
      others: powerful,
      expected: ["change-requests", "administer"],
    },
    {
      name: "a power of the cluster does not come by a RoleBinding",
      rules: ["core nodes/proxy get"],
      namespace: "shop",
      others: powerful + pod("Pod", "boss"),
      expected: [],
    },
  ])("$name", ({ expected, ...written }) => {
    expect(techniquesOf(pathsOf(written)[0])).toEqual(expected);
  });

  test("the steps are chained: each begins where the one before ended", () => {
    const paths = pathsOf({ rules: ["batch jobs create", "core secrets get,create"] });

    expect(paths.length).toBeGreaterThan(1);
    for (const path of paths) {
      const starts = path.map(({ from }) => from);
      const ends = path.map(({ to }) => to);
      expect([...starts, "cluster-admin"]).toEqual(["ServiceAccount:shop/web", ...ends]);
    }
  });

  test("a cluster administrator has no further way", () => {
    const paths = pathsOf({
      rules: ["* '*' '*'", "core pods create", "core serviceaccounts impersonate boss"],
      others: powerful + pod("Pod", "p"),
    });

    expect(paths.map(techniquesOf)).toEqual([["administer"]]);
  });

  test("finds its way through a ring of service accounts that impersonate each other", () => {
    const size = 200;
    const ring = Array.from(
      { length: size },
      (_, index) => `${rbacV1}
kind: Role
metadata: { name: r${index}, namespace: shop }
rules: [{ apiGroups: [""], resources: [serviceaccounts], verbs: [impersonate], resourceNames: [a${(index + 1) % size}] }]
---
${rbacV1}
kind: RoleBinding
metadata: { name: r${index}, namespace: shop }
roleRef: { apiGroup: ${rbac}, kind: Role, name: r${index} }
subjects: [{ kind: ServiceAccount, name: a${index} }]
---
`,
    ).join("");
    const others = `${ring}${powerful.replace("name: boss", `name: a${size - 1}`)}`;

    const [path] = pathsOf({ rules: ["core serviceaccounts impersonate a0"], namespace: "shop", others });

    // From a0 to a199 one after the other, before that the step to a0, after it being administrator.
    expect(path).toHaveLength(size + 1);
  });
});
