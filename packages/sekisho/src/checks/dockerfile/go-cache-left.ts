import { goCache } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const goCacheLeft = defineDockerfileCheck({
  id: "dockerfile/go-cache-left",
  aliases: [],
  title: { en: "Module cache of go left in the image", ja: "イメージに残った go のモジュールキャッシュ" },
  severity: "low",
  why: {
    en: "go keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "go が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "Build in a separate stage and copy only the program out of it. Otherwise end the RUN with `go clean -cache -modcache`, or keep `/go/pkg/mod` in a cache mount.",
    ja: "ビルド専用のステージでビルドし、成果物だけをコピーしてください。難しい場合は、RUN の最後で `go clean -cache -modcache` を実行するか、`/go/pkg/mod` をキャッシュマウントにします。",
  },
  sources: ['Go Modules Reference, "Module cache"', 'Go command, "Build and test caching"'],
  examples: {
    fail: ["FROM golang:1.25\nRUN go install example.com/tool@v1.2.3", "FROM golang:1.25\nRUN go mod download"],
    pass: [
      "FROM golang:1.25 AS build\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app",
      "FROM golang:1.25\nRUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /app .",
      "FROM golang:1.25\nRUN go install example.com/tool@v1.2.3 && go clean -cache -modcache",
      "FROM golang:1.25\nRUN go version",
    ],
  },
  evaluate(build) {
    return shippedCaches(build, goCache, { command: () => "go clean -cache -modcache" });
  },
});
