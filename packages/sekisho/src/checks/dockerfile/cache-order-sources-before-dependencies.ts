import { earlySources } from "../../semantics/cache-order/early-sources.ts";
import { defineDockerfileCheck } from "./define.ts";

export const cacheOrderSourcesBeforeDependencies = defineDockerfileCheck({
  id: "dockerfile/cache-order-sources-before-dependencies",
  aliases: [],
  title: {
    en: "Sources copied before dependencies are installed",
    ja: "依存パッケージのインストールより前の全ファイルのコピー",
  },
  severity: "low",
  why: {
    en: "The build cache keeps an installation only while nothing above it changes. After a COPY of everything, each edit of any file installs all dependencies again, which slows builds and gives a new large layer every time.",
    ja: "インストールのレイヤーは、それより前に変更がない場合だけキャッシュから再利用されます。全ファイルのコピーより後にあると、どのファイルを編集しても依存パッケージがすべて取得し直されます。ビルドが遅くなり、大きなレイヤーも毎回作り直されます。",
  },
  remediation: {
    en: "Copy the manifest and the lock file first, install, then copy the rest: `COPY package.json package-lock.json ./`, `RUN npm ci`, `COPY . .`.",
    ja: "`COPY package.json package-lock.json ./`、`RUN npm ci`、`COPY . .` の順のように、マニフェストとロックファイルだけを先にコピーしてインストールし、その後で残りのファイルをコピーしてください。",
  },
  sources: ['Docker documentation, "Optimize cache usage in builds": Order your layers'],
  examples: {
    fail: [
      'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]',
      "FROM node:24\nCOPY --chown=node:node . /app\nRUN yarn install --frozen-lockfile && yarn build",
      "FROM python:3.13\nWORKDIR /app\nADD . /app/\nRUN pip install --no-cache-dir -r requirements.txt",
      "FROM golang:1.25 AS build\nWORKDIR /src\nCOPY ./ ./\nRUN go mod download\nRUN go build -o /app .",
      "FROM node:24\r\nWORKDIR /app\r\nCOPY . .\r\nRUN npm ci\r\n",
      "FROM mcr.microsoft.com/dotnet/sdk:9.0\nCOPY . .\nRUN dotnet restore",
    ],
    pass: [
      "FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build",
      "FROM node:24\nCOPY . .\nRUN npm install -g typescript@5.9.3",
      "FROM node:24\nCOPY --from=build . .\nRUN npm ci",
      "FROM node:24\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm ci --omit=dev",
      "FROM python:3.13\nCOPY src/ src/\nRUN pip install -r requirements.txt",
    ],
  },
  evaluate(build) {
    return earlySources(build);
  },
});
