/** What a file's name says of it. */
export type NameVerdict =
  /** Every tool takes it for a Dockerfile. */
  | "dockerfile"
  /** Perhaps one: its first lines decide. */
  | "perhaps"
  | "other";

/** Endings of files that stand beside Dockerfiles under their name: documents, sources, templates. */
const otherEndings = new Set(
  "bak bats c cc cpp cs css erb go gotmpl htm html ini j2 java jinja jinja2 js json jsx kt lock log lua md mdx mjs mustache orig patch php pl png ps1 py rb rej rs rst scala sh sum svg swp template toml tmpl tpl ts tsx txt vim xml yaml yml".split(
    " ",
  ),
);

/** Well-known names without ending that hold something else. */
const otherNames = new Set(
  "authors brewfile changelog changes codeowners contributing copying gemfile gnumakefile jenkinsfile justfile license licence makefile notice pipfile podfile procfile rakefile readme todo vagrantfile version".split(
    " ",
  ),
);

/**
 * Tells by its name whether a file is a Dockerfile: `Dockerfile`, `Dockerfile.*`, `*.Dockerfile`, `*.dockerfile`,
 * `Containerfile` and `Containerfile.*`.
 *
 * Where such a name ends like a document or a source (`Dockerfile.md`), where it only reminds of one
 * (`dockerfile-dev`, `app.docker`), and where it has no ending at all, the first lines decide.
 */
export function judgeName(name: string): NameVerdict {
  const lower = name.toLowerCase();
  const ending = lower.slice(lower.lastIndexOf(".") + 1);
  if (lower.endsWith(".dockerignore") || lower.endsWith(".containerignore")) return "other";
  if (/^(?:Dockerfile|Containerfile)(?:\.|$)/.test(name)) return otherEndings.has(ending) ? "perhaps" : "dockerfile";
  if (/\.(?:Dockerfile|dockerfile|Containerfile|containerfile)$/.test(name)) return "dockerfile";
  if (!lower.includes(".")) return otherNames.has(lower) ? "other" : "perhaps";
  if (ending === "docker") return "perhaps";
  const isReminder = lower.includes("dockerfile") || lower.includes("containerfile");
  return isReminder && !otherEndings.has(ending) ? "perhaps" : "other";
}

const instruction =
  /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+\S/i;
const from = /^FROM\s+(?:--platform=\S+\s+)?[^\s#;'"]+(?:\s+AS\s+[\w.-]+)?$/i;
const argument = /^ARG\s+\w+(?:=.*)?$/i;

/**
 * Tells by its first lines whether a text is a Dockerfile: comments and blank lines left aside, it begins with FROM, or
 * with ARG lines and then FROM.
 */
export function looksLikeDockerfile(head: string): boolean {
  for (const line of meaningfulLines(head)) {
    if (from.test(line)) return true;
    if (!argument.test(line)) return false;
  }
  return false;
}

/** Tells whether a text begins with any instruction, as fragments without FROM do. For files that the user named. */
export function beginsWithInstruction(head: string): boolean {
  for (const line of meaningfulLines(head)) return instruction.test(line);
  return false;
}

function* meaningfulLines(head: string): Generator<string> {
  if (head.includes("\0")) return;
  for (const line of head.replace(/^\uFEFF/, "").split("\n")) {
    const trimmed = line.trim();
    if (trimmed !== "" && !trimmed.startsWith("#")) yield trimmed;
  }
}
