import type { TextEdit } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { appendCommand } from "../../semantics/editing/command-edits.ts";
import { insertInstructionAfter } from "../../semantics/editing/instruction-edits.ts";
import { packageCalls } from "../../semantics/package-calls/package-calls.ts";
import type { DockerfileBuild, Stage, Step } from "../../semantics/stages/build.ts";
import { scriptsOf } from "../../semantics/stages/scripts.ts";
import { stageChain } from "../../semantics/users/created-users.ts";
import { findStripping, stripCommandFor } from "../../semantics/users/setuid-files.ts";
import { isRootUser } from "../../semantics/users/user-names.ts";
import { defineDockerfileCheck } from "./define.ts";

export const setuidNotRemoved = defineDockerfileCheck({
  id: "dockerfile/setuid-not-removed",
  aliases: ["dockle:CIS-DI-0008"],
  title: { en: "setuid and setgid permissions left in the image", ja: "イメージに残った setuid および setgid 権限" },
  severity: "low",
  why: {
    en: "A program with setuid runs as its owner, usually root, whoever starts it. A service needs no su, mount or passwd, and a vulnerability in one of them turns an unprivileged process into root.",
    ja: "setuid が設定されたプログラムは、誰が起動しても所有者（多くは root）の権限で動作します。su、mount、passwd などはサービスには不要であり、脆弱性があると、権限のないプロセスからの権限昇格に悪用されます。",
  },
  remediation: {
    en: "Remove the permissions after the last installation: `RUN find / -xdev -type f -perm /6000 -exec chmod a-s {} +`. Running the container with `allowPrivilegeEscalation: false` (no-new-privileges) also stops their use.",
    ja: "最後のインストールの後に `RUN find / -xdev -type f -perm /6000 -exec chmod a-s {} +` で権限を取り除いてください。実行時に `allowPrivilegeEscalation: false`（no-new-privileges）を指定する方法もあります。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.8", "dockle, CIS-DI-0008"],
  examples: {
    fail: [
      "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*\nUSER 10001",
      "FROM amazonlinux:2023\nRUN dnf -y install httpd && dnf clean all",
      "FROM debian:13\nRUN chmod a-s /usr/bin/su\nRUN apt-get update && apt-get install -y sudo",
      'FROM ubuntu:24.04\nUSER 10001\nCMD ["server"]',
      "FROM debian:13\r\nRUN apt-get update \\\r\n && apt-get install -y nginx\r\n",
    ],
    pass: [
      "FROM debian:13\nRUN apt-get update && apt-get install -y nginx && find / -xdev -perm /6000 -type f -exec chmod a-s {} + || true",
      "FROM debian:13\nRUN find / -perm +6000 -print0 | xargs -0 chmod ug-s\nUSER 10001",
      "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY server /",
      "FROM scratch\nCOPY server /",
      "FROM debian:13 AS build\nRUN apt-get install -y gcc\nFROM scratch\nCOPY --from=build /a /a",
      'FROM registry.example.com/base:1\nCMD ["server"]',
    ],
  },
  evaluate(build) {
    const { target } = build;
    if (target?.from?.image === undefined || !mayHaveSetuid(target)) return [];
    const last = lastInstall(build, target);
    const stripping = findStripping(build, target);
    const isStripped =
      stripping !== undefined &&
      (last === undefined || stripping.step.instruction.index >= last.step.instruction.index);
    if (isStripped) return [];
    const edit = stripEdit(build, target, last?.step);
    const range: OffsetRange = last?.range ?? { start: target.from.start, end: target.from.image.end };
    return [
      {
        message:
          last === undefined
            ? {
                en: "Nothing removes setuid and setgid from the base image's programs.",
                ja: "ベースイメージのプログラムから、setuid および setgid 権限が取り除かれていません。",
              }
            : {
                en: `Nothing removes setuid and setgid from the programs of the base image and of ${last.title}.`,
                ja: `ベースイメージと ${last.title} によるプログラムから、setuid および setgid 権限が取り除かれていません。`,
              },
        range,
        subject: `${target.subject}/setuid`,
        ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
      },
    ];
  },
});

/** A distribution with packages; Alpine, BusyBox and distroless images have none of these programs. */
function mayHaveSetuid({ platform, root }: Stage): boolean {
  if (platform === "windows" || root.kind !== "image" || root.known === undefined) return false;
  const { packageManager, shell } = root.known;
  return shell !== "none" && packageManager !== undefined && packageManager !== "none" && packageManager !== "apk";
}

function lastInstall(build: DockerfileBuild, target: Stage) {
  const chain = stageChain(target);
  return packageCalls(build).findLast(
    ({ action, family, step }) =>
      (action === "install" || action === "upgrade") &&
      /^(?:apt|yum|zypper|apk|pacman)$/.test(family) &&
      step.instruction.keyword === "RUN" &&
      chain.has(step.stage),
  );
}

/** Goes on with the RUN that installs, or comes directly behind FROM; root must be the user there. */
function stripEdit(build: DockerfileBuild, target: Stage, install: Step | undefined): TextEdit | undefined {
  const command = stripCommandFor(target);
  const place = install ?? target.steps[0];
  const user = place === undefined ? target.final.user?.value : place.state.user?.value;
  if (user === undefined || !isRootUser(user) || target.from === undefined) return undefined;
  if (install === undefined) return insertInstructionAfter(build, target.from, `RUN ${command}`);
  const script = scriptsOf(install).at(-1);
  const joined = script === undefined ? undefined : appendCommand(build, script, command);
  return joined ?? insertInstructionAfter(build, install.instruction, `RUN ${command}`);
}
