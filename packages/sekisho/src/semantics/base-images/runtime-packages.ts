/** What a package of a language's runtime is for. */
export interface RuntimePackage {
  readonly language: "java" | "node" | "python";
  /** `11`, `20`, `3.12`. */
  readonly release: string;
  /** The distribution of Java, where the package's name tells it. */
  readonly vendor: "corretto" | "openjdk" | undefined;
}

interface RuntimeRule {
  readonly pattern: RegExp;
  readonly language: RuntimePackage["language"];
  readonly vendor?: RuntimePackage["vendor"];
}

/** Names of runtimes in the repositories of Amazon Linux, Red Hat, Debian and Alpine; development packages are none. */
const rules: readonly RuntimeRule[] = [
  { pattern: /^java-(\d+)-amazon-corretto(?:-headless)?(?:$|-\d)/, language: "java", vendor: "corretto" },
  { pattern: /^java-(\d+)-openjdk(?:-headless)?(?:$|-\d)/, language: "java", vendor: "openjdk" },
  { pattern: /^openjdk-(\d+)-jre(?:-headless)?$/, language: "java", vendor: "openjdk" },
  { pattern: /^openjdk(\d+)-jre(?:-headless|-base)?$/, language: "java", vendor: "openjdk" },
  { pattern: /^nodejs-?(\d{2})$/, language: "node" },
  { pattern: /^python(3\.\d+)(?:-minimal)?$/, language: "python" },
];

/** Releases of Java that the images below exist for. */
const javaReleases: readonly string[] = ["11", "17", "21", "25"];

/** Understands the name of a package that brings a language's runtime; a version behind the name does not matter. */
export function readRuntimePackage(name: string): RuntimePackage | undefined {
  for (const { pattern, language, vendor } of rules) {
    const release = pattern.exec(name)?.[1];
    if (release !== undefined) return { language, release, vendor };
  }
  return undefined;
}

/**
 * Gives the official image that has the runtime ready, on the distribution family at hand where there is one; `undefined`
 * for a release that has none.
 */
export function runtimeImageFor(
  { language, release, vendor }: RuntimePackage,
  distribution: string | undefined,
): string | undefined {
  if (language === "node") return `node:${release}-slim`;
  if (language === "python") return `python:${release}-slim`;
  if (!javaReleases.includes(release)) return undefined;
  if (vendor === "corretto" || distribution === "amazon-linux") return `amazoncorretto:${release}-al2023-headless`;
  return `eclipse-temurin:${release}-jre${distribution === "alpine-linux" ? "-alpine" : ""}`;
}
