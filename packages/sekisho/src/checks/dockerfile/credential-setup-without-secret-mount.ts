import type { OffsetRange } from "../../model/source-text.ts";
import type { CallArgument } from "../../semantics/commands/arguments.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { secretMountsOf } from "../../semantics/stages/mounts.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

/** A command that writes a login down: its program, the words that follow in order, and an option that must be there. */
interface SetUp {
  readonly program: string;
  readonly words: readonly RegExp[];
  readonly option?: RegExp;
}

/** Sources: the manuals of the programs; trivy-checks, DS-0031, for the cloud providers'. */
const setUps: readonly SetUp[] = [
  { program: "aws", words: [/^configure$/, /^set$/, /(?:^|\.)aws_(?:access_key_id|secret_access_key|session_token)$/] },
  { program: "gcloud", words: [/^auth$/, /^activate-service-account$/] },
  { program: "az", words: [/^login$/], option: /^(?:-p|--password|--federated-token)(?:=|$)/ },
  { program: "doctl", words: [/^auth$/, /^init$/], option: /^(?:-t|--access-token)(?:=|$)/ },
  { program: "docker", words: [/^login$/], option: /^(?:-p.*|--password(?:-stdin)?)(?:=|$)/ },
  { program: "podman", words: [/^login$/], option: /^(?:-p.*|--password(?:-stdin)?)(?:=|$)/ },
  { program: "helm", words: [/^registry$/, /^login$/], option: /^(?:-p|--password(?:-stdin)?)(?:=|$)/ },
  { program: "gh", words: [/^auth$/, /^login$/], option: /^--with-token$/ },
  { program: "glab", words: [/^auth$/, /^login$/], option: /^(?:-t|--token|--stdin)(?:=|$)/ },
  { program: "npm", words: [/^(?:config|c)$/, /^set$/, /_authToken|_password|_auth(?:=|$)/] },
  { program: "npm", words: [/^set$/, /_authToken|_password|_auth(?:=|$)/] },
  { program: "yarn", words: [/^config$/, /^set$/, /npmAuthToken|_authToken/] },
  { program: "pnpm", words: [/^(?:config|c)$/, /^set$/, /_authToken|_password/] },
  { program: "composer", words: [/^config$/, /^(?:http-basic|github-oauth|gitlab-token|bearer|gitlab-oauth)\./] },
  { program: "cargo", words: [/^login$/] },
  { program: "poetry", words: [/^config$/, /^(?:http-basic|pypi-token)\./] },
  { program: "dotnet", words: [/^nuget$/, /^(?:add|update)$/, /^source$/], option: /^(?:-p|--password)(?:=|$)/ },
  { program: "huggingface-cli", words: [/^login$/], option: /^--token(?:=|$)/ },
  { program: "hf", words: [/^auth$/, /^login$/], option: /^--token(?:=|$)/ },
  { program: "heroku", words: [/^auth:token$/] },
];

const setUpPrograms: ReadonlySet<string> = new Set(setUps.map(({ program }) => program));

/** Options before the subcommand that take the next word, so that `aws --profile ci configure` is understood. */
const valueOptions: ReadonlySet<string> = new Set([
  "--profile",
  "--region",
  "--context",
  "--config",
  "--location",
  "-d",
]);

export const credentialSetupWithoutSecretMount = defineDockerfileCheck({
  id: "dockerfile/credential-setup-without-secret-mount",
  aliases: ["trivy:DS-0031", "trivy:AVD-DS-0031"],
  title: { en: "Login of the build left in the image", ja: "イメージに残ったビルド中のログイン情報" },
  severity: "high",
  why: {
    en: "The command writes the credential to a file in the layer, or takes it from an argument that stays in the image's history. Deleting the file in a later instruction does not remove it from the layer.",
    ja: "このコマンドは、認証情報をレイヤー内のファイルに書き込むか、履歴に残る引数から受け取ります。後の命令でファイルを削除しても、レイヤーからは消えません。",
  },
  remediation: {
    en: "Mount the credentials for this RUN only: `RUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 cp …`.",
    ja: "`RUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 cp …` のように、その RUN の間だけ認証情報をマウントしてください。",
  },
  sources: ["Docker documentation, Build secrets", "CIS Docker Benchmark 1.6.0, 4.10"],
  examples: {
    fail: [
      "FROM amazon/aws-cli:2.30.0\nRUN aws configure set aws_access_key_id $ID && aws configure set aws_secret_access_key $KEY",
      "FROM google/cloud-sdk:540.0.0\nRUN gcloud auth activate-service-account --key-file=key.json",
      "FROM mcr.microsoft.com/azure-cli:2.78.0\nRUN az login --service-principal -u $U -p $P --tenant $T",
      "FROM node:24\nRUN npm config set //registry.npmjs.org/:_authToken=${NPM_TOKEN} && npm ci",
      "FROM docker:28\nRUN echo $P | docker login -u ci --password-stdin registry.example.com",
      'FROM google/cloud-sdk:540.0.0\nRUN if [ -n "$KEY" ]; then gcloud auth activate-service-account --key-file=$KEY; fi',
    ],
    pass: [
      "FROM amazon/aws-cli:2.30.0\nRUN --mount=type=secret,id=key,env=KEY aws configure set aws_secret_access_key $KEY",
      "FROM amazon/aws-cli:2.30.0\nRUN aws configure set region eu-west-1",
      "FROM mcr.microsoft.com/azure-cli:2.78.0\nRUN az login --identity",
      "FROM node:24\nRUN npm config set fund false",
      "FROM debian:12\nRUN echo aws configure set aws_access_key_id x",
    ],
  },
  evaluate(build) {
    return runCallsOf(build, (program) => setUpPrograms.has(program)).flatMap((located) => {
      const { call, script, step } = located;
      const words = setUpWords(call);
      if (words === undefined || secretMountsOf(step).length > 0) return [];
      const range = rangeOf(script, { start: call.word.start, end: words.end });
      return [
        {
          message: {
            en: `${call.name} stores a login, and this RUN has no secret mount.`,
            ja: `${call.name} がログイン情報を保存しますが、この RUN にはシークレットマウントがありません。`,
          },
          range,
          subject: `${step.stage.subject}/command:${call.name}`,
        },
      ];
    });
  },
});

/** Gives the last word of the subcommand when the call is one of those that write a login down. */
function setUpWords(call: CommandCall): OffsetRange | undefined {
  const operands = subcommandWords(call.args);
  for (const { program, words, option } of setUps) {
    if (program !== call.name || !words.every((word, index) => word.test(operands[index]?.text ?? ""))) continue;
    if (option !== undefined && !call.args.some(({ text }) => option.test(text))) continue;
    return operands[words.length - 1];
  }
  return undefined;
}

function subcommandWords(args: readonly CallArgument[]): readonly CallArgument[] {
  return args.filter(({ text }, index) => !text.startsWith("-") && !valueOptions.has(args[index - 1]?.text ?? ""));
}
