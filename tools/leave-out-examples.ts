import type { Plugin } from "rolldown";
import { type ESTree, parseSync } from "rolldown/utils";

/**
 * Makes the plugin of the bundler that leaves the examples of checks out. They are for tests and for the reference, and
 * what V8 reads of the checks at each start is a fifth less without them.
 */
export function createExampleRemover(): Plugin {
  return {
    name: "leave-out-examples",
    transform: {
      filter: { id: /[\\/]src[\\/]checks[\\/][^\\/]+[\\/][^\\/]+\.ts$/ },
      handler: (code, id) => ({ code: withoutExamples(code, id), map: null }),
    },
  };
}

/** Gives the source of a check without the property `examples` of what it hands to `define…Check`. */
export function withoutExamples(code: string, fileName: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (const property of parseSync(fileName, code).program.body.flatMap(propertiesOf)) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    if (property.key.name !== "examples") continue;
    pieces.push(code.slice(at, property.start));
    at = code.startsWith(",", property.end) ? property.end + 1 : property.end;
  }
  pieces.push(code.slice(at));
  return pieces.join("");
}

/** Gives the properties of the checks that a statement declares and exports. */
function propertiesOf(statement: ESTree.Directive | ESTree.Statement): readonly ESTree.ObjectPropertyKind[] {
  const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : undefined;
  if (declaration?.type !== "VariableDeclaration") return [];
  return declaration.declarations.flatMap(({ init }) => {
    if (init?.type !== "CallExpression" || init.callee.type !== "Identifier") return [];
    const [description] = init.arguments;
    const isCheck = /^define\w*Check$/.test(init.callee.name) && description?.type === "ObjectExpression";
    return isCheck ? description.properties : [];
  });
}
