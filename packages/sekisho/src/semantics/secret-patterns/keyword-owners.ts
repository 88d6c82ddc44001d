import { createKeywordMatcher, type KeywordMatcher } from "./keyword-matcher.ts";

/** A text that shows that a kind of secret may be near, and the number of the kind. */
interface OwnedKeyword {
  readonly text: string;
  readonly owner: number;
}

/** Finds who asks for keywords that a text holds. */
export interface KeywordOwners {
  /** For bytes of any size; made on first use. */
  readonly matcher: KeywordMatcher;
  /** Gives the owners of all keywords in a text, ascending. */
  in(text: string): readonly number[];
}

/** From so many characters on a matcher has saved the time that it takes to make: five milliseconds of a cold start. */
const manyCharacters = 8_192;

/**
 * Prepares keywords to be looked for, capital letters exactly, others in any case. Each is looked for by itself until there
 * were many texts: a scan of one Dockerfile has a few short ones.
 */
export function createKeywordOwners(keywords: readonly OwnedKeyword[]): KeywordOwners {
  let matcher: KeywordMatcher | undefined;
  let asked = 0;
  const getMatcher = (): KeywordMatcher => (matcher ??= createKeywordMatcher(keywords));
  return {
    get matcher() {
      return getMatcher();
    },
    in: (text) => {
      asked += text.length;
      const isPlain = matcher === undefined && asked < manyCharacters && !/[^\0-\x7f]/.test(text);
      const owners = isPlain ? searchEach(keywords, text) : searchAll(getMatcher(), text);
      return owners.size === 0 ? none : [...owners].toSorted((left, right) => left - right);
    },
  };
}

const none: readonly number[] = [];
const noOwners: ReadonlySet<number> = new Set();

function searchEach(keywords: readonly OwnedKeyword[], text: string): ReadonlySet<number> {
  const owners = new Set<number>();
  const small = text.toLowerCase();
  for (const { text: keyword, owner } of keywords) {
    const isThere = keyword === keyword.toLowerCase() ? small.includes(keyword) : text.includes(keyword);
    if (isThere) owners.add(owner);
  }
  return owners;
}

function searchAll(matcher: KeywordMatcher, text: string): ReadonlySet<number> {
  let owners: Set<number> | undefined;
  const bytes = Buffer.from(text, "latin1");
  matcher.scan(bytes, { from: 0, to: bytes.length, length: bytes.length }, (owner) => {
    owners ??= new Set();
    owners.add(owner);
  });
  return owners ?? noOwners;
}
