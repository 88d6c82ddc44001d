/** What the name of an archive says by Maven's custom: `ARTIFACT-VERSION[-CLASSIFIER].jar`. */
export interface ArchiveName {
  /** The name without its ending. */
  readonly base: string;
  readonly artifact: string;
  /** With a classifier, where there is one: the name alone does not tell where one starts. */
  readonly version?: string;
}

const archiveEnding = /\.(?:jar|war|ear|par|sar|rar|nar|hpi|jpi|kar|lpkg|aar)$/i;
const maxNameLength = 255;
/** A version starts with a digit, at the first place where that is so behind a hyphen: `log4j-1.2-api-2.17.1`. */
const versionPattern = /^(.+?)-(\d[\w.+~-]*)$/;
/** An artifact may itself have a number: the part before is `log4j-1.2-api`, when letters follow that a version has not. */
const numberedArtifact =
  /^(.+?-\d[\d.]*-(?!(?:alpha|beta|rc|cr|m|snapshot|final|ga|release|jre|android|sp|incubating|redhat|b)(?:[\d.-]|$))[a-z][a-z-]*?)-(\d[\w.+~-]*)$/i;

/** Says whether a file is a Java archive by its name. */
export function isArchiveName(path: string): boolean {
  return archiveEnding.test(path);
}

/** Says whether an archive holds only sources or documentation: nothing of it runs. */
export function isDocumentation(path: string): boolean {
  return /-(?:sources|javadoc|groovydoc)\.jar$/i.test(path);
}

/** Takes the name of an archive apart. */
export function parseArchiveName(path: string): ArchiveName {
  const base = path.slice(path.lastIndexOf("/") + 1).replace(archiveEnding, "");
  // Longer ones are no names of files; the patterns are not asked about 64 KiB in an archive's directory.
  if (base.length > maxNameLength) return { base, artifact: base };
  const [, artifact, version] = numberedArtifact.exec(base) ?? versionPattern.exec(base) ?? [];
  if (artifact === undefined || version === undefined) return { base, artifact: base };
  return { base, artifact, version };
}
