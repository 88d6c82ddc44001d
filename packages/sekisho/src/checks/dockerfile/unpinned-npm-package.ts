import { npmPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedNpmPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-npm-package",
  aliases: ["hadolint:DL3016"],
  title: { en: "npm package without a version", ja: "バージョンを固定していない npm パッケージ" },
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
    en: "Write `name@version`, or list the package in package.json and install it with a lock file (`npm ci`).",
    ja: "`name@version` の形で指定するか、package.json に記載してロックファイルからインストール（`npm ci`）してください。",
  },
  sources: ['npm documentation, "npm install"', "hadolint DL3016"],
  examples: {
    fail: [
      "FROM node:24\nRUN npm install -g typescript",
      "FROM node:24\nRUN npm install express sax@0.1.1",
      "FROM node:24\nRUN npm install -g @scope/tool",
      "FROM node:24\nRUN npm install --registry https://example.com git+https://github.com/npm/npm.git",
      "FROM node:24\nRUN npm install -g npm@latest",
      "FROM node:24\nRUN yarn global add serve",
    ],
    pass: [
      "FROM node:24\nRUN npm install",
      "FROM node:24\nRUN npm ci --omit=dev",
      'FROM node:24\nRUN npm install -g typescript@5.9.3 "@scope/tool@>=0.1.0"',
      "FROM node:24\nRUN npm install ./folder ~/other package-v1.2.3.tgz",
      "FROM node:24\nRUN npm install git+ssh://git@github.com:npm/npm.git#v1.0.27",
      "FROM node:24\nARG NPM=11.6.0\nRUN npm install -g npm@$NPM",
      { dockerfile: "FROM node:24\nCOPY . .\nRUN npm install express", context: { "package-lock.json": "{}" } },
      "FROM node:24\nRUN npm run install express",
    ],
  },
  evaluate(build) {
    return unpinnedPackages(build, npmPins);
  },
});
