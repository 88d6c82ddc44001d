/** What the one line of a file like `redhat-release` says. */
export interface ReleaseLine {
  /** Everything in front of `release`: `CentOS Linux`. */
  readonly name: string;
  readonly version?: string;
  /** In parentheses behind the version: `Core`. */
  readonly codename?: string;
}

/** Reads `NAME release VERSION (CODENAME)`, with or without the word `release`; `undefined` for an empty text. */
export function parseReleaseLine(text: string): ReleaseLine | undefined {
  const line = (/\S[^\r\n]*/.exec(text.slice(0, 1024))?.[0] ?? "").trim();
  if (line === "") return undefined;
  const number = /(?:^|[\s=v])(\d[\w.]*)/.exec(line);
  const release = /\srelease\b/.exec(line);
  const nameEnd = release?.index ?? number?.index ?? line.length;
  const name = line
    .slice(0, nameEnd)
    .replace(/\sLinux\srelease$/, "")
    .trim();
  const codename = /\(([^()]+)\)/.exec(line)?.[1];
  return {
    name: name === "" ? line : name,
    ...(number?.[1] === undefined ? {} : { version: number[1] }),
    ...(codename === undefined ? {} : { codename }),
  };
}
