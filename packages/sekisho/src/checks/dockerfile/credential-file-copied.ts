import type { Pair } from "../../formats/dockerfile/syntax.ts";
import { byDirectory } from "../../semantics/layers/by-directory.ts";
import { copiedFiles, copySources, sourceRange } from "../../semantics/sensitive-files/copied-files.ts";
import { type CopiedPlaces, copiedPlaces } from "../../semantics/sensitive-files/copied-places.ts";
import { findCredentialKind, isCredentialFile } from "../../semantics/sensitive-files/file-kinds.ts";
import { removeSource } from "../../semantics/sensitive-files/remove-source.ts";
import type { DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { joinWorkdir } from "../../semantics/stages/working-directory.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

/** Variables that say where a program finds its credentials. Sources: the manuals of AWS CLI, Google Cloud and Hugging Face. */
const pathVariables: ReadonlySet<string> = new Set([
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "HF_TOKEN_PATH",
]);

export const credentialFileCopied = defineDockerfileCheck({
  id: "dockerfile/credential-file-copied",
  aliases: ["dockle:CIS-DI-0010", "trivy:DS-0031", "trivy:AVD-DS-0031"],
  title: { en: "Credential file copied into the image", ja: "イメージにコピーされた認証情報ファイル" },
  severity: "high",
  severityReason: {
    en: "Medium in a stage that the final image does not contain: the credential stays in the build cache only.",
    ja: "最終イメージに含まれないステージの場合は、認証情報が残る範囲がビルドキャッシュに限られるため「中」です。",
  },
  why: {
    en: "Anyone who can pull the image can extract the file from its layer, even if a later instruction deletes it. All copies of the image share one credential that is hard to replace.",
    ja: "イメージを取得できる者なら誰でも、レイヤーからファイルを取り出せます。後の命令で削除しても同様です。また、イメージのすべての複製が同じ認証情報を共有するため、差し替えも困難になります。",
  },
  remediation: {
    en: "Add the file to .dockerignore. For the build, mount it with `RUN --mount=type=secret,id=…,target=…`; at run time, pass it to the container from the orchestrator's secret store.",
    ja: "ファイルを .dockerignore に追加してください。ビルド時に必要な場合は `RUN --mount=type=secret,id=…,target=…` でマウントし、実行時に必要な場合はオーケストレーターのシークレット管理機能からコンテナに渡します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.10", "Docker documentation, Build secrets", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      "FROM debian:12\nCOPY id_rsa /root/.ssh/id_rsa",
      "FROM node:24\nCOPY package.json .npmrc ./",
      "FROM debian:12\nCOPY .aws/credentials /root/.aws/credentials",
      "FROM node:24 AS build\nCOPY .npmrc ./\nFROM node:24-slim\nCOPY --from=build /app /app",
      'FROM debian:12\nCOPY ["tls/server.key", "/etc/tls/"]',
      {
        dockerfile: "FROM debian:12\nCOPY . /app",
        context: { "src/main.c": "", "deploy/prod.p12": "", ".dockerignore": "*.md" },
      },
      "FROM debian:12\nWORKDIR /app\nCOPY src /app/\nENV GOOGLE_APPLICATION_CREDENTIALS=./storage.json",
      "FROM debian:12\nARG AWS_CONFIG_FILE=/etc/aws\nCOPY config $AWS_CONFIG_FILE",
    ],
    pass: [
      "FROM debian:12\nCOPY id_rsa.pub /root/.ssh/authorized_keys",
      "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci",
      "FROM debian:12\nCOPY certs/ca.pem certs/fullchain.pem /etc/ssl/",
      { dockerfile: "FROM debian:12\nCOPY . /app", context: { "prod.p12": "", ".dockerignore": "*.p12" } },
      "FROM debian:12\nCOPY .npmrc.example credentials.go /app/",
      { dockerfile: "FROM debian:12\nCOPY . /app", context: { "pkg/credentials": "", "pkg/credentials/store.go": "" } },
      "FROM debian:12\nENV GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/storage.json\nCOPY src /app/",
    ],
  },
  evaluate(build) {
    return [...copiedCredentials(build), ...namedByVariables(build)];
  },
});

function copiedCredentials(build: DockerfileBuild): readonly DockerfileViolation[] {
  const directories = directoriesOf(build);
  return copiedFiles(build, isCredentialFile).flatMap((file): readonly DockerfileViolation[] => {
    const kind = findCredentialKind(file.path);
    if (kind === undefined || directories.has(file.path)) return [];
    const { source } = file;
    const edit = file.isNamed ? removeSource(build, source) : undefined;
    return [
      {
        message: {
          en: `${file.path} brings credentials into the image: ${kind.name.en}.`,
          ja: `${file.path} により、認証情報（${kind.name.ja}）がイメージに入ります。`,
        },
        range: sourceRange(source),
        subject: `${source.step.stage.subject}/file:${file.path}`,
        severity: severityIn(source.step),
        ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } }),
      },
    ];
  });
}

/** Directories of the build context: a package of sources is called `credentials`, too. */
function directoriesOf({ context }: DockerfileBuild): ReadonlySet<string> {
  return new Set((context.files ?? []).map((path) => path.slice(0, Math.max(path.lastIndexOf("/"), 0))));
}

/** COPY to the place that a variable names, and variables that name a place below what is copied. */
function namedByVariables(build: DockerfileBuild): readonly DockerfileViolation[] {
  const sources = copySources(build);
  const byDestination = sources.flatMap((source): readonly DockerfileViolation[] => {
    const { destination, sources: words } = source.instruction;
    const used = destination?.variables.find(({ name }) => pathVariables.has(name));
    if (used === undefined || words[0] !== source.word) return [];
    return [violation(source.step, used.name, sourceRange(source))];
  });
  const places = copiedPlaces(build);
  const byValue = placedInstructions(build, "ARG", "ENV").flatMap(({ instruction, step }) =>
    instruction.pairs.flatMap((pair): readonly DockerfileViolation[] => {
      if (!pathVariables.has(pair.key.value) || !isCopied(pair, step, places)) return [];
      return [violation(step, pair.key.value, { start: pair.start, end: pair.end })];
    }),
  );
  return [...byDestination, ...byValue];
}

/** Tells whether a value names one of the places that its stage copies to, or something below one. */
function isCopied({ value }: Pair, { stage, state }: Step, places: CopiedPlaces): boolean {
  const copied = places.get(stage);
  if (value === undefined || copied === undefined) return false;
  const path = expand(value, lookupIn(state, stage.root.kind === "scratch"));
  if (!path.isKnown || path.value === "") return false;
  const file = joinWorkdir(state.workdir?.value ?? "/", path.value, stage.platform);
  return copied.has("/") || [...byDirectory([{ path: file }]).keys()].some((place) => copied.has(place));
}

function violation(step: Step, name: string, range: DockerfileViolation["range"]): DockerfileViolation {
  return {
    message: {
      en: `${name} points to a credential file, and that file is copied into the image.`,
      ja: `${name} が示す認証情報のファイルが、イメージにコピーされています。`,
    },
    range,
    subject: `${step.stage.subject}/variable:${name}`,
    severity: severityIn(step),
  };
}

function severityIn({ stage }: Step): "high" | "medium" {
  return stage.isInTarget ? "high" : "medium";
}
