/** What a kind of constraint demands, in CEL: `variables.params` are the constraint's parameters. */
export interface ConstraintMeaning {
  /** What is true of an object that the constraint allows. */
  readonly expression: string;
  /** Gives the message, as a text. */
  readonly messageExpression: string;
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  /** Parameters that the meaning knows; with any other the constraint is not translated. */
  readonly parameters: readonly string[];
}

/** Expressions over the containers of a pod that no parameter exempts, as `c`. */
export function eachContainer(
  condition: string,
  message: string,
  parameters: readonly string[] = [],
  variables: readonly { readonly name: string; readonly expression: string }[] = [],
): ConstraintMeaning {
  return {
    variables: [
      ...variables,
      {
        name: "refused",
        expression: `variables.containers.filter(c, !(${condition})).map(c, string(c.?name.orValue("")))`,
      },
    ],
    expression: "variables.containers.all(c, " + condition + ")",
    messageExpression: `"${message}: " + variables.refused.join(", ")`,
    parameters: ["exemptImages", ...parameters],
  };
}

/** Gives the parameter of a name, an empty list when it is left out. */
export function listParameter(name: string): string {
  return `variables.params.?${name}.orValue([])`;
}
