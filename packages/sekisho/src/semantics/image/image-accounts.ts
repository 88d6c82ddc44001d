import type { AccountFact, GroupFact, ShadowFact } from "../../model/fact.ts";
import type { ImageContent, PlacedFact } from "./image-content.ts";

/** A line of an account file with its place. */
export interface PlacedLine<Fact> {
  readonly fact: Fact;
  readonly path: string;
  readonly layer: number;
  readonly line: number;
}

/** Accounts and groups as a container sees them. */
export interface ImageAccounts {
  readonly users: readonly PlacedLine<AccountFact>[];
  readonly groups: readonly PlacedLine<GroupFact>[];
  /** The lines of the shadow file, by name; of several lines of one name the first counts, as in getspnam(3). */
  readonly shadows: ReadonlyMap<string, PlacedLine<ShadowFact>>;
  /** True when there is a file of accounts: without one a name means nothing. */
  readonly isKnown: boolean;
}

const accountsByFacts = new WeakMap<readonly PlacedFact[], ImageAccounts>();

/** Gives the accounts of an image. */
export function accountsOf({ facts }: Pick<ImageContent, "facts">): ImageAccounts {
  const known = accountsByFacts.get(facts);
  if (known !== undefined) return known;
  const accounts = readAccounts(facts);
  accountsByFacts.set(facts, accounts);
  return accounts;
}

function readAccounts(facts: readonly PlacedFact[]): ImageAccounts {
  const users: PlacedLine<AccountFact>[] = [];
  const groups: PlacedLine<GroupFact>[] = [];
  const shadows = new Map<string, PlacedLine<ShadowFact>>();
  for (const { fact, path, layer } of facts) {
    if (fact.kind === "account") users.push({ fact, path, layer, line: fact.line });
    else if (fact.kind === "group") groups.push({ fact, path, layer, line: fact.line });
    else if (fact.kind === "shadow" && path.endsWith("etc/shadow") && !shadows.has(fact.name))
      shadows.set(fact.name, { fact, path, layer, line: fact.line });
  }
  return { users, groups, shadows, isKnown: users.length > 0 };
}

/** The password of an account, with the line that says it. */
export interface AccountPassword {
  readonly user: PlacedLine<AccountFact>;
  readonly state: "empty" | "locked" | "set";
  /** The scheme of a password that is set, as crypt(5) names it. */
  readonly scheme?: string;
  readonly source: PlacedLine<AccountFact | ShadowFact>;
}

/**
 * Gives the password of every account: that of the shadow file where the account refers to it. One that refers to a line
 * that is not there is locked. Source: passwd(5), shadow(5).
 */
export function passwordsOf(accounts: ImageAccounts): readonly AccountPassword[] {
  return accounts.users.map((user): AccountPassword => {
    const { name, password } = user.fact;
    const shadow = accounts.shadows.get(name);
    if (password !== "shadow") return { user, state: password, source: user, ...schemeOf(user.fact) };
    if (shadow === undefined) return { user, state: "locked", source: user };
    return { user, state: shadow.fact.password, source: shadow, ...schemeOf(shadow.fact) };
  });
}

function schemeOf({ scheme }: AccountFact | ShadowFact): { readonly scheme?: string } {
  return scheme === undefined ? {} : { scheme };
}

/** Finds the account that a value of USER names; a number that no line has is no account. */
export function findAccount(accounts: ImageAccounts, user: string): AccountFact | undefined {
  const byName = accounts.users.find(({ fact }) => fact.name === user);
  if (byName !== undefined) return byName.fact;
  if (!/^\d+$/.test(user)) return undefined;
  return accounts.users.find(({ fact }) => fact.userId === Number(user))?.fact;
}
