/** What a flag takes. `boolean`: nothing or true, false. `text`: one value, once. `texts`: one value, any number of times. */
export type FlagKind = "boolean" | "text" | "texts";

/** The flags of each instruction; instructions that are not listed have none. Source: Dockerfile reference; BuildKit 0.34. */
export const flagRules: ReadonlyMap<string, ReadonlyMap<string, FlagKind>> = new Map([
  ["FROM", new Map<string, FlagKind>([["platform", "text"]])],
  [
    "RUN",
    new Map<string, FlagKind>([
      ["mount", "texts"],
      ["network", "text"],
      ["security", "text"],
      ["device", "texts"],
    ]),
  ],
  [
    "COPY",
    new Map<string, FlagKind>([
      ["from", "text"],
      ["chown", "text"],
      ["chmod", "text"],
      ["link", "boolean"],
      ["parents", "boolean"],
      ["exclude", "texts"],
    ]),
  ],
  [
    "ADD",
    new Map<string, FlagKind>([
      ["chown", "text"],
      ["chmod", "text"],
      ["link", "boolean"],
      ["keep-git-dir", "boolean"],
      ["checksum", "text"],
      ["unpack", "boolean"],
      ["exclude", "texts"],
    ]),
  ],
  [
    "HEALTHCHECK",
    new Map<string, FlagKind>([
      ["interval", "text"],
      ["timeout", "text"],
      ["start-period", "text"],
      ["start-interval", "text"],
      ["retries", "text"],
    ]),
  ],
]);

/** Instructions whose flags BuildKit passes over without a word. */
export const ignoresFlags: ReadonlySet<string> = new Set(["ARG", "STOPSIGNAL"]);

/** Every instruction, as suggestions name them. */
export const instructionNames: readonly string[] = [
  "FROM",
  "RUN",
  "COPY",
  "ENV",
  "ARG",
  "CMD",
  "ADD",
  "ENTRYPOINT",
  "WORKDIR",
  "EXPOSE",
  "LABEL",
  "USER",
  "VOLUME",
  "HEALTHCHECK",
  "SHELL",
  "ONBUILD",
  "STOPSIGNAL",
  "MAINTAINER",
];
