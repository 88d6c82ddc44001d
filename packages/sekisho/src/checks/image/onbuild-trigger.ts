import { defineImageCheck } from "./define.ts";

export const onbuildTrigger = defineImageCheck({
  id: "image/onbuild-trigger",
  aliases: [],
  title: { en: "Image runs instructions in the builds of others", ja: "ほかのビルドで実行される ONBUILD 命令" },
  severity: "info",
  why: {
    en: "Whoever builds on this image runs these instructions without seeing them in their own Dockerfile. OCI images do not keep them, so that they are lost on the way through some registries.",
    ja: "このイメージを基にビルドすると、自分の Dockerfile にない命令が実行されます。OCI 形式のイメージでは保持されないため、レジストリによっては失われます。",
  },
  remediation: {
    en: "Write the instructions into the Dockerfiles that need them, or into a stage that they copy from.",
    ja: "必要とする Dockerfile に命令を直接記述するか、コピー元となるステージに記述してください。",
  },
  sources: ["Dockerfile reference, ONBUILD"],
  examples: {
    fail: [{ configuration: { onBuild: ["COPY . /app", "RUN make /app"] } }],
    pass: [{ configuration: { onBuild: [] } }],
  },
  evaluate({ inventory }) {
    const triggers = inventory.image?.configuration.onBuild ?? [];
    if (triggers.length === 0) return [];
    // The arguments may hold secrets: only the instructions' names are shown.
    const keywords = [...new Set(triggers.map((trigger) => /^\s*([a-z]+)/i.exec(trigger)?.[1]?.toUpperCase() ?? "?"))];
    return [
      {
        message: {
          en: `The image has ${triggers.length} ONBUILD instructions: ${keywords.join(", ")}.`,
          ja: `イメージに ${triggers.length} 個の ONBUILD 命令があります（${keywords.join("、")}）。`,
        },
        subject: "onbuild",
        evidence: [{ pointer: "/config/OnBuild", excerpt: keywords.join(", ") }],
      },
    ];
  },
});
