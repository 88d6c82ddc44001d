/** Gives the members of an object that are there: what a tool does not know it leaves out, or writes as `null`. */
export function present<Members extends object>(
  members: Members,
): { readonly [Key in keyof Members]?: NonNullable<Members[Key]> } {
  const kept: { [Key in keyof Members]?: NonNullable<Members[Key]> } = {};
  for (const key in members) {
    const value = members[key];
    if (value !== undefined && value !== null) kept[key] = value;
  }
  return kept;
}
