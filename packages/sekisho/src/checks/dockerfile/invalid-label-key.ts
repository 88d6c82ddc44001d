import type { TextFix } from "../../model/fix.ts";
import type { Text } from "../../model/text.ts";
import { labelsOf, type PlacedLabel } from "../../semantics/labels/labels.ts";
import { defineDockerfileCheck } from "./define.ts";

const keyPattern = /^[a-z](?:[a-z0-9._/-]*[a-z0-9])?$/;
const reservedPrefixes = ["com.docker.", "io.docker.", "org.dockerproject."] as const;

export const invalidLabelKey = defineDockerfileCheck({
  id: "dockerfile/invalid-label-key",
  aliases: ["hadolint:DL3048"],
  title: { en: "Label key breaks the naming rules", ja: "命名規則に反するラベルのキー" },
  severity: "info",
  why: {
    en: "Tools look labels up by exact keys in lower case and do not find this one. Keys in Docker's own namespaces can collide with labels that Docker sets.",
    ja: "ツールは小文字のキーを完全一致で検索するため、このラベルを見つけられません。また、Docker が予約している名前空間のキーは、Docker が設定する値と衝突するおそれがあります。",
  },
  remediation: {
    en: "Use lower-case letters, digits, single dots and single hyphens, and begin with a domain that you own, for example `com.example.team`.",
    ja: "小文字、数字、ピリオド、ハイフンだけを使用し（ピリオドとハイフンは連続不可）、`com.example.team` のように所有するドメインから始めてください。",
  },
  sources: ["Docker documentation, Docker object labels: Key format recommendations"],
  examples: {
    fail: [
      "FROM debian:12\nLABEL Team=web",
      "FROM debian:12\nLABEL com.docker.team=web",
      "FROM debian:12\nLABEL a=1 team..name=web",
      "FROM debian:12\nLABEL 1team=web",
      "FROM debian:12\nLABEL team-=web",
      "FROM debian:12\nONBUILD LABEL TEAM=web",
    ],
    pass: [
      "FROM debian:12\nLABEL org.opencontainers.image.source=https://example.com",
      "FROM debian:12\nLABEL io.k8s.display-name=web team_name=web com.dockerexample.a=b",
      "FROM debian:12\nARG PREFIX\nLABEL $PREFIX.team=web",
    ],
  },
  evaluate(build) {
    return labelsOf(build).flatMap((label) => {
      const problem = problemOf(label);
      if (problem === undefined) return [];
      const fix = proposeKey(label);
      return [
        {
          message: problem,
          range: { start: label.keyWord.start, end: label.keyWord.end },
          subject: `${label.step.stage.subject}/label:${label.key}`,
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    });
  },
});

function problemOf({ key, keyWord, step }: PlacedLabel): Text | undefined {
  if (
    keyWord.variables.some(({ name }) => step.state.args.has(name) || step.state.env.has(name)) &&
    key.includes("$")
  ) {
    return undefined;
  }
  const written = keyWord.variables.length > 0 && !key.includes("$") ? keyWord.value : key;
  const reserved = reservedPrefixes.find((prefix) => written.startsWith(prefix));
  if (reserved !== undefined) {
    return {
      en: `${written} is in ${reserved}*, which Docker reserves.`,
      ja: `${written} は、Docker が予約している名前空間 ${reserved}* に属しています。`,
    };
  }
  if (keyPattern.test(written) && !/\.\.|--/.test(written)) return undefined;
  return {
    en: `${written} is not a key of lower-case letters, digits, single dots and hyphens that begins with a letter.`,
    ja: `${written} は、英小文字で始まり、英小文字、数字、単独のピリオドとハイフンで構成されるキーではありません。`,
  };
}

function proposeKey({ key, keyWord }: PlacedLabel): TextFix | undefined {
  const text = key
    .toLowerCase()
    .replaceAll(/([.-])\1+/g, "$1")
    .replaceAll(/^[^a-z]+|[^a-z0-9]+$/g, "");
  const isReserved = reservedPrefixes.some((prefix) => text.startsWith(prefix));
  if (keyWord.raw !== key || isReserved || !keyPattern.test(text) || /\.\.|--/.test(text)) return undefined;
  return { safety: "proposal", edits: [{ start: keyWord.start, end: keyWord.end, text }] };
}
