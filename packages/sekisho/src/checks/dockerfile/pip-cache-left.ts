import { pipCache } from "../../semantics/package-caches/language-caches.ts";
import { leftCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const pipCacheLeft = defineDockerfileCheck({
  id: "dockerfile/pip-cache-left",
  aliases: ["hadolint:DL3042"],
  title: { en: "Cache of pip left in the image", ja: "イメージに残った pip のキャッシュ" },
  severity: "low",
  why: {
    en: "pip keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "pip が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "Write `pip install --no-cache-dir …` or `ENV PIP_NO_CACHE_DIR=1`, or keep `/root/.cache/pip` in a cache mount.",
    ja: "`pip install --no-cache-dir …` または `ENV PIP_NO_CACHE_DIR=1` と記述してください。`/root/.cache/pip` をキャッシュマウントにする方法もあります。",
  },
  sources: ['pip documentation, "Caching"', "hadolint DL3042"],
  examples: {
    fail: [
      "FROM python:3.13\nRUN pip install flask==3.1.2",
      "FROM python:3.13\nRUN python -m pip install -r requirements.txt",
      "FROM python:3.13\nENV PIP_NO_CACHE_DIR=off\nRUN pip install flask==3.1.2",
      "FROM python:3.13\nRUN export PIP_NO_CACHE_DIR=no && pip install flask==3.1.2",
      "FROM python:3.13 AS base\nENV PIP_NO_CACHE_DIR=1\nFROM python:3.13\nRUN pip install flask==3.1.2",
    ],
    pass: [
      "FROM python:3.13\nRUN pip install flask==3.1.2 --no-cache-dir",
      "FROM python:3.13\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask==3.1.2",
      "FROM python:3.13 AS base\nENV PIP_NO_CACHE_DIR=yes\nFROM base\nRUN pip install flask==3.1.2",
      "FROM python:3.13\nRUN PIP_NO_CACHE_DIR=1 pip install flask==3.1.2",
      "FROM python:3.13\nRUN export PIP_NO_CACHE_DIR=true && pip install flask==3.1.2",
      "FROM python:3.13\nARG PIP_NO_CACHE_DIR=1\nRUN pip install flask==3.1.2",
      "FROM python:3.13\nRUN --mount=type=cache,target=/root/.cache pip install flask==3.1.2",
      "FROM python:3.13\nENV PIP_CACHE_DIR=/cache\nRUN --mount=type=cache,target=/cache pip install flask==3.1.2",
      "FROM python:3.13\nRUN pip install flask==3.1.2 && rm -rf ~/.cache",
      "FROM python:3.13\nRUN pip install flask==3.1.2 && pip cache purge",
      "FROM python:3.13\nRUN pipx install black && pipenv install",
    ],
  },
  evaluate(build) {
    return leftCaches(build, pipCache, { option: "--no-cache-dir" });
  },
});
