/** What a rule gives somebody, as `sekisho rbac … --format json` writes it. */
export interface Grant {
  /** `ServiceAccount:shop/orders`, `User:jane`, `Group:dev`. */
  readonly subject: string;
  /** Where it holds; `null` for the whole cluster. */
  readonly namespace: string | null;
  readonly binding: string;
  readonly role: string;
  readonly rule: {
    readonly verbs: readonly string[];
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly resourceNames: readonly string[];
    readonly nonResourceURLs: readonly string[];
  };
}

/** What somebody may do to one resource, and why. */
export interface PermissionRow {
  readonly id: string;
  readonly subject: string;
  readonly namespace: string | null;
  /** `deployments.apps`, `secrets`, `*`, `/healthz`. */
  readonly resource: string;
  readonly resourceNames: readonly string[];
  /** In the order of `commonVerbs`, then all others by name. */
  readonly verbs: readonly string[];
  readonly why: readonly { readonly binding: string; readonly role: string }[];
}

/** Verbs that stand in columns of their own. */
export const commonVerbs = ["get", "list", "watch", "create", "update", "patch", "delete"] as const;

/** Gives a row for each subject, place and resource: rules that say the same are joined. */
export function permissionRows(grants: readonly Grant[]): readonly PermissionRow[] {
  const rows = new Map<string, PermissionRow>();
  for (const grant of grants) {
    for (const resource of resourcesOf(grant)) {
      const { subject, namespace, binding, role, rule } = grant;
      const id = JSON.stringify([subject, namespace, resource, rule.resourceNames]);
      const known = rows.get(id);
      const why = known?.why ?? [];
      const isKnown = why.some((one) => one.binding === binding && one.role === role);
      rows.set(id, {
        id,
        subject,
        namespace,
        resource,
        resourceNames: rule.resourceNames,
        verbs: inOrder(new Set([...(known?.verbs ?? []), ...rule.verbs])),
        why: isKnown ? why : [...why, { binding, role }],
      });
    }
  }
  return [...rows.values()];
}

/** Tells whether a row lets somebody do this: `*` is everything. */
export function allows({ verbs }: PermissionRow, verb: string): boolean {
  return verbs.includes(verb) || verbs.includes("*");
}

function resourcesOf({ rule: { apiGroups, resources, nonResourceURLs } }: Grant): readonly string[] {
  const named = resources.flatMap((resource) =>
    apiGroups.map((group) => (group === "" || resource === "*" ? resource : `${resource}.${group}`)),
  );
  return [...new Set([...named, ...nonResourceURLs])];
}

function inOrder(verbs: ReadonlySet<string>): readonly string[] {
  const common = commonVerbs.filter((verb) => verbs.has(verb));
  const known = new Set<string>(commonVerbs);
  return [...common, ...[...verbs].filter((verb) => !known.has(verb)).toSorted()];
}
