import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { yamlSourceProblemText } from "../../formats/yaml-source/problem-text.ts";
import type { YamlDocument } from "../../formats/yaml-source/syntax.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Text } from "../../model/text.ts";
import type { ManifestObject, RenderingReference } from "../../semantics/kubernetes/manifest-object.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";

/** What a rendered text holds. */
export interface ReadRendered {
  readonly documents: readonly YamlDocument[];
  readonly objects: readonly ManifestObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the objects of a rendered text; `path` names the file that it was rendered from. */
export function readRendered(path: string, text: string, rendering: RenderingReference): ReadRendered {
  const documents = parseYamlSource(text);
  const { objects, problems } = readObjects(documents, { path, rendering });
  const broken = documents.flatMap((document) =>
    document.problems.map((problem) => {
      const isDuplicate = problem.code === "duplicate-key";
      const level = isDuplicate ? ("warning" as const) : ("error" as const);
      return { code: `manifest/${problem.code}`, level, message: inRendered(yamlSourceProblemText(problem.code)) };
    }),
  );
  const foreign = problems.map(({ code, message }) => ({
    code,
    level: "error" as const,
    message: inRendered(message),
  }));
  const diagnostics = [...broken, ...foreign].map((diagnostic): Diagnostic => ({ ...diagnostic, location: { path } }));
  return { documents, objects, diagnostics };
}

function inRendered({ en, ja }: Text): Text {
  return { en: `In the rendered text: ${en.replace(/\.$/, "")}.`, ja: `レンダリング結果: ${ja.replace(/。$/, "")}。` };
}
