import type { ImageReference } from "../image-reference/image-reference.ts";
import type { Alternative } from "./base-image.ts";
import type { RepositoryFacts } from "./repository-facts.ts";
import type { TagFacts } from "./tag-facts.ts";

/** Words of a tag that say that it is small already, or no place for a smaller one. */
const smallWords = [
  "slim",
  "minimal",
  "micro",
  "distroless",
  "chiseled",
  "nanoserver",
  "windowsservercore",
  "onbuild",
] as const;

/** Gives smaller and safer images of the same purpose for one tag. */
export function alternativesOf(
  reference: ImageReference,
  name: string,
  facts: RepositoryFacts,
  tag: TagFacts,
): readonly Alternative[] {
  if (tag.system === "windows" || tag.system === "none") return [];
  const found: Alternative[] = [];
  const slim = facts.slim === undefined ? undefined : slimTag(reference.tag ?? "latest", tag, facts);
  if (slim !== undefined) {
    const repository = reference.text.slice(0, reference.written.repository.end);
    found.push({ kind: "slimmer", reference: `${repository}:${slim}`, megabytes: facts.slimMegabytes });
  }
  const distroless = distrolessFor(facts, tag);
  if (distroless !== undefined && distroless !== name) {
    found.push({ kind: "distroless", reference: `${distroless}:nonroot`, megabytes: undefined });
  }
  if (facts.unprivilegedImage !== undefined) {
    found.push({
      kind: "unprivileged",
      reference: `${facts.unprivilegedImage}:${reference.tag ?? "latest"}`,
      megabytes: undefined,
    });
  }
  return found;
}

/** Debian has no tag `slim`: its newest release is `stable-slim`. */
function latestSlim(suffix: string, product: string | undefined): string | undefined {
  if (suffix !== "slim") return undefined;
  return product === "debian" ? "stable-slim" : suffix;
}

function slimTag(written: string, tag: TagFacts, { product, slim }: RepositoryFacts): string | undefined {
  if (tag.system === "alpine" || smallWords.some((word) => tag.words.has(word))) return undefined;
  if (slim === "jdk-to-jre") return jreTag(written, tag);
  const suffix = slim === "append-slim" ? "slim" : "minimal";
  if (written === "latest") return latestSlim(suffix, product);
  return `${written}-${suffix}`;
}

function jreTag(written: string, tag: TagFacts): string | undefined {
  if (tag.words.has("jre")) return undefined;
  if (tag.words.has("jdk")) return written.replace(/(^|-)jdk(?=-|$)/, "$1jre");
  return /^\d+$/.test(written) ? `${written}-jre` : undefined;
}

function distrolessFor(facts: RepositoryFacts, tag: TagFacts): string | undefined {
  const rule = facts.distroless;
  if (rule === undefined) return undefined;
  if (rule.majors === undefined) return rule.image;
  const major = Number.parseInt(tag.version ?? "", 10);
  return rule.majors.includes(major) ? rule.image.replace("{major}", String(major)) : undefined;
}
