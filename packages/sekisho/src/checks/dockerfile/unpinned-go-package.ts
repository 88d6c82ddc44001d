import { goPins } from "../../semantics/unpinned-packages/go-pins.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedGoPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-go-package",
  aliases: ["hadolint:DL3062"],
  title: { en: "Go program without a version", ja: "バージョンを固定していない Go プログラム" },
  severity: "low",
  severityReason: {
    en: "Anyone can publish to a language registry at any time; a hijacked package reaches the very next build.",
    ja: "プログラミング言語のレジストリには、誰でもいつでも新しいバージョンを公開できます。乗っ取られたパッケージは次のビルドから取り込まれます。",
  },
  why: {
    en: "The same Dockerfile gives different images on different days. What is delivered is not what was tested, and a failure caused by a new version is hard to trace.",
    ja: "同じ Dockerfile から異なるイメージが作られます。テストした内容と出荷する内容が一致せず、新しいバージョンに起因する不具合の調査も難しくなります。",
  },
  remediation: {
    en: "Write `path@version`, or list the tool in go.mod.",
    ja: "`path@version` の形で指定するか、go.mod にツールとして記載してください。",
  },
  sources: ['Go command, "Compile and install packages and dependencies"', "hadolint DL3062"],
  examples: {
    fail: [
      "FROM golang:1.25\nRUN go install golang.org/x/tools/cmd/goimports@latest",
      "FROM golang:1.25\nRUN go get example.com/tool",
      "FROM golang:1.25\nRUN go run example.com/tool -v",
      {
        dockerfile: "FROM golang:1.25\nCOPY . .\nRUN go install example.com/tool@latest",
        context: { "go.mod": "module example.com/app\n" },
      },
    ],
    pass: [
      "FROM golang:1.25\nRUN go install golang.org/x/tools/cmd/goimports@v0.37.0",
      'FROM golang:1.25\nRUN go install -ldflags "-s -w" -tags netgo example.com/tool@v1.2.3',
      "FROM golang:1.25\nCOPY go.* ./\nRUN go install example.com/tool",
      "FROM golang:1.25\nRUN --mount=target=. go install tool example.com/tool",
      "FROM golang:1.25\nRUN go install ./... && go run main.go && go run . && go install cmd/vet",
      "FROM golang:1.25\nRUN go run example.com/tool@v1.2.3 other.example/argument",
      {
        dockerfile: "FROM golang:1.25\nCOPY . .\nRUN go install example.com/tool",
        context: { "go.mod": "module example.com/app\n" },
      },
    ],
  },
  evaluate(build) {
    return unpinnedPackages(build, goPins);
  },
});
