import type { Word } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { DockerfileBuild, Stage } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { findUserId } from "../../semantics/users/created-users.ts";
import { isNumericUser, userPart } from "../../semantics/users/user-names.ts";
import { defineDockerfileCheck } from "./define.ts";

export const userNotNumeric = defineDockerfileCheck({
  id: "dockerfile/user-not-numeric",
  aliases: ["hadolint:DL3066"],
  title: { en: "USER given as a name, not a number", ja: "番号ではなく名前で指定された USER" },
  severity: "low",
  severityReason: {
    en: "Info if another USER follows or the stage is not part of the final image, because no cluster sees the name.",
    ja: "後に別の USER がある場合や、最終イメージに含まれないステージでは、クラスターから名前が参照されないため「情報」です。",
  },
  why: {
    en: "Kubernetes cannot tell whether a name is root, and refuses the pod if runAsNonRoot is set. A name also depends on `/etc/passwd`, which the node and volumes do not share.",
    ja: "Kubernetes は、名前だけでは root かどうかを判断できず、runAsNonRoot を指定した Pod の起動を拒否します。また、名前は `/etc/passwd` に依存し、ノードやボリュームとは共有されません。",
  },
  remediation: {
    en: "Write the number: `USER 10001`. If a program needs a name, create the user with that number.",
    ja: "`USER 10001` のように番号で指定してください。名前が必要なプログラムがある場合は、その番号でユーザーを作成します。",
  },
  sources: ["Kubernetes documentation, Configure a Security Context: runAsNonRoot", "hadolint wiki, DL3066"],
  examples: {
    fail: [
      "FROM debian:12\nUSER app",
      "FROM debian:12\nUSER app:app",
      'FROM node:24\nUSER node\nCMD ["node", "server.js"]',
      "FROM alpine:3.22\nRUN adduser -D -u 1001 app\nUSER app",
      "FROM debian:12\nRUN groupadd -g 2000 app && useradd -g app --uid 2001 app\nUSER app:app",
      "FROM debian:12\nUSER root\nRUN id\nUSER 1001",
    ],
    pass: [
      "FROM debian:12\nUSER 10001",
      "FROM debian:12\nUSER 1234:5678",
      "FROM debian:12\nUSER 10001:app",
      "ARG ID=1001\nFROM debian:12\nARG ID\nUSER ${ID}",
      "FROM debian:12\nARG ID\nUSER ${ID}",
      "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER app",
      "ARG BASE\nFROM $BASE\nUSER ContainerAdministrator",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "USER").flatMap(({ instruction, step }) => {
      const word = instruction.value;
      if (instruction.keyword !== "USER" || word === undefined || step.stage.platform === "windows") return [];
      const { value, isKnown } = expand(word, lookupIn(step.state, step.stage.root.kind === "scratch"));
      if (!isKnown || isNumericUser(value) || windowsUser.test(value)) return [];
      const isInForce = build.target?.final.user?.setBy === instruction;
      const edit = numberInstead(build, step.stage, word);
      return [
        {
          message: {
            en: `${value} is a name, and a cluster cannot tell its number.`,
            ja: `${value} は名前です。クラスターからは番号が分かりません。`,
          },
          range: { start: word.start, end: word.end },
          subject: `${step.stage.subject}/user:${userPart(value)}`,
          severity: isInForce ? "low" : "info",
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});

/** Accounts of Windows images, whose users have no numbers. */
const windowsUser = /^Container(?:Administrator|User)$/i;

/** Puts the number in the place of the user's name where the base image or a command of the file tells it. */
function numberInstead(build: DockerfileBuild, stage: Stage, word: Word): TextEdit | undefined {
  const name = userPart(word.raw);
  if (word.variables.length > 0 || !/^[\w.-]+$/.test(name)) return undefined;
  const id = name === "root" ? 0 : findUserId(build, stage, name);
  return id === undefined ? undefined : { start: word.start, end: word.start + name.length, text: String(id) };
}
