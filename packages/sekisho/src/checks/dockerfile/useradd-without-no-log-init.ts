import { insertBehindWord } from "../../semantics/editing/argument-edits.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { rangeOf } from "../../semantics/stages/scripts.ts";
import { findRequestedId, readAccountArguments } from "../../semantics/users/created-users.ts";
import { defineDockerfileCheck } from "./define.ts";

/** Up to this number the login records stay small. */
const highestSmallId = 99_999;

export const useraddWithoutNoLogInit = defineDockerfileCheck({
  id: "dockerfile/useradd-without-no-log-init",
  aliases: ["hadolint:DL3046"],
  title: {
    en: "useradd with a high number and without -l",
    ja: "大きな UID を -l なしで指定した useradd",
  },
  severity: "low",
  why: {
    en: "useradd extends `/var/log/lastlog` and `/var/log/faillog` to one record for every number up to the new one. The files are sparse on disk but not in a layer, so the image can grow by gigabytes.",
    ja: "`/var/log/lastlog` と `/var/log/faillog` に、その番号までのすべての領域が確保されます。ディスク上ではスパースファイルですが、レイヤーでは実データになるため、イメージが数 GB に膨らむことがあります。",
  },
  remediation: {
    en: "Write `useradd -l …` (`--no-log-init`), or use a number below 100000.",
    ja: "`useradd -l …`（`--no-log-init`）と記述するか、100000 未満の番号を使用してください。",
  },
  sources: ["Docker documentation, Building best practices: USER", "useradd(8), --no-log-init"],
  examples: {
    fail: [
      "FROM debian:12\nRUN useradd -u 123456 app",
      "FROM debian:12\nRUN useradd --uid=1000000 -m app && useradd -mu 200001 $NAME",
      "ARG ID=200000\nFROM debian:12\nARG ID\nRUN useradd -u ${ID} app",
      "FROM debian:12\nRUN <<EOF\nuseradd -m -u 300000 app\nEOF",
    ],
    pass: [
      "FROM debian:12\nRUN useradd app",
      "FROM debian:12\nRUN useradd -u 12345 app",
      "FROM debian:12\nRUN useradd -l -u 123456 app",
      "FROM debian:12\nRUN useradd -lmu 123456 app",
      "FROM debian:12\nRUN useradd --no-log-init -u 123456 app",
      "FROM debian:12\nARG ID\nRUN useradd -u ${ID} app",
    ],
  },
  evaluate(build) {
    return runCallsOf(build, (program) => program === "useradd").flatMap((located) => {
      const { call, script, step } = located;
      const options = readAccountArguments(call)?.options ?? [];
      const id = findRequestedId(located);
      if (id === undefined || id <= highestSmallId) return [];
      if (options.some(({ name }) => name === "-l" || name === "--no-log-init")) return [];
      const edit = insertBehindWord(build, located, call.word, "-l");
      return [
        {
          message: {
            en: `useradd sets the number ${id} without \`-l\`.`,
            ja: `useradd で UID ${id} を指定していますが、\`-l\` がありません。`,
          },
          range: rangeOf(script, call.word),
          subject: `${step.stage.subject}/uid:${id}`,
          ...(edit === undefined ? {} : { fix: { safety: "safe", edits: [edit] } as const }),
        },
      ];
    });
  },
});
