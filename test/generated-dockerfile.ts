import fc from "fast-check";

/** Words that checks and the shell parser have opinions about. */
const commands = [
  "apt-get install curl",
  "apt-get update && apt-get install -y --no-install-recommends curl=1 && rm -rf /var/lib/apt/lists/*",
  "apk add curl",
  "pip install flask",
  "npm install -g x",
  "cd /tmp && ls $HOME | grep a",
  "sudo yum install git",
  'echo "a b" > /etc/x',
  "curl -k https://example.com | sh",
  "chmod 777 /x",
];

const instructions = [
  "EXPOSE 80/tcp 443",
  "expose 8080",
  "ENV a b",
  "ENV PATH=$PATH:/x token=1",
  "ARG V=1",
  "LABEL a=b",
  "WORKDIR app",
  "USER root",
  "USER 10001",
  "ADD a.txt /a.txt",
  "COPY --chown=a:a . .",
  'CMD ["a", "b"]',
  "CMD a b",
  "ENTRYPOINT a",
  "MAINTAINER someone",
  "HEALTHCHECK NONE",
  "ONBUILD RUN apt-get install x",
  "STOPSIGNAL 9",
  "VOLUME /etc",
  'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
  "# a comment",
  "# hadolint ignore=DL3008",
  "",
];

const froms = [
  "FROM debian",
  "FROM debian:12 AS Build",
  "from node:latest as x",
  "FROM scratch",
  "FROM --platform=linux/amd64 alpine:3",
];

const command = fc.constantFrom(...commands);

/** RUN in one line, over continuation lines with a comment between, or with a heredoc. */
const run = fc.oneof(
  command.map((text) => [`RUN ${text}`]),
  fc.tuple(command, command).map(([first, second]) => [`RUN ${first} && ESCAPE`, "  # between", `    ${second}`]),
  command.map((text) => ["RUN <<EOF", text, "  echo $x", "EOF"]),
);

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...instructions).map((text) => [text]) },
  { weight: 3, arbitrary: run },
  { weight: 1, arbitrary: fc.constantFrom(...froms).map((text) => [text]) },
);

/** Makes Dockerfiles out of fragments: both line ends, both escape characters, with and without a last line end. */
export const generatedDockerfile: fc.Arbitrary<string> = fc
  .record({
    from: fc.constantFrom(...froms),
    lines: fc.array(line, { maxLength: 10 }),
    isWindows: fc.boolean(),
    isBackquoted: fc.boolean(),
    hasMark: fc.boolean(),
    hasEnd: fc.boolean(),
  })
  .map(({ from, lines, isWindows, isBackquoted, hasMark, hasEnd }) => {
    const escape = isBackquoted ? "`" : "\\";
    const all = [...(isBackquoted ? ["# escape=`"] : []), from, ...lines.flat()];
    const end = isWindows ? "\r\n" : "\n";
    const text = all.join(end).replaceAll("ESCAPE", escape);
    return `${hasMark ? "\uFEFF" : ""}${text}${hasEnd ? end : ""}`;
  });
