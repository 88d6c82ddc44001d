/** One module line of a Go program's build information. */
export interface GoModule {
  readonly path: string;
  /** `v1.2.3`, a pseudo-version, `(devel)`, or empty for a directory. */
  readonly version: string;
  /** What was built in its place. */
  readonly replacedBy?: GoModule;
}

/** What a Go program says of the modules it was built from. */
export interface GoModuleText {
  /** Import path of the main package. */
  readonly mainPackage?: string;
  /** Module of the main package. */
  readonly mainModule?: GoModule;
  readonly modules: readonly GoModule[];
  /** `-ldflags`, `GOARCH`, `vcs.revision` and others. */
  readonly settings: ReadonlyMap<string, string>;
  /** Lines that are none of the known ones, cut to their first word. */
  readonly brokenLines: number;
}

interface OpenModule {
  readonly path: string;
  readonly version: string;
  replacedBy?: GoModule;
}

/**
 * Reads the lines that `go version -m` prints, as the linker stores them. A broken line is counted and left out.
 *
 * Source: Go, package runtime/debug, `BuildInfo.String` and `ParseBuildInfo`.
 */
export function parseGoModuleText(text: string): GoModuleText {
  const modules: OpenModule[] = [];
  const settings = new Map<string, string>();
  let mainPackage: string | undefined;
  let mainModule: OpenModule | undefined;
  let last: OpenModule | undefined;
  let brokenLines = 0;
  for (const line of text.split("\n")) {
    const [kind = "", first = "", second = ""] = line.split("\t");
    if (line === "") continue;
    if (kind === "path") mainPackage = first;
    else if (kind === "build") readSetting(line, settings);
    else if ((kind === "mod" || kind === "dep") && first !== "") {
      last = { path: first, version: second };
      if (kind === "mod") mainModule = last;
      else modules.push(last);
    } else if (kind === "=>" && first !== "" && last !== undefined) last.replacedBy = { path: first, version: second };
    else brokenLines += 1;
  }
  return {
    ...(mainPackage === undefined ? {} : { mainPackage }),
    ...(mainModule === undefined ? {} : { mainModule }),
    modules,
    settings,
    brokenLines,
  };
}

/** `build<TAB>key=value`, key and value in Go's quotes where they hold blanks or quotes. */
function readSetting(line: string, settings: Map<string, string>): void {
  const written = line.slice("build\t".length);
  const match = /^("(?:[^"\\]|\\.)*"|`[^`]*`|[^="`]+)=(.*)$/s.exec(written);
  if (match === null) return;
  settings.set(unquote(match[1] ?? ""), unquote(match[2] ?? ""));
}

function unquote(text: string): string {
  if (text.length >= 2 && text.startsWith("`") && text.endsWith("`")) return text.slice(1, -1);
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(.)/gs, (_, escaped: string) => {
    if (escaped === "t") return "\t";
    return escaped === "n" ? "\n" : escaped;
  });
}
