import type { ImportedTarget } from "../../importers/define.ts";
import type { Target } from "../../model/report.ts";
import {
  familiarName,
  familiarRepository,
  parseImageReference,
} from "../../semantics/image-reference/image-reference.ts";
import { localTarget } from "./local-path.ts";

/** The targets of a run: what several documents call by different names is one. */
export class ImportTargets<Kept> {
  readonly #byName = new Map<string, KnownTarget<Kept>[]>();
  readonly #byDigest = new Map<string, KnownTarget<Kept>>();
  readonly #known = new Map<string, KnownTarget<Kept>>();
  readonly #create: () => Kept;
  readonly #workingDirectory: string | undefined;
  readonly list: KnownTarget<Kept>[] = [];

  /**
   * @param create Makes what is kept for a target.
   * @param workingDirectory Absolute; files below it are named relative to it.
   */
  constructor(create: () => Kept, workingDirectory?: string) {
    this.#create = create;
    this.#workingDirectory = workingDirectory;
  }

  /** Finds a target, or takes it in. */
  find(told: ImportedTarget): KnownTarget<Kept> {
    const asTold = `${told.kind}\n${told.name}\n${told.digest ?? ""}`;
    const known = this.#known.get(asTold) ?? this.#match(familiarTarget(localTarget(told, this.#workingDirectory)));
    this.#known.set(asTold, known);
    if (known.target.distribution === undefined && told.distribution !== undefined) {
      known.target = { ...known.target, distribution: told.distribution };
    }
    return known;
  }

  #match(target: Target): KnownTarget<Kept> {
    const { kind, name, digest } = target;
    const named = this.#byName.get(`${kind}\n${name}`) ?? [];
    const found =
      named.find((one) => digest === undefined || one.target.digest === undefined || one.target.digest === digest) ??
      this.#findByDigest(target);
    if (found === undefined) return this.#add(target);
    if (found.target.digest === undefined && digest !== undefined) {
      found.target = { ...found.target, digest };
      this.#byDigest.set(digest, found);
    }
    return found;
  }

  /** An image by its digest: of the same repository, whatever its tag. */
  #findByDigest({ kind, name, digest }: Target): KnownTarget<Kept> | undefined {
    if (kind !== "image" || digest === undefined) return undefined;
    const found = this.#byDigest.get(digest);
    return found !== undefined && repositoryOf(found.target.name) === repositoryOf(name) ? found : undefined;
  }

  #add(target: Target): KnownTarget<Kept> {
    const known: KnownTarget<Kept> = { target, kept: this.#create() };
    const key = `${target.kind}\n${target.name}`;
    this.#byName.set(key, [...(this.#byName.get(key) ?? []), known]);
    if (target.digest !== undefined && !this.#byDigest.has(target.digest)) this.#byDigest.set(target.digest, known);
    this.list.push(known);
    return known;
  }
}

/** A target with what is kept for it. */
export interface KnownTarget<Kept> {
  target: Target;
  readonly kept: Kept;
}

/** Gives an image the name that people write: without `docker.io/library/`, without a digest behind a tag. */
export function familiarTarget(target: Target): Target {
  if (target.kind !== "image") return target;
  const reference = parseImageReference(target.name);
  if (reference === undefined) return target;
  const { tag, digest } = reference;
  const hasDigest = digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest);
  return {
    ...target,
    name: familiarName(tag === undefined ? reference : { ...reference, digest: undefined }),
    ...(target.digest === undefined && hasDigest ? { digest } : {}),
  };
}

function repositoryOf(name: string): string {
  const reference = parseImageReference(name);
  return reference === undefined ? name : familiarRepository(reference);
}
