/** Who may be allowed something. */
export type PrincipalKind = "User" | "Group" | "ServiceAccount";

/** A user, a group or a service account. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** Of a service account; empty for users and groups. */
  readonly namespace: string;
  readonly name: string;
}

/** The group that passes every check of the API server. */
export const mastersGroup = "system:masters";
const authenticatedGroup = "system:authenticated";
const unauthenticatedGroup = "system:unauthenticated";
const anonymousUser = "system:anonymous";
/** Every service account of every namespace is a member. */
const serviceAccountsGroup = "system:serviceaccounts";

const accountPrefix = "system:serviceaccount:";
const accountsPrefix = `${serviceAccountsGroup}:`;

/** Names a principal as reports and calls do: `User:jane`, `Group:dev`, `ServiceAccount:shop/web`. */
export function describePrincipal({ kind, namespace, name }: Principal): string {
  return kind === "ServiceAccount" ? `${kind}:${namespace}/${name}` : `${kind}:${name}`;
}

/** Gives a principal; a user with the name of a service account is that account. */
export function toPrincipal(kind: PrincipalKind, name: string, namespace = ""): Principal {
  if (kind !== "User") return { kind, namespace: kind === "Group" ? "" : namespace, name };
  const account = findAccount(name);
  return account ?? { kind, namespace: "", name };
}

/** Source: Kubernetes documentation, "Authenticating", Service account tokens: `system:serviceaccount:NAMESPACE:NAME`. */
function findAccount(userName: string): Principal | undefined {
  if (!userName.startsWith(accountPrefix)) return undefined;
  const [namespace = "", name = "", ...rest] = userName.slice(accountPrefix.length).split(":");
  if (namespace === "" || name === "" || rest.length > 0) return undefined;
  return { kind: "ServiceAccount", namespace, name };
}

/** Reads `User:jane`, `Group:dev`, `ServiceAccount:shop/web` or a service account's user name; `undefined` for others. */
export function parsePrincipal(written: string): Principal | undefined {
  const account = findAccount(written);
  if (account !== undefined) return account;
  const colon = written.indexOf(":");
  const kind = principalKinds.get(written.slice(0, Math.max(colon, 0)).toLowerCase());
  const name = written.slice(colon + 1);
  if (kind === undefined || name === "") return undefined;
  if (kind !== "ServiceAccount") return toPrincipal(kind, name);
  const slash = name.indexOf("/");
  const namespace = name.slice(0, Math.max(slash, 0));
  const own = name.slice(slash + 1);
  return namespace === "" || own === "" || own.includes("/") ? undefined : { kind, namespace, name: own };
}

const principalKinds: ReadonlyMap<string, PrincipalKind> = new Map([
  ["user", "User"],
  ["group", "Group"],
  ["serviceaccount", "ServiceAccount"],
  ["sa", "ServiceAccount"],
]);

/**
 * Gives the groups that everyone of a kind is a member of by what they are. Groups that a certificate or an identity
 * provider gives to a user are not known here.
 *
 * Source: Kubernetes documentation, "Authenticating", Anonymous requests and Service account tokens.
 */
export function groupsOf({ kind, namespace, name }: Principal): readonly Principal[] {
  if (kind === "ServiceAccount") {
    return [serviceAccountsGroup, `${accountsPrefix}${namespace}`, authenticatedGroup].map(toGroup);
  }
  if (kind === "User") return [toGroup(name === anonymousUser ? unauthenticatedGroup : authenticatedGroup)];
  if (name === authenticatedGroup || name === unauthenticatedGroup) return [];
  const others = name.startsWith(accountsPrefix) ? [serviceAccountsGroup, authenticatedGroup] : [authenticatedGroup];
  return others.map(toGroup);
}

function toGroup(name: string): Principal {
  return { kind: "Group", namespace: "", name };
}
