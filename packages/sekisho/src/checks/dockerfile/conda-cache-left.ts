import { condaPackages } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const condaCacheLeft = defineDockerfileCheck({
  id: "dockerfile/conda-cache-left",
  aliases: [],
  title: { en: "Package cache of conda left in the image", ja: "イメージに残った conda のパッケージキャッシュ" },
  severity: "low",
  why: {
    en: "conda keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "conda が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "End the RUN with `conda clean --all --yes`, or keep `/opt/conda/pkgs` in a cache mount.",
    ja: "RUN の最後で `conda clean --all --yes` を実行するか、`/opt/conda/pkgs` をキャッシュマウントにしてください。",
  },
  sources: ['conda documentation, "conda clean"'],
  examples: {
    fail: [
      "FROM continuumio/miniconda3:25.3.1-1\nRUN conda install -y numpy=2.3",
      "FROM mambaorg/micromamba:2.3.2\nRUN micromamba install -y -n base -f env.yaml",
    ],
    pass: [
      "FROM continuumio/miniconda3:25.3.1-1\nRUN conda install -y numpy=2.3 && conda clean -afy",
      "FROM mambaorg/micromamba:2.3.2\nRUN micromamba install -y -n base -f env.yaml && micromamba clean --all --yes",
      "FROM continuumio/miniconda3:25.3.1-1\nRUN --mount=type=cache,target=/opt/conda/pkgs conda env create -f env.yaml",
    ],
  },
  evaluate(build) {
    return shippedCaches(build, condaPackages, { command: ({ manager }) => `${manager} clean --all --yes` });
  },
});
