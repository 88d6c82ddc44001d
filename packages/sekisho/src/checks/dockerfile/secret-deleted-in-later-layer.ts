import { positionAt } from "../../model/source-text.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { byDirectory } from "../../semantics/layers/by-directory.ts";
import { absoluteInShell, isBehindCd } from "../../semantics/layers/layer-files.ts";
import { type CopiedFile, copiedFiles, destinationOf } from "../../semantics/sensitive-files/copied-files.ts";
import { isCredentialFile, isEnvironmentFile, mayBeSecret } from "../../semantics/sensitive-files/file-kinds.ts";
import type { DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { runCalls, runCallsOf } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../../semantics/stages/scripts.ts";
import { isBefore } from "../../semantics/users/created-users.ts";
import { defineDockerfileCheck } from "./define.ts";

/** Secrets that are kept for one path. */
const maxInOnePlace = 100;

export const secretDeletedInLaterLayer = defineDockerfileCheck({
  id: "dockerfile/secret-deleted-in-later-layer",
  aliases: [],
  title: { en: "Secret left in an earlier layer", ja: "削除しても前のレイヤーに残った秘密情報" },
  severity: "high",
  severityReason: {
    en: "Medium in a stage that the final image does not contain.",
    ja: "最終イメージに含まれないステージの場合は「中」です。",
  },
  why: {
    en: "A layer never changes: deleting a file later only hides it. The layer with the secret stays part of the image, and anyone who pulls the image can unpack it.",
    ja: "レイヤーの内容が後から変わることはなく、ファイルを削除しても見えなくなるだけです。秘密情報を含むレイヤーはイメージに残り、取得した者なら誰でも展開できます。",
  },
  remediation: {
    en: "Mount the file so that it never enters a layer: `RUN --mount=type=secret,id=key,target=/root/.ssh/id_ed25519 …`. Otherwise create, use and delete it in one RUN.",
    ja: "`RUN --mount=type=secret,id=key,target=/root/.ssh/id_ed25519 …` のようにマウントし、ファイルがレイヤーに入らないようにしてください。難しい場合は、作成から使用、削除までを 1 つの RUN で行います。",
  },
  sources: ["Docker documentation, Build secrets", "OCI Image Format Specification, Layer: whiteouts"],
  examples: {
    fail: [
      "FROM node:24\nWORKDIR /app\nCOPY .npmrc ./\nRUN npm ci && rm .npmrc",
      "FROM debian:12\nCOPY id_rsa /root/.ssh/id_rsa\nRUN git clone git@example.com:a.git\nRUN rm -rf /root/.ssh",
      'FROM debian:12\nARG KEY\nRUN echo "$KEY" > /root/.ssh/id_rsa\nRUN git clone x && rm -f ~/.ssh/id_rsa',
      "FROM debian:12 AS base\nCOPY .env /app/.env\nFROM base\nRUN shred -u /app/.env",
    ],
    pass: [
      "FROM debian:12\nWORKDIR /app\nCOPY id_rsa ./\nRUN cd /tmp && rm -f id_rsa",
      "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci",
      'FROM debian:12\nRUN echo "$KEY" > /root/.ssh/id_rsa && git clone x && rm /root/.ssh/id_rsa',
      "FROM debian:12\nCOPY app.tgz /tmp/\nRUN tar xf /tmp/app.tgz && rm /tmp/app.tgz",
      "FROM node:24 AS build\nCOPY .npmrc /app/\nFROM node:24-slim\nRUN rm -f /app/.npmrc",
    ],
  },
  evaluate(build) {
    // Few files delete anything by name; what is written is looked at for those alone.
    const deletions = runCallsOf(build, (program) => deleting.has(program))
      .map((located) => ({ located, paths: removedPaths(located) }))
      .filter(({ paths }) => paths.length > 0);
    if (deletions.length === 0) return [];
    const secrets = byDirectory([...copiedSecrets(build), ...writtenSecrets(build)], maxInOnePlace);
    return deletions.flatMap(({ located: { call, script, step }, paths }) => {
      const secret = paths.flatMap((path) => secrets.get(path) ?? []).find((each) => isBefore(each.step, step));
      if (secret === undefined) return [];
      return [
        {
          message: {
            en: `${secret.path} stays in the layer of line ${lineOf(build, secret.step)}, although this ${call.name} deletes it.`,
            ja: `この ${call.name} で削除しても、${secret.path} は ${lineOf(build, secret.step)} 行目のレイヤーに残ります。`,
          },
          range: rangeOf(script, call.range),
          subject: `${step.stage.subject}/file:${secret.path}`,
          severity: step.stage.isInTarget ? ("high" as const) : ("medium" as const),
        },
      ];
    });
  },
});

/** A file with a secret in the image, and the step that brings it in. */
interface SecretFile {
  readonly path: string;
  readonly step: Step;
}

function copiedSecrets(build: DockerfileBuild): readonly SecretFile[] {
  return copiedFiles(build, mayBeSecret).flatMap((file: CopiedFile): readonly SecretFile[] => {
    if (!mayBecomeSecret(file)) return [];
    const path = destinationOf(file);
    if (path === undefined || (!isSecretPath(file.path) && !isSecretPath(path))) return [];
    return [{ path, step: file.source.step }];
  });
}

/** A file gets its name from its source or from the destination, unless they only say where: `.`, `conf/`, `..`. */
function mayBecomeSecret({ path, source }: CopiedFile): boolean {
  const { destination } = source.instruction;
  if (destination === undefined || /[./]$/.test(path) || mayBeSecret(path)) return true;
  return destination.variables.length > 0 || destination.value.includes("..") || mayBeSecret(destination.value);
}

/** `… > ~/.ssh/id_rsa` in a RUN. */
function writtenSecrets(build: DockerfileBuild): readonly SecretFile[] {
  const written: SecretFile[] = [];
  for (const { call, step } of runCalls(build)) {
    if (call.node.redirects.length === 0 || step.instruction.keyword !== "RUN") continue;
    for (const path of writtenPaths(call, step)) written.push({ path, step });
  }
  return written;
}

function writtenPaths(call: CommandCall, step: Step): readonly string[] {
  return call.node.redirects.flatMap(({ operator, target }) => {
    if (!operator.startsWith(">") || operator.includes("&")) return [];
    const part = target.parts.map((each) => ("text" in each ? each.text : "$")).join("");
    const path = absoluteInShell(part, step);
    return path !== undefined && isSecretPath(path) ? [path] : [];
  });
}

const deleting: ReadonlySet<string> = new Set(["rm", "unlink", "shred"]);

function removedPaths(located: LocatedCall): readonly string[] {
  const { call, step } = located;
  return call.args.flatMap(({ text }) => {
    const isUnclear = text.startsWith("-") || (!/^[/~$]/.test(text) && isBehindCd(located));
    return isUnclear ? [] : (absoluteInShell(text, step) ?? []);
  });
}

function isSecretPath(path: string): boolean {
  return isCredentialFile(path) || isEnvironmentFile(path);
}

function lineOf(build: DockerfileBuild, step: Step): number {
  return positionAt(build.syntax.source, step.instruction.start).line;
}
