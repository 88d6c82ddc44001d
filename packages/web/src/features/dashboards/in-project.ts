/** Gives what a call is told of a project; nothing for all of them. */
export function inProject(project: string | undefined): { readonly project?: string } {
  return project === undefined ? {} : { project };
}
