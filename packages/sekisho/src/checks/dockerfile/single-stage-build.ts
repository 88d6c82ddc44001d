import { compileCallsInTarget } from "../../semantics/build-tools/compile-calls.ts";
import { splitBuild } from "../../semantics/build-tools/split-build.ts";
import { rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const singleStageBuild = defineDockerfileCheck({
  id: "dockerfile/single-stage-build",
  aliases: [],
  title: { en: "Compilation in the final stage", ja: "最終ステージでのコンパイル" },
  severity: "medium",
  why: {
    en: "Sources, compilers, development packages and caches go into production with the service. The image is many times as large, has more vulnerabilities, and shows an intruder how the software is made.",
    ja: "ソースコード、コンパイラー、開発用パッケージ、キャッシュが、サービスと一緒に本番環境に入ります。イメージは何倍もの大きさになり、脆弱性が増え、ソフトウェアの作りも侵入者に知られます。",
  },
  remediation: {
    en: "Compile in a separate stage (`FROM golang:1.26 AS build`), and copy only the result into a small image: `COPY --from=build /app /app`.",
    ja: "専用のステージ（`FROM golang:1.26 AS build`）でコンパイルし、`COPY --from=build /app /app` で成果物だけを小さなイメージにコピーしてください。",
  },
  sources: ["Docker documentation, Multi-stage builds", "NIST SP 800-190, 4.1.2"],
  examples: {
    fail: [
      'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nENV CGO_ENABLED=0\nRUN go build -o /server ./cmd/server\nEXPOSE 8080\nENTRYPOINT ["/server"]',
      'FROM golang:1.26 AS all\nCOPY . /src\nRUN cd /src && go build -o bin/server .\nCMD ["/src/bin/server"]',
      'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn -q package\nENTRYPOINT ["java", "-jar", "target/app.jar"]',
      'FROM node:24\nCOPY . .\nRUN npm ci && npm run build\nCMD ["node", "dist/main.js"]',
      "FROM debian:13\nRUN ./configure && make && make install",
    ],
    pass: [
      "FROM golang:1.26 AS build\nRUN go build -o /server\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /server /server",
      "FROM python:3.13-slim\nRUN pip install -r requirements.txt",
      'FROM node:24\nRUN npm ci --omit=dev\nCMD ["node", "main.js"]',
      "FROM debian:13\nRUN make --version && echo go build",
    ],
  },
  evaluate(build) {
    const [first] = compileCallsInTarget(build);
    if (first === undefined) return [];
    const { call, script, step } = first;
    const edits = splitBuild(build, first);
    return [
      {
        message: {
          en: `${call.name} compiles in the stage that becomes the final image.`,
          ja: `最終イメージになるステージで、${call.name} によるコンパイルが行われています。`,
        },
        range: rangeOf(script, call.word),
        subject: `${step.stage.subject}/compile`,
        ...(edits === undefined ? {} : { fix: { safety: "proposal", edits } as const }),
      },
    ];
  },
});
