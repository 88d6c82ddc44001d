import { dirname } from "node:path";
import { findContextIgnoreFile, listContext } from "../access/filesystem/surroundings.ts";
import { isIgnored, parseDockerignore } from "../formats/dockerignore/dockerignore.ts";
import type { BuildContext } from "../semantics/stages/build.ts";

/** Of standard input and fragments: nobody knows what stands beside it. */
export const unknownContext: BuildContext = { ignores: undefined, isKnown: false, files: undefined };

/** Looks around Dockerfiles when a check asks. */
export interface ContextReader {
  /** Gives the context of a Dockerfile (absolute path); nothing is read before a check looks at a field. */
  contextOf(dockerfile: string): BuildContext;
}

/**
 * Makes a reader of build contexts: each Dockerfile's directory is taken for its context.
 *
 * The listing of the last directory is kept, because files are scanned directory by directory.
 */
export function createContextReader(): ContextReader {
  let listed: { readonly directory: string; readonly files: readonly string[] } | undefined;
  return {
    contextOf(dockerfile) {
      let ignores: { readonly rule: BuildContext["ignores"] } | undefined;
      return {
        isKnown: true,
        get ignores() {
          ignores ??= { rule: readIgnores(dockerfile) };
          return ignores.rule;
        },
        get files() {
          const directory = dirname(dockerfile);
          if (listed?.directory !== directory) listed = { directory, files: listContext(directory) };
          return listed.files;
        },
      };
    },
  };
}

function readIgnores(dockerfile: string): BuildContext["ignores"] {
  const file = findContextIgnoreFile(dockerfile);
  if (file === undefined) return undefined;
  const rules = parseDockerignore(file.text);
  return (path) => isIgnored(rules, path);
}
