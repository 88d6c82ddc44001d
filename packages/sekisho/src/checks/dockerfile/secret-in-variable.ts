import type { Pair } from "../../formats/dockerfile/syntax.ts";
import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { isPlaceholder } from "../../semantics/secret-patterns/placeholders.ts";
import { meaningOfName } from "../../semantics/secret-patterns/secret-names.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const secretInVariable = defineDockerfileCheck({
  id: "dockerfile/secret-in-variable",
  aliases: [
    "hadolint:DL3064",
    "buildkit:SecretsUsedInArgOrEnv",
    "trivy:DS-0031",
    "trivy:AVD-DS-0031",
    "dockle:CIS-DI-0010",
  ],
  title: { en: "Secret in ARG or ENV", ja: "ARG または ENV に含まれる秘密情報" },
  severity: "medium",
  severityReason: {
    en: "High if the file gives a value; low for an empty value, a switch or a placeholder; info for a user name, because the name alone proves nothing.",
    ja: "ファイル内に値がある場合は「高」、空の値、オン／オフの設定、仮の値の場合は「低」、ユーザー名の場合は「情報」です。名前だけでは確証になりません。",
  },
  why: {
    en: "Values of ENV stay in the image's configuration, values of ARG in its history and provenance. Anyone who can pull the image can read them, and a later instruction does not remove them.",
    ja: "ENV の値はイメージの設定に、ARG の値は履歴や来歴に残ります。イメージを取得できる者なら誰でも読み取ることができ、後の命令では取り消せません。",
  },
  remediation: {
    en: "For the build, mount the secret: `RUN --mount=type=secret,id=token,env=TOKEN …`. For the service, pass it at the start from the orchestrator's secret store.",
    ja: "ビルド時に必要な場合は、`RUN --mount=type=secret,id=token,env=TOKEN …` でマウントしてください。実行時に必要な場合は、オーケストレーターのシークレット管理機能から起動時に渡します。",
  },
  sources: ["Docker build checks: SecretsUsedInArgOrEnv", "CIS Docker Benchmark 1.6.0, 4.10", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      "FROM debian:12\nARG GITHUB_TOKEN",
      "ARG NPM_TOKEN\nFROM node:24",
      "FROM debian:12\nENV MODE=fast DB_PASSWORD=",
      "FROM debian:12\nENV openai_api_key=changeme",
      "FROM debian:12\nENV A=1 \\\n    MY_SECRET=placeholder",
      "FROM debian:12\nENV APP_TOKEN a value",
      "FROM debian:12\nONBUILD ARG AUTH",
      "FROM debian:12\nENV MYSQL_ALLOW_EMPTY_PASSWORD=yes",
      "FROM debian:12\nARG ARTIFACTORY_USR",
    ],
    pass: [
      "FROM debian:12\nARG PUBLIC_KEY\nENV DB_PASSWORD_FILE=/run/secrets/db",
      "FROM debian:12\nENV AUTH_MODULE_VERSION=1.2 TOKENIZERS_PARALLELISM=false",
      "FROM golang:1.25\nENV GOPRIVATE=git.example.com MONKEY=1 KEYBOARD=jp",
      "FROM debian:12\nRUN --mount=type=secret,id=token,env=TOKEN ./fetch",
      "FROM debian:12\nLABEL secret=no",
    ],
  },
  evaluate(build) {
    const global = build.globalArguments.map(({ instruction }) => instruction);
    const before = [...new Set(global)].flatMap((instruction) =>
      instruction.pairs.flatMap((pair) => judge(build, instruction, pair, "global")),
    );
    const inStages = placedInstructions(build, "ARG", "ENV").flatMap(({ instruction, step }) =>
      instruction.pairs.flatMap((pair) => judge(build, instruction, pair, step.stage.subject)),
    );
    return [...before, ...inStages];
  },
});

function judge(
  build: DockerfileBuild,
  instruction: Parameters<typeof rangeFromFirstLine>[1],
  pair: Pair,
  subject: string,
): readonly DockerfileViolation[] {
  const name = pair.key.value;
  const meaning = meaningOfName(name);
  if (meaning === undefined) return [];
  return [
    {
      message:
        meaning === "account" ? accountMessage(instruction.keyword, name) : secretMessage(instruction.keyword, name),
      range: rangeFromFirstLine(build.syntax.source, instruction, pair.key),
      subject: `${subject}/variable:${name}`,
      severity: meaning === "account" ? "info" : severityOf(pair),
    },
  ];
}

function severityOf({ value }: Pair): Severity {
  if (value === undefined || value.variables.length > 0) return "medium";
  return isPlaceholder(value.value) || /^\d{1,5}$|^\.{0,2}\//.test(value.value) ? "low" : "high";
}

function secretMessage(keyword: string, name: string): Text {
  return {
    en: `The name ${name} suggests a secret; ${keyword} leaves its value in the image.`,
    ja: `${name} は、名前から秘密情報とみられます。${keyword} の値はイメージに残ります。`,
  };
}

function accountMessage(keyword: string, name: string): Text {
  return {
    en: `The name ${name} suggests part of a credential; ${keyword} leaves its value in the image.`,
    ja: `${name} は、名前から認証情報の一部とみられます。${keyword} の値はイメージに残ります。`,
  };
}
