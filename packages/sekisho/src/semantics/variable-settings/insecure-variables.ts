import type { PackageProblem } from "../package-calls/package-problem.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import { type VariableSetting, variableSettings } from "./variable-settings.ts";

/**
 * Gives a problem for every place that sets one of the variables to a value that turns a safeguard off. A value that nobody
 * knows before the build is asked about as `undefined`.
 */
export function insecureVariables(
  build: DockerfileBuild,
  names: readonly string[],
  isInsecure: (value: string | undefined) => boolean,
): readonly PackageProblem[] {
  return variableSettings(build, new Set(names))
    .filter(({ value }) => isInsecure(value))
    .map((setting) => ({
      message: {
        en: `${setting.name} turns verification off ${extentOf(setting).en}.`,
        ja: `${setting.name} により、${extentOf(setting).ja}検証が行われません。`,
      },
      range: setting.range,
      subject: `${setting.step.stage.subject}/variable:${setting.name}`,
      ...(setting.removal === undefined ? {} : { fix: setting.removal }),
    }));
}

function extentOf({ scope }: VariableSetting) {
  switch (scope) {
    case "image":
      return {
        en: "during the build and in every container of the image",
        ja: "ビルド中とこのイメージのすべてのコンテナで",
      };
    case "build":
      return { en: "for the rest of the stage's build", ja: "以降のステージのビルド中に" };
    case "command":
      return { en: "for commands of this RUN", ja: "この RUN のコマンドで" };
  }
}
