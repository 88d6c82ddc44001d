import { resolve } from "node:path";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import type { ImageDescription } from "../../model/image.ts";
import type { LayerInstruction } from "../../model/inventory.ts";
import { createSourceText } from "../../model/source-text.ts";
import { findLayerInstructions } from "../../semantics/inventory/layer-instructions.ts";
import { buildModel } from "../../semantics/stages/build-model.ts";
import { unknownContext } from "../build-context.ts";
import type { ContentScanSettings } from "../content-settings.ts";
import { decodeText } from "../decode-text.ts";

const maxDockerfileBytes = 16_777_216;

/** Which instruction of a Dockerfile made which layer. */
export interface MatchedDockerfile {
  readonly instructions: readonly LayerInstruction[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the Dockerfile that the user says an image was built from; `undefined` when none is named.
 *
 * @throws {SekishoError} `target-unreadable` when it cannot be read.
 */
export async function readDockerfileFor(
  image: ImageDescription,
  settings: Pick<ContentScanSettings, "dockerfile" | "workingDirectory" | "configuration" | "today">,
): Promise<MatchedDockerfile | undefined> {
  const { dockerfile, configuration, today } = settings;
  if (dockerfile === undefined) return undefined;
  const reading = await readCappedFile(resolve(settings.workingDirectory, dockerfile), maxDockerfileBytes);
  if (reading.kind === "refused") throw new SekishoError("target-unreadable", reading.message);
  const source = createSourceText(dockerfile, decodeText(dockerfile, reading.bytes).text ?? "");
  const { target, buildArguments } = configuration;
  const build = buildModel(parseDockerfile(source), {
    context: unknownContext,
    buildArguments,
    today,
    ...(target === undefined ? {} : { target }),
  });
  const instructions = findLayerInstructions(image, build, source);
  return { instructions, diagnostics: instructions.length === 0 ? [notMatching(image.name, dockerfile)] : [] };
}

function notMatching(name: string, dockerfile: string): Diagnostic {
  return {
    code: "image/other-dockerfile",
    level: "warning",
    message: {
      en: `The history of ${name} does not end with the instructions of ${dockerfile}: no layer can be led back to its lines.`,
      ja: `${name} の履歴は ${dockerfile} の命令と一致しません。レイヤーと行を対応付けることはできませんでした。`,
    },
    location: { path: dockerfile },
  };
}
