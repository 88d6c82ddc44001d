import type { OffsetRange } from "../../model/source-text.ts";
import { nodeManagers } from "../../semantics/package-calls/managers.ts";
import { runCalls } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const npmStrictSslOff = defineDockerfileCheck({
  id: "dockerfile/npm-strict-ssl-off",
  aliases: ["checkov:CKV2_DOCKER_13"],
  title: { en: "npm does not verify certificates", ja: "npm が証明書を検証しない" },
  severity: "high",

  why: {
    en: "Without verification anybody between the build and the server can answer in the server's place: a program, a package or a script of an attacker gets into the image, and passwords that are sent get out.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Name the right certificate authority with `npm config set cafile FILE` instead.",
    ja: "`npm config set cafile ファイル` で正しい認証局の証明書を指定してください。",
  },
  sources: ['npm documentation, "strict-ssl"', "Checkov CKV2_DOCKER_13"],
  examples: {
    fail: [
      "FROM node:24\nRUN npm config set strict-ssl false",
      "FROM node:24\nRUN npm set strict-ssl=false && npm ci",
      'FROM node:24\nRUN yarn config set "strict-ssl" false',
      "FROM node:24\nRUN npm ci --strict-ssl=false",
      "FROM node:24\nRUN yarn config set enableStrictSsl false",
    ],
    pass: [
      "FROM node:24\nRUN npm config set strict-ssl true",
      "FROM node:24\nRUN npm config get strict-ssl && npm config set cafile /ca.pem",
      "FROM node:24\nRUN echo npm config set strict-ssl false",
    ],
  },
  evaluate(build) {
    return runCalls(build).flatMap((located) => {
      const { name } = located.call;
      const range = name !== undefined && nodeManagers.has(name) ? findSetting(located) : undefined;
      if (name === undefined || range === undefined) return [];
      return [
        {
          message: {
            en: `The setting makes ${name} accept any certificate.`,
            ja: `この設定により、${name} はどのような証明書でも受け入れます。`,
          },
          range,
          subject: `${located.step.stage.subject}/command:${name}`,
        },
      ];
    });
  },
});

/** Finds `npm config set strict-ssl false`, `npm set strict-ssl=false`, `npm install --strict-ssl=false`, `--no-strict-ssl`. */
function findSetting({ call, script }: LocatedCall): OffsetRange | undefined {
  for (const [index, argument] of call.args.entries()) {
    if (argument.text === "--no-strict-ssl") return rangeOf(script, argument);
    const match = /^(?:--)?(?:strict-ssl|enableStrictSsl)(?:=(.*))?$/.exec(argument.text);
    if (match === null) continue;
    const next = call.args[index + 1];
    const value = match[1] ?? next?.text ?? "";
    if (/^["']?false["']?$/.test(value))
      return rangeOf(script, match[1] === undefined && next ? { start: argument.start, end: next.end } : argument);
  }
  return undefined;
}
