import type { Instruction, Pair } from "../../formats/dockerfile/syntax.ts";
import { originRange } from "../../model/mapped-text.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { looksRandom } from "../../semantics/secret-patterns/entropy.ts";
import { type FoundSecret, findSecrets } from "../../semantics/secret-patterns/find-secrets.ts";
import { isPlaceholder } from "../../semantics/secret-patterns/placeholders.ts";
import { meaningOfName } from "../../semantics/secret-patterns/secret-names.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const credentialInVariableValue = defineDockerfileCheck({
  id: "dockerfile/credential-in-variable-value",
  aliases: [],
  findingKind: "secret",
  title: { en: "Credential in a variable or label", ja: "変数またはラベルの値に含まれる認証情報" },
  severity: "critical",
  severityReason: {
    en: "High where the name and the randomness of the value show the credential. Medium for a key of a test system.",
    ja: "名前と値の不規則さから判断した場合は「高」、テスト環境用のキーの場合は「中」です。",
  },
  why: {
    en: "The value has the form of a real credential. It stays in the Dockerfile, its version history and the configuration of every copy of the image, so anyone who pulls the image can use it.",
    ja: "値が実在する認証情報の形式に一致しています。Dockerfile とその変更履歴、イメージの設定、イメージのすべての複製に残り、取得した者なら誰でも使用できます。",
  },
  remediation: {
    en: "Revoke the credential first and treat it as leaked. Then pass the new one with `RUN --mount=type=secret,id=token,env=TOKEN …`, or at run time.",
    ja: "まず、その認証情報を漏えいしたものとして無効化してください。新しい認証情報は、`RUN --mount=type=secret,id=token,env=TOKEN …` でマウントするか、実行時に渡します。",
  },
  sources: ["Dockerfile reference, RUN --mount=type=secret", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      `FROM debian:12\nENV KEY_ID=${"AKIA"}${"QYLPMN5HFIQR7XYA"}`,
      `FROM debian:12\nARG GITHUB_TOKEN=${"ghp_"}${"aZ8kQ2mX7vB4nC6dF1gH3jK5lP9qR0sTuVwY"}`,
      `FROM debian:12\nENV DATABASE_URL=postgres://shop:${"t4nG3rine"}${"Kiwi"}@db.internal/shop`,
      `FROM debian:12\nENV A=1 \\\n    DB_PASSWORD="${"9vKx"}${"Lq2ZtR8m"}"`,
      `ARG API_KEY=${"q7Rw3"}${"Zp9Xk2Lm5Vt"}\nFROM debian:12`,
      `FROM debian:12\nLABEL deploy.token=${"glpat-"}${"Zx8kQ2mX7vB4nC6dF1gH"}`,
    ],
    pass: [
      "FROM debian:12\nENV DB_PASSWORD=changeme TOKEN=${TOKEN}",
      "FROM debian:12\nENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE",
      "FROM debian:12\nENV PATH=/opt/key/bin:$PATH KEY_FILE=/run/secrets/key",
      "FROM debian:12\nENV DATABASE_URL=postgres://user:password@db/shop PROXY=http://proxy:3128",
      `FROM debian:12\nENV SHA256=${"9f86d081884c7d659a2feaa0c55ad015"}`,
      "FROM debian:12\nENV GPG_KEY_SERVER=keys.openpgp.org",
    ],
  },
  evaluate(build) {
    const global = [...new Set(build.globalArguments.map(({ instruction }) => instruction))];
    return [
      ...global.flatMap((instruction) => violationsOf(instruction, instruction.pairs, "global")),
      ...placedInstructions(build, "ARG", "ENV", "LABEL").flatMap(({ instruction, step }) =>
        violationsOf(instruction, instruction.pairs, step.stage.subject),
      ),
    ];
  },
});

function violationsOf(
  instruction: Instruction,
  pairs: readonly Pair[],
  subject: string,
): readonly DockerfileViolation[] {
  return pairs.flatMap((pair): readonly DockerfileViolation[] => {
    const found = findInValue(pair);
    if (found === undefined || pair.value === undefined) return [];
    const { secret, range } = found;
    return [
      {
        message: messageOf(instruction.keyword, pair.key.value, secret),
        range,
        subject: `${subject}/variable:${pair.key.value}`,
        severity: severityOf(secret),
      },
    ];
  });
}

interface FoundInValue {
  /** `undefined` where name and value tell it together. */
  readonly secret: FoundSecret | undefined;
  readonly range: OffsetRange;
}

function findInValue({ key, value }: Pair): FoundInValue | undefined {
  if (value === undefined) return undefined;
  const secret = findSecrets(value.raw).find(({ certainty }) => certainty === "format");
  if (secret !== undefined) return { secret, range: originRange(value.text, secret) };
  const isSecret = meaningOfName(key.value.replaceAll(/[.-]/g, "_")) === "secret";
  if (!isSecret || isPlaceholder(value.value) || !looksRandom(value.value)) return undefined;
  return { secret: undefined, range: { start: value.start, end: value.end } };
}

function severityOf(secret: FoundSecret | undefined): "critical" | "high" | "medium" {
  if (secret === undefined) return "high";
  return secret.isForTests ? "medium" : "critical";
}

function messageOf(keyword: string, name: string, secret: FoundSecret | undefined): Text {
  if (secret === undefined) {
    return {
      en: `${keyword} ${name} contains a value that looks like a real secret.`,
      ja: `${keyword} ${name} の値は、実際の秘密情報とみられます。`,
    };
  }
  return {
    en: `${keyword} ${name} contains a credential: ${secret.name.en}.`,
    ja: `${keyword} ${name} の値に認証情報（${secret.name.ja}）が含まれています。`,
  };
}
