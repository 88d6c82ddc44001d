import { relative } from "node:path";
import { slashed } from "../access/filesystem/ignore-rules.ts";
import { readCappedFile } from "../access/filesystem/read-file.ts";
import { isBuildFile, readBuildFile, readImageRenames } from "../semantics/image-builds/read-build-file.ts";
import type { SourceBuilds } from "../semantics/image-builds/source-reach.ts";
import { decodeText } from "./decode-text.ts";
import type { WalkedDirectory } from "./resolve-targets.ts";

/** Larger files are written by no person, and are not read for this. */
const maxBuildFileBytes = 1024 * 1024;

/** So many files are read at most: a monorepo has fewer. */
const maxBuildFiles = 2_000;

/** Tells whether files of a tree may say which images are built from which of its folders. */
export function hasBuildFiles({ documents }: WalkedDirectory): boolean {
  return documents.some(isBuildFile);
}

/** Reads what the files of a tree say of its images. What cannot be read says nothing. */
export async function readSourceBuilds({ path, documents, kustomizations }: WalkedDirectory): Promise<SourceBuilds> {
  const builds = documents.filter(isBuildFile).slice(0, maxBuildFiles);
  const [said, renames] = [await readTexts(builds), await readTexts(kustomizations.slice(0, maxBuildFiles))];
  return {
    builds: said.flatMap(({ file, text }) => readBuildFile(slashed(relative(path, file)), text)),
    renames: renames.flatMap(({ text }) => readImageRenames(text)),
  };
}

async function readTexts(files: readonly string[]) {
  const texts: { readonly file: string; readonly text: string }[] = [];
  for (const file of files) {
    const reading = await readCappedFile(file, maxBuildFileBytes);
    const text = reading.kind === "read" ? decodeText(file, reading.bytes).text : undefined;
    if (text !== undefined) texts.push({ file, text });
  }
  return texts;
}
