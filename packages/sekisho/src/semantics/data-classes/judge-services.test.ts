import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { demandsOf, judgeServices } from "./judge-services.ts";
import { knownClasses } from "./known-classes.ts";
import { type DemandId, demandIds, type ServiceRules, type WorkloadSelector } from "./security-policy.ts";

function service(demands: readonly DemandId[], select: WorkloadSelector = { namespace: "accounts" }): ServiceRules {
  return {
    name: "accounts",
    select,
    holds: [{ name: "own", title: { en: "", ja: "" }, level: 3, demands }],
    standards: [],
  };
}

const shop: ServiceRules = {
  name: "shop",
  select: { namespace: "shop" },
  holds: [{ name: "low", title: { en: "", ja: "" }, level: 0, demands: [] }],
  standards: [],
};

function judge(text: string, services: readonly ServiceRules[], isWhole = false) {
  const { objects } = readObjects(parseYamlSource(text), { path: "all.yaml" });
  return judgeServices(createManifestSet(objects, { services, isWhole }));
}

function pod(namespace: string, spec = "", name = "web"): string {
  return `kind: Pod\napiVersion: v1\nmetadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }\nspec: { ${spec} containers: [{ name: app }] }\n`;
}

const pool = "nodeSelector: { pool: accounts },";
const taint = "tolerations: [{ key: dedicated, value: accounts, effect: NoSchedule }],";

interface Case {
  readonly name: string;
  readonly demand: DemandId;
  readonly manifests: string;
  readonly isWhole?: boolean;
  readonly expected: "met" | "missing" | "undecided";
}

describe("judgeServices", () => {
  // Decided by hand from the API's documentation, and from what files can show at all.
  test.each<Case>([
    {
      name: "nothing says whether pods encrypt",
      demand: "encryption-in-transit",
      manifests: pod("accounts"),
      expected: "undecided",
    },
    {
      name: "mutual TLS for the whole mesh",
      demand: "encryption-in-transit",
      manifests: `${pod("accounts")}---\nkind: PeerAuthentication\napiVersion: security.istio.io/v1\nmetadata: { name: a, namespace: istio-system }\nspec: { mtls: { mode: STRICT } }\n`,
      expected: "met",
    },
    {
      name: "a namespace that loosens the mesh",
      demand: "encryption-in-transit",
      manifests: `${pod("accounts")}---\nkind: PeerAuthentication\napiVersion: security.istio.io/v1\nmetadata: { name: a, namespace: istio-system }\nspec: { mtls: { mode: STRICT } }\n---\nkind: PeerAuthentication\napiVersion: security.istio.io/v1\nmetadata: { name: b, namespace: accounts }\nspec: { mtls: { mode: DISABLE } }\n`,
      expected: "missing",
    },
    {
      name: "Linkerd that takes clear text too",
      demand: "encryption-in-transit",
      manifests: `${pod("accounts")}---\nkind: Namespace\napiVersion: v1\nmetadata: { name: accounts, annotations: { linkerd.io/inject: enabled } }\n`,
      expected: "undecided",
    },
    {
      name: "Linkerd that takes only what it knows",
      demand: "encryption-in-transit",
      manifests: `${pod("accounts")}---\nkind: Namespace\napiVersion: v1\nmetadata: { name: accounts, annotations: { linkerd.io/inject: enabled, config.linkerd.io/default-inbound-policy: all-authenticated } }\n`,
      expected: "met",
    },
    {
      name: "a load balancer on port 80",
      demand: "encryption-in-transit",
      manifests: `${pod("accounts")}---\nkind: Service\napiVersion: v1\nmetadata: { name: a, namespace: accounts }\nspec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80 }] }\n`,
      expected: "missing",
    },
    { name: "no volume at all", demand: "encryption-at-rest", manifests: pod("accounts"), expected: "undecided" },
    {
      name: "a policy of Cilium alone",
      demand: "egress-limited",
      manifests: `${pod("accounts")}---\nkind: CiliumNetworkPolicy\napiVersion: cilium.io/v2\nmetadata: { name: a, namespace: accounts }\nspec: {}\n`,
      expected: "undecided",
    },
    {
      name: "a pod without namespace",
      demand: "own-namespace",
      manifests: "kind: Pod\napiVersion: v1\nmetadata: { name: web }\nspec: { containers: [] }\n",
      expected: "undecided",
    },
    {
      name: "a pool without a toleration",
      demand: "own-node-pool",
      manifests: pod("accounts", pool),
      expected: "undecided",
    },
    { name: "a pool with a taint", demand: "own-node-pool", manifests: pod("accounts", pool + taint), expected: "met" },
    {
      name: "any architecture",
      demand: "own-node-pool",
      manifests: pod("accounts", "nodeSelector: { kubernetes.io/arch: arm64 },"),
      expected: "missing",
    },
    {
      name: "a workload beside that tolerates everything",
      demand: "no-lower-class-beside",
      manifests: `${pod("accounts", pool + taint)}---\n${pod("shop", "tolerations: [{ operator: Exists }],")}`,
      expected: "missing",
    },
    {
      name: "a workload beside that is kept away by anti-affinity",
      demand: "no-lower-class-beside",
      manifests: `${pod("accounts", "affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, namespaces: [shop], labelSelector: { matchLabels: { app: web } } }] } },")}---\n${pod("shop")}`,
      expected: "undecided",
    },
    {
      name: "a workload beside of which nothing is known",
      demand: "no-lower-class-beside",
      manifests: `${pod("accounts")}---\n${pod("tools")}`,
      expected: "undecided",
    },
    {
      name: "a sandbox that nobody describes",
      demand: "sandboxed-runtime",
      manifests: pod("accounts", "runtimeClassName: strong,"),
      expected: "undecided",
    },
    {
      name: "files that do not say their cluster",
      demand: "own-cluster",
      manifests: pod("accounts"),
      expected: "undecided",
    },
    {
      name: "a cluster without others",
      demand: "own-cluster",
      manifests: `${pod("accounts")}---\n${pod("kube-system")}`,
      isWhole: true,
      expected: "met",
    },
    {
      name: "a cluster with others",
      demand: "own-cluster",
      manifests: `${pod("accounts")}---\n${pod("shop")}`,
      isWhole: true,
      expected: "missing",
    },
    { name: "no policy about images", demand: "signed-images-only", manifests: pod("accounts"), expected: "undecided" },
    {
      name: "a Secret that stands elsewhere",
      demand: "secrets-from-key-management",
      manifests: pod("accounts", "volumes: [{ name: a, secret: { secretName: b } }],"),
      expected: "undecided",
    },
  ])("$demand, $name: $expected", ({ demand, manifests, isWhole, expected }) => {
    const services = [service([demand], { namespace: "accounts" }), shop];
    const [judged] = judge(
      manifests,
      demand === "own-namespace" ? [service([demand], { kinds: ["Pod"] })] : services,
      isWhole,
    );

    expect(judged?.demands.map(({ ended }) => ended)).toEqual([expected]);
    for (const { answers } of judged?.demands ?? []) {
      for (const { message } of answers) expect(message.ja).toMatch(/[ぁ-ん]/);
    }
  });

  test("decides nothing of a service that nothing was given of", () => {
    const [judged] = judge(pod("other"), [service(demandIds)]);

    expect(judged?.templates).toEqual([]);
    expect(new Set(judged?.demands.map(({ ended }) => ended))).toEqual(new Set(["undecided"]));
  });

  test.each<{ readonly name: string; readonly select: WorkloadSelector; readonly expected: readonly string[] }>([
    { name: "a glob of namespaces", select: { namespace: "a*" }, expected: ["one", "two"] },
    { name: "labels", select: { labels: { app: "two" } }, expected: ["two"] },
    { name: "names", select: { names: ["t*"] }, expected: ["two", "three"] },
    { name: "kinds", select: { kinds: ["Deployment"] }, expected: [] },
    { name: "all conditions together", select: { namespace: "a*", names: ["t*"] }, expected: ["two"] },
  ])("selects by $name", ({ select, expected }) => {
    const manifests = [pod("a1", "", "one"), pod("a2", "", "two"), pod("b", "", "three")].join("---\n");
    const [judged] = judge(manifests, [service([], select)]);

    expect(judged?.templates.map(({ workload }) => workload.name)).toEqual(expected);
  });

  test("answers 20,000 workloads of two levels in linear time", () => {
    const manifests = Array.from({ length: 10_000 }, (_, index) => [
      pod("accounts", "", `a${index}`),
      pod("shop", "", `s${index}`),
    ]);
    const { objects } = readObjects(parseYamlSource(manifests.flat().join("---\n")), { path: "all.yaml" });
    const set = createManifestSet(objects, { services: [service(["no-lower-class-beside", "own-node-pool"]), shop] });
    const before = process.cpuUsage();
    const [judged] = judgeServices(set);
    const { user, system } = process.cpuUsage(before);

    expect(judged?.demands.map(({ ended }) => ended)).toEqual(["missing", "missing"]);
    expect(user + system).toBeLessThan(5_000_000);
  });
});

test("demandsOf names the classes and the places of the standards that demand something", () => {
  const personal = knownClasses.find(({ name }) => name === "personal") ?? knownClasses[0];
  if (personal === undefined) throw new Error("there are no known classes");
  const demands = demandsOf({ name: "a", select: {}, holds: [personal], standards: ["pci-dss", "gdpr"] });

  expect(demands.get("encryption-at-rest")).toEqual(["personal", "PCI DSS 3.5.1", "GDPR 32(1)(a)"]);
  expect(demands.has("own-cluster")).toBe(false);
});
