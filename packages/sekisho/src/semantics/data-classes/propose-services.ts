import { describeObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { WorkloadSelector } from "./security-policy.ts";

/** A service that the names of a set speak for. */
export interface ProposedService {
  readonly name: string;
  readonly select: WorkloadSelector;
  readonly workloads: readonly string[];
  /** What its names say it holds; `undefined` when they say nothing. */
  readonly holds: string | undefined;
}

/** Words in names, and the class of data that they speak for: the most sensitive class first. */
const hints: readonly { readonly holds: string; readonly words: readonly string[] }[] = [
  {
    holds: "payment",
    words: ["pay", "payment", "payments", "billing", "card", "cards", "checkout", "invoice", "kessai"],
  },
  {
    holds: "member",
    words: ["account", "accounts", "auth", "identity", "login", "member", "members", "sso", "user", "users"],
  },
  {
    holds: "personal",
    words: ["address", "crm", "customer", "customers", "order", "orders", "patient", "patients", "profile"],
  },
  { holds: "anonymous", words: ["catalog", "catalogue", "docs", "frontend", "landing", "search", "static", "website"] },
];

/** Namespaces that belong to the cluster, and hold no service of the user. */
const systemNamespaces = /^(?:kube-.*|.*-system|cert-manager|monitoring|ingress-nginx)$/;

/**
 * Proposes a service for every namespace that is written, and one for every application where none is: by the label
 * `app.kubernetes.io/part-of`, else by the workload's name.
 */
export function proposeServices(set: ManifestSet): readonly ProposedService[] {
  const groups = new Map<
    string,
    { readonly name: string; readonly select: WorkloadSelector; templates: PodTemplate[] }
  >();
  for (const template of set.templates) {
    if (systemNamespaces.test(template.workload.namespace)) continue;
    const { name, select } = groupOf(template);
    const key = JSON.stringify(select);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { name, select, templates: [template] });
    else known.templates.push(template);
  }
  const taken = new Set<string>();
  return [...groups.values()].flatMap(({ name, select, templates }) => {
    // A name says one service; that of a namespace comes before that of an application.
    if (name === "" || taken.has(name)) return [];
    taken.add(name);
    const names = [name, ...templates.map(({ workload }) => workload.name)];
    return [
      { name, select, workloads: templates.map(({ workload }) => describeObject(workload)), holds: findHint(names) },
    ];
  });
}

const partOf = "app.kubernetes.io/part-of";

function groupOf({ workload, labels }: PodTemplate): { readonly name: string; readonly select: WorkloadSelector } {
  if (workload.hasNamespace && workload.namespace !== "default") {
    return { name: workload.namespace, select: { namespace: workload.namespace } };
  }
  const application = labels[partOf] ?? workload.labels[partOf];
  if (application !== undefined && application !== "") {
    return { name: application, select: { labels: { [partOf]: application } } };
  }
  return { name: workload.name, select: { names: [workload.name] } };
}

function findHint(names: readonly string[]): string | undefined {
  const words = new Set(names.flatMap((name) => name.toLowerCase().split(/[^a-z]/)));
  return hints.find((hint) => hint.words.some((word) => words.has(word)))?.holds;
}
