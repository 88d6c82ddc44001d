/** What `# check=…` asks of BuildKit's checks. Names are `buildkit:NAME`, or `buildkit:*`. */
export interface CheckDirective {
  readonly skipped: readonly string[];
  readonly enabled: readonly string[];
  /** Options that BuildKit refuses, as written: it builds nothing with them. */
  readonly invalid: readonly string[];
}

/**
 * Reads the value of the `check` directive: `skip=A,B`, `skip=all`, `error=true`, `experimental=…`, with `;` between.
 *
 * The value ends at the first blank. Names are compared with their case, as in BuildKit. `error=true` makes BuildKit refuse the build where it would warn;
 * it accepts nothing and so leaves no trace here.
 */
export function readCheckDirective(value: string): CheckDirective {
  const skipped: string[] = [];
  const enabled: string[] = [];
  const invalid: string[] = [];
  const [setting = ""] = value.trim().split(" ", 1);
  for (const part of setting === "" ? [] : setting.split(";")) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0)).trim();
    const wanted = part.slice(equals + 1).trim();
    if (name === "skip") skipped.push(...namesOf(wanted));
    else if (name === "experimental") enabled.push(...namesOf(wanted));
    else if (name !== "error" || !/^(?:1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(wanted)) {
      invalid.push(part.trim());
    }
  }
  return { skipped, enabled, invalid };
}

function namesOf(setting: string): readonly string[] {
  if (setting === "all") return ["buildkit:*"];
  return setting
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .map((name) => `buildkit:${name}`);
}
