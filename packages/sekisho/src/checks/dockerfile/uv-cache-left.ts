import { uvCache } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const uvCacheLeft = defineDockerfileCheck({
  id: "dockerfile/uv-cache-left",
  aliases: [],
  title: { en: "Cache of uv left in the image", ja: "イメージに残った uv のキャッシュ" },
  severity: "low",
  why: {
    en: "uv keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "uv が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "Add `--no-cache`, write `ENV UV_NO_CACHE=1`, or keep `/root/.cache/uv` in a cache mount.",
    ja: "`--no-cache` を付けるか、`ENV UV_NO_CACHE=1` と記述してください。`/root/.cache/uv` をキャッシュマウントにする方法もあります。",
  },
  sources: ['uv documentation, "Using uv in Docker: Caching"'],
  examples: {
    fail: [
      "FROM python:3.13\nRUN uv sync --frozen",
      "FROM python:3.13\nRUN uv pip install --system -r requirements.txt",
    ],
    pass: [
      "FROM python:3.13\nRUN uv sync --frozen --no-cache",
      "FROM python:3.13\nENV UV_NO_CACHE=1\nRUN uv sync --frozen",
      "FROM python:3.13\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --frozen",
      "FROM python:3.13\nRUN uv sync --frozen && uv cache clean",
      "FROM python:3.13 AS build\nRUN uv sync\nFROM python:3.13-slim\nCOPY --from=build /app/.venv /app/.venv",
    ],
  },
  evaluate(build) {
    return shippedCaches(build, uvCache, { option: "--no-cache" });
  },
});
